"""Searches of candidates: what is found, in which order, and where the words stand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from applicants.models import Applicant
from applicants.queries import current
from applicants.searches import Criteria, counted, ranked, words_of
from applicants.searches.words import wanted_phrases
from hiretrack.errors import Invalid
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scope")]


def found(**asked: Any) -> list[str]:
    return [person.name for person in ranked(Criteria.of(asked), current())]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"q": '"data engineer"'}, {"Ada"}),
        ({"q": "kafka OR cobol"}, {"Ada", "Bob"}),
        ({"q": "engineer -kafka"}, {"Bob"}),
        ({"skill": ["sql"]}, {"Ada"}),
        ({"tag": ["Call Back", "vip"]}, {"Bob"}),
        ({"language": "de"}, {"Bob"}),
        ({"location": "ber"}, {"Ada"}),
        ({"added": 7}, {"Ada"}),
    ],
)
def test_words_and_filters_find_people(asked: dict[str, Any], names: set[str]) -> None:
    old = timezone.now() - dt.timedelta(days=20)
    ApplicantFactory(name="Ada", cv_text="data engineer, Kafka", skills=["SQL"], location="Berlin")
    ApplicantFactory(
        name="Bob", cv_text="engineer of data, COBOL", tags=["call back", "VIP"], languages=["de-AT"], created_at=old
    )

    assert set(found(**asked)) == names


def test_relevance_puts_the_headline_before_the_cv() -> None:
    ApplicantFactory(name="Once", cv_text="python once in a long text about other things")
    ApplicantFactory(name="Most", headline="Python engineer", cv_text="python python")
    ApplicantFactory(name="Newest", cv_text="some python in the end")

    assert found(q="python")[0] == "Most"
    assert found(q="python", sort="newest") == ["Newest", "Most", "Once"]
    assert found(q="python", sort="oldest") == ["Once", "Most", "Newest"]


def test_status_is_that_of_the_newest_application() -> None:
    job, other = published_job(title="A"), published_job(title="B")
    moved_on, never = ApplicantFactory(name="Ada"), ApplicantFactory(name="Bob")
    ApplicationFactory(job=job, applicant=moved_on, status="rejected", created_at=timezone.now() - dt.timedelta(days=9))
    ApplicationFactory(job=other, applicant=moved_on, status="interview")

    assert found(status="interview") == ["Ada"]
    assert found(status="rejected") == []
    assert found(status="rejected", job=str(job.pk)) == ["Ada"]
    assert found(job=str(other.pk)) == ["Ada"]
    assert found(status="none") == [never.name]


def test_count_stops_at_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applicants.searches.finding.COUNTED", 2)
    ApplicantFactory.create_batch(5)

    assert counted(Criteria(), current()) == 3


@pytest.mark.parametrize(
    "given",
    [{"color": "red"}, {"job": "x"}, {"sort": "best"}, {"added": "-1"}, {"added": True}, {"tag": [1]}, {"q": 3}],
)
def test_what_cannot_be_read_is_named(given: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        Criteria.of(given)

    assert refused.value.errors[0].pointer == f"/{next(iter(given))}"


def test_criteria_survive_being_kept() -> None:
    asked = Criteria(q="a b", skill=("C++", "SQL"), added=30, sort="newest")

    assert Criteria.of(asked.as_json()) == asked
    assert asked.address(added=0) == "q=a+b&skill=C%2B%2B&skill=SQL&sort=newest"


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("python", "Pythons & <b>Python</b>", "<mark>Pythons</mark> &amp; &lt;b&gt;<mark>Python</mark>&lt;/b&gt;"),
        ('"data engineer"', "data, data engineers", "data, <mark>data engineers</mark>"),
        ("muller", "Frau Müller", "Frau <mark>Müller</mark>"),
        ("c++", "C and C++ and C#", "C and <mark>C++</mark> and C#"),
        (".net", "the net and .NET", "the net and <mark>.NET</mark>"),
        ("node.js", "Node.js, node", "<mark>Node.js</mark>, node"),
        ("java -script", "script in Java", "script in <mark>Java</mark>"),
        ('sql -"no sql"', "no SQL", "no <mark>SQL</mark>"),
        ("strasse", "Straße", "<mark>Straße</mark>"),
        ("companies", "a company", "a <mark>company</mark>"),
    ],
)
def test_words_are_marked_as_they_were_written(query: str, text: str, marked: str) -> None:
    assert words_of(query).marked(text) == marked


def test_pieces_are_cut_around_the_words() -> None:
    text = f"{'before ' * 50}kafka {'between ' * 50}Kafka{' after' * 50}<script>"

    pieces = words_of("kafka").pieces(text)

    assert [piece.count("<mark>") for piece in pieces] == [1, 1]
    assert all(len(piece) < 230 for piece in pieces)
    assert not any("script" in piece for piece in pieces)
    assert all(piece.startswith("… ") and piece.endswith(" …") for piece in pieces)


def test_excluded_groups_are_not_wanted() -> None:
    assert wanted_phrases("'a' & !( 'b' <-> 'c' ) & 'd' <-> 'e'") == [["a"], ["d", "e"]]


def test_whoever_is_gone_is_not_found() -> None:
    survivor = ApplicantFactory(name="Ada", cv_text="kafka")
    Applicant.objects.filter(pk=ApplicantFactory(name="Twin", cv_text="kafka").pk).update(merged_into=survivor)

    assert found(q="kafka") == ["Ada"]
