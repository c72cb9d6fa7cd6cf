"""The rows of one employer, as COPY takes them. Times lie within the last two years; the same seed makes the same."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from hiretrack.office.scale import words
from hiretrack.office.scale.sizes import Share
from hiretrack.office.scale.tables import new_id, said

Row = tuple[str, ...]
DAY = 86_400_000
"""Milliseconds, as ids count."""
PATHS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("new",), 34), (("new", "rejected"), 22), (("new", "screening"), 14), (("new", "screening", "rejected"), 14),
    (("new", "screening", "interview"), 6), (("new", "screening", "interview", "rejected"), 4),
    (("new", "screening", "interview", "offer"), 2), (("new", "screening", "interview", "offer", "hired"), 1),
    (("new", "withdrawn"), 3),
)  # fmt: skip
_PATHS, _WEIGHTS = zip(*PATHS, strict=True)
SOURCES = ("careers_page", "careers_page", "careers_page", "job_board", "job_board", "referral", "recruiter")
JOB = (
    "id", "employer_id", "title", "description_md", "department", "location", "country", "tags", "status",
    "published_at", "closed_at", "created_by_id", "created_at", "updated_at",
)  # fmt: skip
APPLICANT = (
    "id", "employer_id", "name", "email", "phone", "location", "headline", "skills", "languages", "tags", "cv_text",
    "created_at", "updated_at",
)  # fmt: skip
APPLICATION = (
    "id", "employer_id", "job_id", "applicant_id", "status", "source", "cover_letter", "submitted", "answer_by",
    "created_at", "updated_at",
)  # fmt: skip
STAGE = ("id", "employer_id", "application_id", "from_status", "status", "changed_at", "changed_by_id")
MATCH = (
    "id", "employer_id", "job_id", "applicant_id", "score", "keywords", "title", "location", "evidence", "version",
    "computed_at",
)  # fmt: skip
ENTRY = (
    "id", "employer_id", "actor_id", "actor_kind", "actor_name", "action", "entity_type", "entity_id", "metadata",
    "created_at", "dispatched_at",
)  # fmt: skip
DELIVERY = (
    "id", "employer_id", "subscription_id", "event_id", "event_type", "event_at", "sequence", "state", "attempts",
    "tries", "next_attempt_at", "delivered_at", "created_at",
)  # fmt: skip


@dataclass(slots=True)
class Company:
    """One employer's part. `texts` are shared: what differs is the order of rows, not the words of every one."""

    share: Share
    employer_id: str
    recruiter_id: str
    rng: random.Random
    now: int
    texts: list[str]
    jobs: list[str] = field(default_factory=list)
    people: list[tuple[str, str, str]] = field(default_factory=list)
    stages: list[Row] = field(default_factory=list)
    matches: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    """Of the journal: the largest employer's alone, like the scores."""

    def job_rows(self) -> Iterator[Row]:
        for place in range(self.share.jobs):
            made = self._past(90, 700)
            self.jobs.append(new_id(self.rng, made))
            yield self._job(place, made)

    def _job(self, place: int, made: int) -> Row:
        rng, (city, country) = self.rng, self.rng.choice(words.PLACES)
        is_open = place < self.share.open_jobs
        text = self.texts[rng.randrange(len(self.texts))]
        return (
            self.jobs[-1], self.employer_id, f"{rng.choice(words.LEVELS)}{rng.choice(words.TITLES)} {place + 1}", text,
            rng.choice(words.DEPARTMENTS), city, country, said(words.some(rng, words.SKILLS, 4)),
            "published" if is_open else "closed", moment(made), "\\N" if is_open else moment(made + 60 * DAY),
            self.recruiter_id, moment(made), moment(made),
        )  # fmt: skip

    def applicant_rows(self) -> Iterator[Row]:
        for place in range(self.share.applicants):
            made = self._past(1, 600)
            own = (new_id(self.rng, made), words.name(self.rng), f"p{place}.e{self.share.number}@scale.example")
            self.people.append(own)
            yield self._applicant(own, made)

    def _applicant(self, own: tuple[str, str, str], made: int) -> Row:
        rng, (pk, name, email) = self.rng, own
        skills = words.some(rng, words.SKILLS, 6)
        cv = f"{name} {email} {' '.join(skills)}. {rng.choice(self.texts)}" if self.share.is_largest else ""
        return (
            pk, self.employer_id, name, email, f"+4366{rng.randrange(10**8):08d}", rng.choice(words.PLACES)[0],
            f"{rng.choice(words.LEVELS)}{rng.choice(words.TITLES)}", said(skills), "{en,de}",
            "{talent}" if rng.random() < 0.05 else "{}", cv, moment(made), moment(made),
        )  # fmt: skip

    def application_rows(self) -> Iterator[Row]:
        for person, job in self.share.pairs():
            yield self._application(self.people[person], self.jobs[job])

    def _application(self, person: tuple[str, str, str], job_id: str) -> Row:
        rng, made = self.rng, self._past(0, 85)
        pk, path = new_id(rng, made), rng.choices(_PATHS, _WEIGHTS)[0]
        at = self._steps(pk, path, made)
        if self.share.is_largest:
            self._match(person[0], job_id, made)
        waits = path[-1] in {"new", "screening"}
        answer_by = moment(made + 14 * DAY) if waits else "\\N"
        told = json.dumps({"name": person[1], "email": person[2]})
        letter = self.texts[rng.randrange(len(self.texts))][:400] if rng.random() < 0.3 else ""
        return (
            pk, self.employer_id, job_id, person[0], path[-1], rng.choice(SOURCES), letter, told, answer_by,
            moment(made), moment(at),
        )  # fmt: skip

    def _steps(self, application_id: str, path: tuple[str, ...], made: int) -> int:
        at, before = made, ""
        for status in path:
            by = "\\N" if status in {"new", "withdrawn"} else self.recruiter_id
            row = (new_id(self.rng, at), self.employer_id, application_id, before, status, moment(at), by)
            self.stages.append(row)
            if self.share.is_largest:
                self._entry(application_id, before, status, at, by)
            before, last = status, at
            at = min(self.now, at + self.rng.randrange(DAY // 4, 9 * DAY))
        return last

    def _entry(self, application_id: str, before: str, status: str, at: int, by: str) -> None:
        action, kind = ("application.status.changed", "user") if before else ("application.created", "public")
        told = json.dumps({"from_status": before, "status": status})
        self.entries.append((
            new_id(self.rng, at), self.employer_id, by, kind, "Recruiter" if kind == "user" else "Candidate", action,
            "applications.application", application_id, told, moment(at), moment(at),
        ))  # fmt: skip

    def delivery_rows(self, subscription_id: str) -> Iterator[Row]:
        """Each entry, told to that subscription at once."""
        for sequence, entry in enumerate(self.entries, 1):
            at = entry[-1]
            yield (
                new_id(self.rng, self.now), self.employer_id, subscription_id, entry[0], entry[5], at, str(sequence),
                "delivered", "1", "1", "\\N", at, at,
            )  # fmt: skip

    def _match(self, applicant_id: str, job_id: str, made: int) -> None:
        parts = [self.rng.randrange(101) for _ in range(3)]
        score = round(0.4 * parts[0] + 0.35 * parts[1] + 0.25 * parts[2])
        figures = [str(figure) for figure in (score, *parts)]
        row = (new_id(self.rng, made), self.employer_id, job_id, applicant_id, *figures, "{}", "1", moment(made))
        self.matches.append(row)

    def _past(self, least: int, most: int) -> int:
        return self.now - self.rng.randrange(least * DAY, most * DAY + 1)


def moment(millis: int) -> str:
    return dt.datetime.fromtimestamp(millis / 1000, tz=dt.UTC).isoformat()
