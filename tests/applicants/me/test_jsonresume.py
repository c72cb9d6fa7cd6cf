from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.api.me.jsonresume_serializers import JsonResumeSerializer
from applicants.models import WorkExperience
from applicants.profiles.jsonresume import SCHEMA, replace_profile, resume_document
from applicants.profiles.jsonresume.mapping import tag_of
from applicants.profiles.services import own_profile, update_profile
from employers.models import User
from hiretrack.tenancy import person_scope
from tests.fixtures import ApiClient

RESUME = "/v1/me/profile/json-resume"
DOCUMENT: dict[str, Any] = {
    "basics": {
        "name": "Somebody Else", "email": "other@example.com", "label": "Programmer", "phone": "030 1234567",
        "url": "https://ada.example", "location": {"city": "Berlin", "countryCode": "DE", "postalCode": "10115"},
        "profiles": [
            {"network": "IRC", "username": "ada"},
            {"network": "Code", "username": "ada", "url": "https://code.example/ada"},
        ],
    },
    "work": [
        {"name": "First", "startDate": "2010", "endDate": "2012-05"},
        {"name": "Now", "description": "Engines", "startDate": "2014-02", "highlights": ["x"], "summary": ""},
    ],
    "education": [{"institution": "TU", "studyType": "MSc", "courses": []}],
    "skills": [{"name": "Go", "level": "Master", "keywords": ["channels"]}, {"name": "go"}],
    "languages": [{"language": "Klingon"}, {"language": "German", "fluency": "Native"}, {"language": "en-GB"}],
    "volunteer": [{"organization": "Library", "startDate": "2001"}],
    "awards": [{"title": "Prize", "date": "2001-01-01"}],
    "interests": [{"name": "Music", "keywords": ["Harp"]}],
    "meta": {"version": "v1.0.0"},
}  # fmt: skip


def test_document_comes_back_in_its_canonical_form(me: ApiClient, candidate: User) -> None:
    put = me.put(RESUME, DOCUMENT)

    shown = put.json()
    assert put.status_code == 200, put.content
    assert shown == me.get(RESUME).json()
    assert (shown["$schema"], shown["basics"]["name"], shown["basics"]["email"]) == (
        SCHEMA, candidate.name, candidate.email,
    )  # fmt: skip
    assert shown["basics"]["phone"] == "+49301234567"
    assert [row.get("url") for row in shown["basics"]["profiles"]] == ["https://code.example/ada", None]
    assert [row["name"] for row in shown["work"]] == ["Now", "First"]
    assert shown["skills"] == DOCUMENT["skills"][:1]
    assert [row["language"] for row in shown["languages"]] == ["German", "en-GB", "Klingon"]
    assert {name: shown[name] for name in ("volunteer", "awards", "interests", "meta")} == {
        name: DOCUMENT[name] for name in ("volunteer", "awards", "interests", "meta")
    }


def test_profile_has_what_the_document_says(me: ApiClient) -> None:
    me.patch("/v1/me/profile", {"desired_title": "Lead"})
    me.put(RESUME, DOCUMENT)

    profile = me.get("/v1/me/profile").json()

    assert (profile["headline"], profile["location"], profile["country"]) == ("Programmer", "Berlin", "DE")
    assert (profile["skills"], profile["languages"]) == (["Go"], ["de", "en-GB"])
    assert profile["links"] == [{"label": "Code", "url": "https://code.example/ada"}]
    assert profile["desired_title"] == "Lead"
    assert len(me.get("/v1/me/profile/experience").json()["items"]) == 2


def test_putting_replaces_everything(me: ApiClient) -> None:
    me.put(RESUME, DOCUMENT)

    shown = me.put(RESUME, {}).json()

    assert set(shown) == {"$schema", "basics"}
    assert set(shown["basics"]) == {"name", "email"}
    assert me.get("/v1/me/profile/education").json()["items"] == []


@pytest.mark.parametrize(
    ("document", "status", "pointer"),
    [
        ({"hobbies": []}, 400, "/hobbies"),
        ({"basics": {"age": "7"}}, 400, "/basics/age"),
        ({"work": [{"name": "x", "company": "y"}]}, 400, "/work/0/company"),
        ({"work": [{"position": "x"}]}, 422, "/work/0/name"),
        ({"work": [{"name": "x", "startDate": "2019-02-30"}]}, 422, "/work/0/startDate"),
        ({"work": [{"name": "x"}, {"name": "y", "startDate": "2019", "endDate": "2018"}]}, 422, "/work/1/endDate"),
        ({"basics": {"phone": "call me"}}, 422, "/basics/phone"),
        ({"basics": {"location": {"countryCode": "ZZ"}}}, 422, "/basics/location/countryCode"),
        ({"basics": {"profiles": [{"username": "a"}, {"url": "http://["}]}}, 422, "/basics/profiles/1/url"),
        ({"basics": {"profiles": [{"url": "http://a.b"}] * 2}}, 422, "/basics/profiles/1"),
        ({"skills": [{"name": 5}]}, 422, "/skills/0/name"),
        ({"skills": {}}, 422, "/skills"),
    ],
)
def test_document_that_breaks_a_rule_changes_nothing(me: ApiClient, document: Any, status: int, pointer: str) -> None:
    before = me.put(RESUME, DOCUMENT).json()

    answer = me.put(RESUME, document)

    assert answer.status_code == status, answer.content
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert me.get(RESUME).json() == before


