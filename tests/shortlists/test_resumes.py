"""CVs as people lay them out. What is read out of real ones is measured by `manage.py measure_resumes`."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from hiretrack.uploads.extraction import tidy
from shortlists.resumes import Period, parse
from tests.factories.uploads import pdf

HEAD = """ADA LOVELACE
Senior Software Engineer
ada@example.com | +44 20 7946 0018 | London, United Kingdom | github.com/ada
"""


def positions(text: str) -> list[tuple[str, str, str, str]]:
    return [(one.title, one.organisation, one.period.start, one.period.end) for one in parse(text).experience]


def test_contact_is_read_from_the_head() -> None:
    contact = parse(HEAD).contact

    assert (contact.name, contact.headline) == ("Ada Lovelace", "Senior Software Engineer")
    assert (contact.email, contact.phone, contact.location) == (
        "ada@example.com", "+442079460018", "London, United Kingdom",
    )  # fmt: skip
    assert contact.links == ("https://github.com/ada",)


def test_masked_number_is_none() -> None:
    assert parse("Jan Küster\n+49 176 *** *** **").contact.phone == ""


@pytest.mark.parametrize(
    "entry",
    [
        "Data Analyst - Example GmbH 03/2019 - 05/2021",
        "Data Analyst (Example GmbH)   Mar 2019 – May 2021",
        "03/2019 - 05/2021 Data Analyst Example GmbH",
        "Data Analyst Example GmbH, 2019/03 - 2021/05",
        "2019-03 - 2021-05\nData Analyst\nExample GmbH",
        "03/2019 – 05/2021 - Example GmbH\nData Analyst",
        "Data Analyst\nExample GmbH | März 2019 bis Mai 2021",
        "Data Analyst Mar 19 - May 21\nExample GmbH",
        "Data Analyst at Example GmbH 3.2019 - 5.2021",
    ],
)
def test_position_is_read_in_every_layout(entry: str) -> None:
    assert positions(f"{HEAD}\nExperience\n{entry}\n• Reports for the board") == [
        ("Data Analyst", "Example GmbH", "2019-03", "2021-05")
    ]


@pytest.mark.parametrize("span", ["2020 - present", "seit 2020", "2020 – heute", "2020 - now", "since 2020"])
def test_position_goes_on(span: str) -> None:
    (entry,) = parse(f"Work experience\nData Analyst - Example GmbH {span}").experience

    assert entry.period == Period("2020", "", goes_on=True)


@pytest.mark.parametrize("heading", ["Education", "AUSBILDUNG", "Formation"])
def test_course_of_study_is_no_position(heading: str) -> None:
    read = parse(f"{heading}\nM.Sc. Digital Media - University of Bremen 2012 - 2015\nThesis on testing")

    assert [(one.title, one.organisation) for one in read.education] == [
        ("M.Sc. Digital Media", "University of Bremen"),
    ]
    assert read.experience == []


@pytest.mark.parametrize(
    ("line", "study", "school"),
    [
        ("M.Sc. Physics, Technical University of Berlin", "M.Sc. Physics", "Technical University of Berlin"),
        ("Technical University of Berlin, M.Sc. Physics", "M.Sc. Physics", "Technical University of Berlin"),
        ("University of Bremen, M.Sc. Physics", "M.Sc. Physics", "University of Bremen"),
        ("Harvard University, MBA", "MBA", "Harvard University"),
        ("Stanford University", "", "Stanford University"),
        ("B.Sc., Physics, University of Bremen", "B.Sc., Physics", "University of Bremen"),
        ("B.Sc. Physics at Stanford University", "B.Sc. Physics", "Stanford University"),
        ("Master of Arts - Carnegie Mellon University", "Master of Arts", "Carnegie Mellon University"),
        ("Diplom Informatik Technische Universität Wien", "Diplom Informatik", "Technische Universität Wien"),
        ("B.Sc. Computer Science University of London", "B.Sc. Computer Science", "University of London"),
        ("Master Project - PrIMA University of Bremen", "Master Project - PrIMA", "University of Bremen"),
    ],
)
def test_school_keeps_its_whole_name(line: str, study: str, school: str) -> None:
    (read,) = parse(f"Education\n{line} 2012 - 2015").education

    assert (read.title, read.organisation) == (study, school)


@pytest.mark.parametrize(
    "text",
    [
        "Languages\n• German (native)\n• English, C1\nSkills\nPython",
        "Skills\nPython\nLanguages: German, English",
        "SPRACHEN\nDeutsch (Muttersprache)\nEnglisch\n\nHobbys\nSchach, Reisen nach Spanisch-Guinea",
        "Langues\nAllemand : courant\nAnglais\nLoisirs\nLire en japonais",
        "Languages | German, English\nBuilt a Polish site",
        "Languages German (C1), English\nBuilt a Polish site",
    ],
)
def test_languages_are_those_that_are_listed(text: str) -> None:
    read = parse(text)

    assert read.languages == ["de", "en"]
    assert not {"German", "English"} & set(read.skills)


def test_languages_are_told_apart() -> None:
    text = "Languages: Brazilian Portuguese, Chinese (Traditional)"

    assert parse(text).languages == ["pt-BR", "zh-Hant"]


def test_programming_languages_are_none() -> None:
    assert parse("Languages: Python, Java\nBuilt a Polish site").languages == []


def test_language_in_a_sentence_is_neither_listed_nor_a_skill() -> None:
    read = parse("Experience\nTaught classes in French and Python 2014 - 2016")

    assert read.languages == []
    assert "French" not in read.skills


def test_heading_below_its_entries_does_not_mislead() -> None:
    text = "Data Analyst (Example GmbH) 2014 - 2016\nEXPERIENCE\nBachelor Studies (University of Bremen) 2009 - 2012"
    read = parse(text)

    assert [one.title for one in read.experience] == ["Data Analyst"]
    assert [one.title for one in read.education] == ["Bachelor Studies"]


def test_highlights_go_with_their_position() -> None:
    text = "Experience\nData Analyst - Example GmbH 2014 - 2016\n• Built reports\nfor the board\n• Led two people"

    assert parse(text).experience[0].highlights == ("Built reports for the board", "Led two people")


def test_year_in_a_sentence_is_no_position() -> None:
    assert parse("Experience\nIn 2019 we moved everything to a new data centre in Vienna.").experience == []


def test_skills_are_those_of_the_taxonomy() -> None:
    assert {"Python", "PostgreSQL"} <= set(parse("Skills\nPython 3, Postgres").skills)


def test_parted_words_and_ligatures_are_mended() -> None:
    assert tidy("Scienti\x1cc soft\ufffeware") == "Scientific software"


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_borne(text: str) -> None:
    parse(text)


LONG_NAME = f"Bachelor, {'A' * 80} x University 2010 - 2012\n"


@pytest.mark.parametrize(
    "text",
    ["a." * 40_000, "1/" * 40_000, "(" * 80_000, "A B, " * 16_000, "2019 - " * 11_000, LONG_NAME * 1_500],
    ids=["dots", "fractions", "brackets", "commas", "years", "names"],
)
def test_hostile_text_is_borne(text: str) -> None:
    parse(text)


def test_command_tells_precision_and_recall(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("Ada Lovelace ada@example.com"))
    nothing: dict[str, list[str]] = {part: [] for part in ("experience", "education", "skills", "languages")}
    row = {"file": "a.pdf", "contact": {"email": "ada@example.com"}} | nothing
    (tmp_path / "expected.jsonl").write_text(json.dumps(row))
    out = StringIO()

    call_command("measure_resumes", str(tmp_path / "expected.jsonl"), str(tmp_path), stdout=out)

    assert [line.split()[0] for line in out.getvalue().splitlines()[2:]] == ["contact", *nothing]


def test_command_names_a_file_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "expected.jsonl").write_text('{"file": "none.pdf"}')

    with pytest.raises(CommandError, match=r"none\.pdf"):
        call_command("measure_resumes", str(tmp_path / "expected.jsonl"), str(tmp_path))
