"""Titles, places, and the score with its evidence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shortlists.matching import ApplicantFacts, of_applicant, of_job, score, titles
from shortlists.matching.places import compare, parse

TITLES = [
    "Senior Software Engineer", "Sr. SWE", "Junior Data Analyst", "Head of Design", "Manager, Engineering",
    "Account Executive, Retail - Boise", "Softwareentwickler (m/w/d)", "VP Sales", "Werkstudent", "", "🎉",
]  # fmt: skip
PLACES = ["Berlin, Germany", "Munich", "Remote", "Austin, TX", "New York; London", "Canada", "", "Mars"]
SKILLS = ["Python", "SQL", "Go", "Excel", "Figma", "Sales"]
words = st.sampled_from(TITLES) | st.text(max_size=60)
places = st.sampled_from(PLACES) | st.text(max_size=40)
skills = st.lists(st.sampled_from(SKILLS), unique=True)


def near(ours: str, theirs: str) -> int:
    return titles.likeness(titles.parse(ours), titles.parse(theirs))[0]


def ruled(ours: str, theirs: str, **more: Any) -> str:
    return str(compare(parse(ours), parse(theirs), **more)[1])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Senior Software Engineer", "Sr. SWE"),
        ("Software Developer (m/w/d)", "Software Engineer"),
        ("Frontend Developer", "Front-End Engineer"),
        ("Engineering Manager", "Manager, Engineering"),
        ("Director of Sales", "Sales Director"),
        ("SRE", "Site Reliability Engineer"),
    ],
)
def test_titles_that_say_the_same(ours: str, theirs: str) -> None:
    assert near(ours, theirs) == 100


@pytest.mark.parametrize(
    ("ours", "nearer", "farther"),
    [
        ("Senior Software Engineer", "Software Engineer", "Sales Engineer"),
        ("Senior Software Engineer", "Staff Software Engineer", "Software Engineering Intern"),
        ("Data Analyst", "Data Scientist", "Restaurant Manager"),
        ("Backend Engineer", "Full Stack Developer", "Mechanical Engineer"),
        ("Account Executive", "Account Manager", "Accountant"),
        ("Product Manager", "Senior Product Manager", "Product Designer"),
    ],
)
def test_nearer_title_counts_more(ours: str, nearer: str, farther: str) -> None:
    assert near(ours, nearer) > near(ours, farther)


@pytest.mark.parametrize(
    ("ours", "theirs", "rule"),
    [
        ("Berlin", "Berlin, Germany", "same_city"),
        ("New York, NY", "NYC", "same_city"),
        ("Mountain View, California", "San Francisco, CA", "same_region"),
        ("Munich", "Hamburg", "same_country"),
        ("Boston; London, UK", "Manchester, United Kingdom", "same_region"),
        ("Austin, TX, New York, NY", "New York", "same_city"),
        ("Berlin", "Paris", "elsewhere"),
        ("Remote - Germany", "Bremen, Germany", "remote"),
        ("Remote - France", "Bremen, Germany", "elsewhere"),
        ("Berlin", "", "unknown"),
        ("", "Berlin", "unknown"),
    ],
)
def test_place_rules(ours: str, theirs: str, rule: str) -> None:
    assert ruled(ours, theirs) == rule


def test_remote_job_is_near_to_everybody_it_does_not_bar() -> None:
    assert ruled("Berlin", "Leipzig", remote=True) == "remote"
    assert ruled("", "", remote=True) == "remote"
    assert ruled("Berlin", "Austin, TX", remote=True) == "elsewhere"


def test_evidence_says_what_the_score_rests_on() -> None:
    job = of_job(title="Senior Python Developer", tags=["Docker"], description="SQL", location="Berlin")
    who = of_applicant(headline="Python Engineer", skills=["python", "sql"], location="Berlin, Germany")

    result = score(job, who)

    assert result.evidence["keywords"] == {"matched": ["Python", "SQL"], "missing": ["Docker"]}
    assert result.evidence["title"]["theirs"] == "Python Engineer"
    assert result.evidence["title"]["words"] == ["python", "engineer"]
    assert result.evidence["title"]["seniority"] == {"ours": "senior", "theirs": "mid"}
    assert result.evidence["location"] == {"rule": "same_city", "ours": "Berlin", "theirs": "Berlin, Germany"}
    assert result.score == (40 * result.keywords + 35 * result.title + 25 * result.location + 50) // 100


def test_perfect_fit_has_a_hundred() -> None:
    job = of_job(title="Data Engineer", tags=["Python", "SQL"], location="Berlin")

    assert score(job, ApplicantFacts(("Python", "SQL", "Data engineering"), ("Data Engineer",), ("Berlin",))).score > 95


def test_titles_and_place_are_read_from_a_cv() -> None:
    text = (
        "Ada Example\nBremen, Germany\n\nExperience\nSenior Data Engineer - Initech 2019 - present\n"
        "· Led engineers and managers of the data team\nWe had an engineer\nSoftware Developer | Globex | 2015\n"
    )
    facts = of_applicant(text=text)

    assert facts.titles == ("Senior Data Engineer", "Software Developer")
    assert facts.places == ("Bremen, Germany",)


@given(words, st.text(max_size=300), places, places, words, skills, skills)
def test_every_part_is_a_percentage(
    title: str, text: str, here: str, there: str, headline: str, tags: list[str], known: list[str]
) -> None:
    job = of_job(title=title, description=text, tags=tags, location=here)
    result = score(job, of_applicant(headline=headline, skills=known, location=there, text=text))

    assert all(0 <= part <= 100 for part in (result.score, result.keywords, result.title, result.location))


@given(words)
def test_title_is_like_itself(title: str) -> None:
    own = titles.parse(title)

    assert near(title, title) == (100 if own.role or own.words else near("", ""))


@given(places, places)
def test_place_rule_is_the_same_in_both_directions(one: str, other: str) -> None:
    assume(not any(place.remote for text in (one, other) for place in parse(text)))

    assert ruled(one, other) == ruled(other, one)


@given(skills, skills, st.sampled_from(SKILLS))
def test_one_more_skill_never_lowers_the_score(tags: list[str], known: list[str], more: str) -> None:
    job = of_job(title="Engineer", tags=tags)
    before = score(job, ApplicantFacts(tuple(known), (), ()))
    after = score(job, ApplicantFacts(tuple(dict.fromkeys([*known, more])), (), ()))

    assert after.score >= before.score
    assert set(after.evidence["keywords"]["matched"]) <= {*known, more}