def test_putting_needs_the_current_version(me: ApiClient) -> None:
    tag = {"If-Match": me.get(RESUME).headers["ETag"]}

    assert me.put(RESUME, DOCUMENT, headers=tag).status_code == 200
    assert me.put(RESUME, {}, headers=tag).status_code == 412


def test_skill_taken_out_of_the_profile_loses_its_level(candidate: User) -> None:
    with person_scope(candidate.pk):
        replace_profile(DOCUMENT)
        update_profile(changes={"skills": ["Rust"]})

        assert resume_document(own_profile())["skills"] == [{"name": "Rust"}]


@pytest.mark.parametrize(
    ("language", "tag"),
    [("German", "de"), ("deutsch", "de"), ("de-at", "de-AT"), ("Brazilian Portuguese", "pt-BR"), ("Klingon", "")],
)
def test_language_is_known_by_name_or_tag(language: str, tag: str) -> None:
    assert tag_of(language) == tag


words = st.text("abc äß漢Ω#+.,'\"<&%", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
dates = st.sampled_from(["1999", "2001-02", "2001-02-28"])
links = words.map(lambda word: f"https://{word.encode().hex()}.example/")


def part(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=members)


def some(item: st.SearchStrategy[Any], unique: Any = None) -> st.SearchStrategy[list[Any]]:
    return st.lists(item, min_size=1, max_size=3, unique_by=unique)


def named(name: str, **members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: words}, optional=members)


dated = {"startDate": dates, "url": links, "summary": words, "highlights": some(words)}
documents = part(
    basics=part(
        label=words, image=links, url=links, summary=words, phone=st.just("+49301234567"),
        location=part(city=words, countryCode=st.sampled_from(["DE", "AT"]), region=words, address=words),
        profiles=some(part(network=words, username=words, url=links)),
    ),
    work=some(named("name", position=words, description=words, location=words, **dated)),
    education=some(named("institution", area=words, studyType=words, score=words, startDate=dates, url=links)),
    skills=some(named("name", level=words, keywords=some(words))),
    languages=some(st.fixed_dictionaries({"language": words | st.sampled_from(["de", "German", "pt-BR", "fr"])})),
    volunteer=some(part(organization=words, **dated)),
    projects=some(part(name=words, roles=some(words), url=links, startDate=dates)),
    references=some(part(name=words, reference=words)),
    meta=part(version=words, canonical=links),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(document=documents)
def test_what_get_answers_put_gives_back(candidate: User, document: dict[str, Any]) -> None:
    profiles = document.get("basics", {}).get("profiles", [])
    keys = [(row.get("network", "").casefold(), row["url"]) for row in profiles if "url" in row]
    if len(set(keys)) < len(keys):
        return

    with person_scope(candidate.pk):
        first = resume_document(replace_profile(read(document)))
        again = resume_document(replace_profile(read(first)))

        assert again == first
        assert kept_of(first) == kept_of(document)


def read(document: dict[str, Any]) -> dict[str, Any]:
    serializer = JsonResumeSerializer(data=document)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def kept_of(document: dict[str, Any]) -> dict[str, Any]:
    """What must survive in any case, in whatever order."""
    whole = ("volunteer", "projects", "references", "meta")
    kept = {name: [row for row in document[name] if row] if name != "meta" else document[name]
            for name in whole if document.get(name)}  # fmt: skip
    jobs = sorted((row["name"], row.get("startDate", ""), row.get("summary", "")) for row in document.get("work", []))
    return {name: value for name, value in kept.items() if value} | {"work": jobs}


def test_entries_that_begin_alike_keep_their_order(candidate: User) -> None:
    names = [f"Company {n}" for n in range(30)]

    with person_scope(candidate.pk):
        made = resume_document(replace_profile({"work": [{"name": name} for name in names]}))

        assert [row["name"] for row in made["work"]] == names
        assert WorkExperience.objects.count() == 30
