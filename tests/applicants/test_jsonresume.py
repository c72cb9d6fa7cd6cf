from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from applicants.jsonresume import language_code, read_resume
from hiretrack.errors import Invalid

REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "resumes"


def test_members_find_their_columns() -> None:
    resume = read_resume({
        "basics": {
            "name": "Ada", "email": "ada@example.com", "label": "Analyst", "url": "https://ada.example",
            "location": {"city": "London", "region": "England", "countryCode": "gb"},
            "profiles": [{"network": "GitHub", "url": "https://github.com/ada"}, {"network": "None"}],
        },
        "skills": [{"name": "Maths", "keywords": ["Algebra", "algebra"]}, {"name": "Poetry"}],
        "languages": [{"language": "English", "fluency": "Native"}, {"language": "Elvish"}],
        "work": [{"name": "Engine", "startDate": "1843", "highlights": ["Notes"]}],
        "awards": [{"title": "Byron"}],
    })  # fmt: skip

    assert (resume.location, resume.country, resume.headline) == ("London, England", "GB", "Analyst")
    assert [link["label"] for link in resume.links] == ["", "GitHub"]
    assert (resume.skills, resume.languages) == (["Algebra", "Poetry"], ["en"])
    assert resume.experience[0]["company"] == "Engine"
    assert resume.experience[0]["highlights"] == ["Notes"]
    assert resume.more == {"awards": [{"title": "Byron"}]}


def test_members_of_the_wrong_type_are_all_named() -> None:
    with pytest.raises(Invalid) as refused:
        read_resume({"basics": {"name": 1, "profiles": {}}, "work": [[]], "skills": [{"keywords": [2]}]})

    pointers = {error.pointer for error in refused.value.errors}
    assert pointers == {"/basics/name", "/basics/profiles", "/work/0", "/skills/0/keywords/0"}


@pytest.mark.parametrize("document", [None, [], "x", 3])
def test_what_is_no_object_is_refused(document: object) -> None:
    with pytest.raises(Invalid):
        read_resume(document)


def test_null_counts_as_absent() -> None:
    assert read_resume({"basics": None, "work": None}) == read_resume({})


@pytest.mark.parametrize(
    ("name", "tag"), [("English", "en"), ("deutsch", "de"), ("de-at", "de-AT"), ("Klingon spoken", ""), ("", "")]
)
def test_languages_are_known_by_name(name: str, tag: str) -> None:
    assert language_code(name) == tag


@pytest.mark.skipif(not REAL.exists(), reason="real résumés are not at hand")
def test_real_resumes_are_read() -> None:
    read = [read_resume(json.loads(file.read_text())) for file in REAL.glob("*.json") if "schema" not in file.name]

    assert len(read) == 4
    assert all(resume.email and resume.skills and resume.experience and resume.education for resume in read)
