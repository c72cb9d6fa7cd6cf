"""Everything that a report says, read in a handful of statements."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from applicants import fairness
from applicants.models import Applicant
from applications.models import Application, ApplicationStage
from shortlists.choices import Section
from shortlists.models import Comparison, ShortlistEntry


@dataclass(frozen=True, slots=True)
class Trait:
    """A skill or language of one person, and how many of the compared have it."""

    name: str
    is_shared: bool
    is_unique: bool


@dataclass(frozen=True, slots=True)
class Stage:
    status: str
    days: int
    is_current: bool


@dataclass(slots=True)
class Person:
    """One column of the report."""

    name: str
    headline: str
    location: str
    skills: list[Trait] = field(default_factory=list)
    languages: list[Trait] = field(default_factory=list)
    source: str = ""
    status: str = ""
    applied_at: dt.datetime | None = None
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    rank: int | None = None
    score: float | None = None
    notes: str = ""
    applicant: Applicant | None = None
    application: Application | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question, and each person's answer to it (None: not answered) with whether it knocked them out."""

    question: str
    cells: list[dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    job: str
    made_at: dt.datetime
    sections: frozenset[str]
    people: list[Person]
    answers: list[AnswerRow]


def gathered(comparison: Comparison, *, now: dt.datetime | None = None) -> Report:
    """What `comparison` shows, as of `now`. `comparison.job` should be loaded."""
    moment = now or timezone.now()
    ids = list(comparison.members.order_by("position").values_list("applicant_id", flat=True))
    people = people_of(comparison.job_id, ids, now=moment)
    return Report(
        title=comparison.title,
        job=comparison.job.title,
        made_at=moment,
        sections=frozenset(comparison.config.get("sections") or Section.values),
        people=list(people.values()),
        answers=answer_rows(comparison.job.questions, list(people.values())),
    )


def people_of(job_id: uuid.UUID, ids: Sequence[uuid.UUID], *, now: dt.datetime) -> dict[uuid.UUID, Person]:
    """Those of `ids` who are there, in their order, each as a column; in five statements."""
    found = Applicant.objects.filter(pk__in=ids, erased_at=None).in_bulk()
    order = [pk for pk in ids if pk in found]
    rows = Application.objects.filter(job_id=job_id, applicant_id__in=found, superseded_by=None)
    applications = {row.pk: row for row in rows.select_related("applicant")}
    hidden = {row.applicant_id for row in applications.values() if row.identity_hidden}
    people = {pk: _person(found[pk], hidden=pk in hidden or found[pk].identity_hidden) for pk in order}
    _add_traits(people, found)
    _add_applications(people, applications, now)
    _add_entries(people, job_id)
    return people


def _person(applicant: Applicant, *, hidden: bool) -> Person:
    shown = fairness.person(applicant, hidden=hidden)
    return Person(shown.name, shown.headline, shown.location, applicant=applicant)


def _read(application: Application, answer: dict[str, Any]) -> dict[str, Any]:
    if not application.identity_hidden:
        return answer
    whose = (application.applicant, fairness.Named.of(application.submitted))
    return answer | {"answer": fairness.blotted_answer(answer["answer"], *whose)}


def _add_traits(people: dict[uuid.UUID, Person], found: dict[uuid.UUID, Applicant]) -> None:
    for name in ("skills", "languages"):
        lists = {pk: _distinct(getattr(found[pk], name)) for pk in people}
        counts = Counter(trait.casefold() for traits in lists.values() for trait in traits)
        for pk, person in people.items():
            traits = [_trait(trait, counts[trait.casefold()], len(people)) for trait in lists[pk]]
            # What all have comes last: the differences are what a comparison is for.
            setattr(person, name, sorted(traits, key=lambda trait: (trait.is_shared, trait.name.casefold())))


def _trait(name: str, count: int, everybody: int) -> Trait:
    return Trait(name, is_shared=count == everybody, is_unique=count == 1)


def _distinct(names: Iterable[str]) -> list[str]:
    return list({name.casefold(): name for name in names}.values())


def _add_applications(
    people: dict[uuid.UUID, Person], applications: Mapping[uuid.UUID, Application], now: dt.datetime
) -> None:
    logs: dict[uuid.UUID, list[ApplicationStage]] = {pk: [] for pk in applications}
    for stage in ApplicationStage.objects.filter(application_id__in=applications).order_by("changed_at", "id"):
        logs[stage.application_id].append(stage)
    for pk, application in applications.items():
        person = people[application.applicant_id]
        person.application = application
        person.source, person.status = application.get_source_display(), application.get_status_display()
        person.applied_at = application.created_at
        person.answers = {answer["question_id"]: _read(application, answer) for answer in application.answers}
        person.stages = stages_of(application, logs[pk], now)


def stages_of(application: Application, log: Sequence[ApplicationStage], now: dt.datetime) -> list[Stage]:
    """Each stage that the application was in, with its whole days; the last one goes on until `now`."""
    if not log:
        return [Stage(application.get_status_display(), _days(application.created_at, now), is_current=True)]
    ends = [*(stage.changed_at for stage in log[1:]), now]
    return [
        Stage(stage.get_status_display(), _days(stage.changed_at, end), is_current=place == len(log))
        for place, (stage, end) in enumerate(zip(log, ends, strict=True), 1)
    ]


def _days(start: dt.datetime, end: dt.datetime) -> int:
    return max(0, (end - start).days)


def _add_entries(people: dict[uuid.UUID, Person], job_id: uuid.UUID) -> None:
    rows = ShortlistEntry.objects.filter(shortlist__job_id=job_id, superseded_by=None, applicant_id__in=people)
    for entry in rows:
        person = people[entry.applicant_id]
        person.rank, person.score, person.notes = entry.rank, entry.score, entry.notes


def answer_rows(questions: Sequence[dict[str, Any]], people: list[Person]) -> list[AnswerRow]:
    """The job's questions in their order, then those that it asked earlier and somebody has answered."""
    labels = {question["id"]: str(question["label"]) for question in questions}
    for person in people:
        for question_id, answer in person.answers.items():
            labels.setdefault(question_id, str(answer["question"]))
    return [AnswerRow(label, [_cell(person.answers.get(name)) for person in people]) for name, label in labels.items()]


def _cell(answer: dict[str, Any] | None) -> dict[str, Any] | None:
    return answer and {"text": _said(answer["answer"]), "knocked_out": bool(answer.get("knocked_out"))}


def _said(value: Any) -> Any:
    """Lists as one text; true and false stay, for the page to say in its language."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value
