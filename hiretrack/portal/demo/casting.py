"""Who applies where, with which history and which CV: the same people at every run, their times counted from now."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from dataclasses import dataclass
from typing import Any

from applications.choices import Source
from hiretrack.portal.demo import content
from hiretrack.portal.demo.content import Family, JobText, People
from hiretrack.portal.demo.paths import PATHS, Path, Step, walk

SOURCES = (*[Source.CAREERS_PAGE] * 6, *[Source.JOB_BOARD] * 3, *[Source.REFERRAL] * 2, Source.OTHER)
SECOND_JOB_EVERY = 9
"""Every ninth candidate also tries for another job."""


@dataclass(frozen=True, slots=True)
class Post:
    """One line of the employment history."""

    title: str
    employer: str
    years: str
    did: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    name: str
    email: str
    phone: str
    location: str
    headline: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    posts: tuple[Post, ...]
    education: str


@dataclass(frozen=True, slots=True)
class Bid:
    """One application to be."""

    candidate: Candidate
    job: JobText
    steps: list[Step]
    source: Source
    letter: str
    answers: list[dict[str, Any]]
    knocked_out: bool


def cast(key: str, now: dt.datetime) -> list[Bid]:
    """An employer's applications, oldest first."""
    rng = random.Random(key)  # noqa: S311 - invented data, the same at every run
    jobs = content.jobs(key)
    group = content.people(content.employers()[key]["people"])
    bids: list[Bid] = []
    for number, path in enumerate(PATHS):
        job = _job_for(jobs, path, number)
        candidate = _candidate(number, group, content.families()[job.family], job, rng)
        bids.append(_bid(candidate, job, path, now, rng, number))
        if number % SECOND_JOB_EVERY == SECOND_JOB_EVERY - 1:
            bids.append(_bid(candidate, _another(jobs, job), Path((), (0.1, 3)), now, rng, number + 1))
    return sorted(bids, key=lambda bid: bid.steps[0].at)


def _job_for(jobs: tuple[JobText, ...], path: Path, number: int) -> JobText:
    """Every second candidate wants the first job, so that its board is full; a closed job has its hired one."""
    published = [job for job in jobs if job.state == "published"]
    closed = [job for job in jobs if job.state == "closed"]
    if closed and len(path.moves) == 4 and number % 2:  # noqa: PLR2004 - hired
        return closed[0]
    return published[0] if number % 2 == 0 else published[(number // 2) % len(published)]


def _another(jobs: tuple[JobText, ...], first: JobText) -> JobText:
    return next(job for job in jobs if job.state == "published" and job is not first)


def _candidate(number: int, group: People, family: Family, job: JobText, rng: random.Random) -> Candidate:
    name = group.names[number]
    return Candidate(
        name=name,
        email=f"{plain(name)}@example.org",
        phone=f"{group.phone}{number:02d}".replace(" ", ""),
        location=rng.choice(group.places),
        headline=rng.choice(family.headlines),
        skills=tuple(rng.sample(family.skills, k=min(len(family.skills), rng.randint(4, 6)))),
        languages=tuple(job.fields["languages"]),
        posts=_posts(family, rng),
        education=f"{family.degree}, {rng.randint(2006, 2019)}",
    )


def _posts(family: Family, rng: random.Random) -> tuple[Post, ...]:
    places, did, until = rng.sample(family.employers, k=3), rng.sample(family.did, k=5), "today"
    year, posts = 2025, []
    for place, count in zip(places, (2, 2, 1), strict=True):
        began = year - rng.randint(2, 5)
        mine, did = tuple(did[:count]), did[count:]
        posts.append(Post(rng.choice(family.headlines), place, f"{began} – {until}", mine))
        year, until = began, str(began)
    return tuple(posts)


def _bid(candidate: Candidate, job: JobText, path: Path, now: dt.datetime, rng: random.Random, number: int) -> Bid:
    answers = [_answer(question, rng) for question in job.fields["questions"]]
    return Bid(
        candidate=candidate,
        job=job,
        steps=walk(path, now, rng),
        source=rng.choice(SOURCES),
        letter=content.families()[job.family].letter if number % 3 else "",
        answers=answers,
        knocked_out=any(answer["knocked_out"] for answer in answers),
    )


def _answer(question: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Knock-out answers are rare, as they are in life."""
    value = _value(question, rng)
    knockout = question["knockout"]
    return {
        "question_id": question["id"],
        "question": question["label"],
        "answer": value,
        "knocked_out": bool(knockout and knockout["value"] == value),
    }


def _value(question: dict[str, Any], rng: random.Random) -> Any:
    kind, options = question["type"], question["options"]
    if kind == "boolean":
        return rng.random() < 0.92  # noqa: PLR2004
    if kind == "choice":
        return rng.choice(options)
    if kind == "multiple_choice":
        return rng.sample(options, k=2)
    return {"number": rng.randint(1, 12), "date": "2027-01-01"}.get(kind, "Gladly in a call, in short: yes.")


def plain(name: str) -> str:
    """`Mei-Ling Chen` → `mei-ling.chen`."""
    letters = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o"))
    return letters.encode("ascii", "ignore").decode().lower().replace(" ", ".").replace("'", "")
