"""Who applies where, with which history and which CV: the same people at every run, their times counted from now."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from applications.choices import ApplicationStatus, Source
from hiretrack.portal.demo import content
from hiretrack.portal.demo.content import Family, JobText
from hiretrack.portal.demo.paths import PATHS, Path, Step, walk
from jobs.choices import QuestionType
from jobs.questions import check_answers

SOURCES = (*[Source.CAREERS_PAGE] * 6, *[Source.JOB_BOARD] * 3, *[Source.REFERRAL] * 2, Source.OTHER)
SECOND_JOB_EVERY = 9
"""Every ninth candidate also tries for another job."""
LETTERS, YES = 2 / 3, 0.92
LANGUAGES = {"da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fr": "French"}


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


def cast(key: str, now: dt.datetime) -> list[Bid]:
    """An employer's applications, oldest first."""
    return sorted(_Casting(key, now).bids(), key=lambda bid: bid.steps[0].at)


class _Casting:
    def __init__(self, key: str, now: dt.datetime) -> None:
        self.now, self.jobs = now, content.jobs(key)
        self.people = content.people(content.employers()[key]["people"])
        self.rng = random.Random(key)  # noqa: S311 - invented data, the same at every run

    def bids(self) -> Iterator[Bid]:
        for number, path in enumerate(PATHS):
            job = self._job_for(path, number)
            candidate = self._candidate(number, job)
            yield self._bid(candidate, job, path)
            if number % SECOND_JOB_EVERY == SECOND_JOB_EVERY - 1:
                other = next(text for text in self._in_state("published") if text is not job)
                yield self._bid(candidate, other, Path((), (0.1, 3)))

    def _job_for(self, path: Path, number: int) -> JobText:
        """Every second candidate wants the first job, so that its board is full; a closed job has its hired one."""
        published, closed = self._in_state("published"), self._in_state("closed")
        if closed and path.moves[-1:] == (ApplicationStatus.HIRED,) and number % 2:
            return closed[0]
        return published[0] if number % 2 == 0 else published[(number // 2) % len(published)]

    def _in_state(self, state: str) -> list[JobText]:
        return [job for job in self.jobs if job.state == state]

    def _candidate(self, number: int, job: JobText) -> Candidate:
        name, family, rng = self.people.names[number], content.families()[job.family], self.rng
        return Candidate(
            name=name,
            email=f"{plain(name)}@example.org",
            phone=f"{self.people.phone}{number:02d}".replace(" ", ""),
            location=rng.choice(self.people.places),
            headline=rng.choice(family.headlines),
            skills=tuple(rng.sample(family.skills, k=rng.randint(4, 6))),
            languages=tuple(job.fields["languages"]),
            posts=_posts(rng.sample(self.people.employers, k=3), family, rng),
            education=f"{family.degree}, {rng.randint(2006, 2019)}",
        )

    def _bid(self, candidate: Candidate, job: JobText, path: Path) -> Bid:
        questions = job.fields["questions"]
        given = [{"question_id": question["id"], "value": self._value(question, job)} for question in questions]
        letter = content.families()[job.family].letter if self.rng.random() < LETTERS else ""
        return Bid(
            candidate=candidate,
            job=job,
            steps=walk(path, self.now, self.rng),
            source=self.rng.choice(SOURCES),
            letter=letter,
            answers=check_answers(questions, given),
        )

    def _value(self, question: dict[str, Any], job: JobText) -> Any:
        """Knock-out answers are rare, as they are in life."""
        kind, options, rng = question["type"], question["options"], self.rng
        if kind == QuestionType.BOOLEAN:
            return rng.random() < YES
        if kind == QuestionType.CHOICE:
            return rng.choice(options)
        if kind == QuestionType.MULTIPLE_CHOICE:
            return rng.sample(options, k=2)
        if kind == QuestionType.NUMBER:
            return rng.randint(1, 12)
        if kind == QuestionType.DATE:
            return (self.now.date() + dt.timedelta(days=30)).replace(day=1).isoformat()
        return rng.choice(job.samples[question["id"]])


def _posts(places: list[str], family: Family, rng: random.Random) -> tuple[Post, ...]:
    """The newest first."""
    did = rng.sample(family.did, k=5)
    year, until, posts = 2025, "today", []
    for place, count in zip(places, (2, 2, 1), strict=True):
        began = year - rng.randint(2, 5)
        mine, did = tuple(did[:count]), did[count:]
        posts.append(Post(rng.choice(family.headlines), place, f"{began} – {until}", mine))
        year, until = began, str(began)
    return tuple(posts)


def plain(name: str) -> str:
    """`Mei-Ling Chen` → `mei-ling.chen`."""
    letters = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o"))
    return letters.encode("ascii", "ignore").decode().lower().replace(" ", ".").replace("'", "")
