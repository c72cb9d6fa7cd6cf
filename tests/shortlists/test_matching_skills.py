"""Which skills texts speak of."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from shortlists.matching import of_job
from shortlists.matching.alignment import aligned
from shortlists.matching.taxonomy import DATA, taxonomy


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("We use Kubernetes (k8s) and Postgres.", {"Kubernetes", "PostgreSQL"}),
        ("C++, C#, C and .NET", {"C++", "C#", "C", ".NET"}),
        ("Node.js, not Java; JavaScript", {"Node.js", "Java", "JavaScript"}),
        ("Python, R and SQL", {"Python", "R", "SQL"}),
        ("Go, Rust and Python", {"Go", "Rust", "Python"}),
        ("Excel, Tableau", {"Excel", "Tableau"}),
        ("Proficient in React with TypeScript", {"React", "TypeScript"}),
        ("MACHINE LEARNING and machine-readable texts", {"Machine learning"}),
    ],
)
def test_skills_are_found(text: str, skills: set[str]) -> None:
    assert set(taxonomy().skills_in(text)) >= skills


@pytest.mark.parametrize(
    "text",
    [
        "Ready to go? You excel, react swiftly and express yourself.",
        "C-level talks, R&D, a B. and an r. Go on!",
        "Go-to-market is what we do. Let us Go.",
        "javascripting postgresqlish",
    ],
)
def test_everyday_words_are_no_skills(text: str) -> None:
    everyday = {"Go", "Excel", "React", "Swift", "Express", "C", "R", "JavaScript", "PostgreSQL"}

    assert not everyday & set(taxonomy().skills_in(text))


def test_an_entry_of_a_list_is_believed() -> None:
    assert taxonomy().listed("go") == {"Go"}
    assert taxonomy().listed("ReactJS") == {"React"}
    assert taxonomy().listed("SQL & Python") == {"SQL", "Python"}
    assert not taxonomy().listed("juggling with fire")


def test_what_is_required_weighs_more_than_what_is_a_plus() -> None:
    text = "## Requirements\n- Python\n\n## Nice to have\n- Docker\n\n## About us\nWe like Git.\nKafka is a plus."
    facts = of_job(title="Developer", description=text)

    assert [facts.skills[name] for name in ("Python", "Git", "Docker", "Kafka")] == [2.0, 1.0, 0.5, 0.5]


def test_own_product_is_no_skill() -> None:
    assert "Figma" not in of_job(title="Engineer", description="Figma is great", company="Figma").skills
    assert "Figma" in of_job(title="Engineer", description="Figma is great", company="Initech").skills


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    assert taxonomy().skills_in("İİİİ Python and C++") == ["Python", "C++"]


def test_shipped_file_is_small_and_names_its_sources() -> None:
    text = lzma.decompress(DATA.read_bytes()).decode()

    assert DATA.stat().st_size < 1_500_000
    assert "O*NET" in text[:1000]
    assert "ESCO" in text[:1000]
    assert text.count("CC BY 4.0") == 2


def test_labels_that_moved_up_find_their_skills() -> None:
    labels = ["carve wood", "bake bread", "sing songs", "paint walls"]
    cells = [["cut wood", "carving of wood"], ["singing songs"], ["painting of walls"], []]

    found = dict(aligned(labels, cells))

    assert found["carve wood"] == ["cut wood", "carving of wood"]
    assert (found["bake bread"], found["sing songs"]) == ([], ["singing songs"])
    assert found["paint walls"] == ["painting of walls"]


def test_file_is_built_from_its_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    onet, esco, out = tmp_path / "onet.txt", tmp_path / "esco.csv", tmp_path / "skills.xz"
    onet.write_text("Example\tHot Technology\nApache Kafka\tY\nFrobnicator Deluxe\tN\nPotato peeling software\tN\n")
    esco.write_text('preferredLabel,altLabels\ncarve wood,"cut wood\ncarving of wood"\n')

    call_command("build_skills", onet=onet, esco=esco, out=out)

    lines = lzma.decompress(out.read_bytes()).decode().splitlines()
    assert "carve wood\t\tcarving of wood\tcut wood" in lines
    assert "Frobnicator Deluxe\t" in lines
    assert not any(line.startswith("Potato") for line in lines)


def test_wrong_file_is_told(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")

    with pytest.raises(CommandError, match="lacks the columns"):
        call_command("build_skills", onet=wrong, esco=wrong, out=tmp_path / "out")
