"""Applications and their stages as the contract has them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, F, JSONField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from applicants import fairness
from applicants.models import Applicant
from applications.choices import Sort
from applications.models import Application, ApplicationStage
from applications.queries.filtering import ApplicationFilter, matching
from applications.queries.known import KNOWN, told_steps, with_known
from hiretrack.errors import NotFound

ORDERING = (("created_at", "desc"), ("id", "desc"))
COLUMNS = (
    "id", "job_id", "applicant_id", "status", "source", "referrer", "cover_letter", "answers", "submitted", "notes",
    "rejection_reason", "cv_id", "cover_letter_file_id", "superseded_by_id", "answer_by", "created_at", "updated_at",
)  # fmt: skip
PRIVATE = frozenset({"notes", "rejection_reason", "referrer", "superseded_by_id", "updated_at"})
"""For recruiters only; candidates read the rest of their own applications. `updated_at` would tell them of every
recruiter's touch, and of steps that are held back."""
EXPANSIONS: dict[str, tuple[str, ...]] = {
    "applicant": ("id", "name", "email", "phone", "location", "headline", "links"),
    "job": ("id", "title", "department", "location", "country", "status"),
}
STEP = ("id", "from_status", "status", "changed_at", "note", "changed_by__name", "undone")
# The candidate's own account, such as after a withdrawal: it is called like the person.
BY_HIDDEN = Case(
    When(
        application__identity_hidden=True,
        changed_by=F("application__applicant__user"),
        then=F("application__applicant_id"),
    ),
    default=None,
)
"""Of a step that a hidden person took themselves, the applicant."""
TOLD_STEP = ("id", "known_from", "status", "changed_at")
FOR_CANDIDATES = tuple(KNOWN.get(name, name) for name in COLUMNS if name not in PRIVATE)
NAMES = {
    "cv_id": "cv_upload_id",
    "cover_letter_file_id": "cover_letter_upload_id",
    **{name: column for column, name in KNOWN.items()},
}
SELECTABLE = frozenset(NAMES.get(name, name) for name in COLUMNS) | frozenset(EXPANSIONS)


def columns(expand: Iterable[str], *, private: bool) -> list[str]:
    own = COLUMNS if private else FOR_CANDIDATES
    return [*own] + [f"{name}__{column}" for name in expand for column in EXPANSIONS[name]]


def _read(*, private: bool) -> dict[str, Any]:
    """What is read besides `columns`: whose words are to be blotted out, looked up for hidden applications only."""
    if not private:
        return {}
    people = Applicant.objects.filter(pk=OuterRef("applicant_id")).order_by()
    own = Subquery(people.values(said=JSONObject(**{name: name for name in fairness.SPOKEN})))
    return {"hidden_person": Case(When(identity_hidden=True, then=own), default=None, output_field=JSONField())}


def listed(
    wanted: ApplicationFilter, *, expand: Iterable[str] = (), private: bool = True
) -> QuerySet[Application, dict[str, Any]]:
    """Not yet ordered or cut: `wanted.ordering` says how. `shaped` makes an answer of each row."""
    sorted_by = ["promised"] if wanted.sort == Sort.ANSWER_BY else []
    named = (*columns(expand, private=private), *sorted_by)
    return matching(wanted, private=private).values(*named, **_read(private=private))


def one(application_id: uuid.UUID, *, expand: Iterable[str] = (), private: bool = True) -> dict[str, Any]:
    """Raises `NotFound`."""
    found = Application.objects.filter(pk=application_id)
    rows = found if private else with_known(found)
    row = rows.values(*columns(expand, private=private), **_read(private=private)).first()
    if row is None:
        raise NotFound
    return row


def shaped(row: Mapping[str, Any], *, expand: Iterable[str] = (), private: bool = True) -> dict[str, Any]:
    """A row of `listed` or `one` as the contract has it."""
    if row.get("hidden_person"):
        row = {**row, **_blind(row)}
    answer = {NAMES.get(name, name): row[name] for name in columns((), private=private) if name in row}
    if not private:
        answer["answers"] = without_judgement(row["answers"])
    for name in expand:
        answer[name] = {column: row[f"{name}__{column}"] for column in EXPANSIONS[name]}
    return answer


def _blind(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of a hidden application says instead."""
    submitted = row["submitted"]
    whose = (fairness.Named.of(row["hidden_person"]), fairness.Named.of(submitted))
    answers = [given | {"answer": fairness.blotted_answer(given.get("answer"), *whose)} for given in row["answers"]]
    return {
        "cover_letter": fairness.blotted(row["cover_letter"], *whose),
        "answers": answers,
        "submitted": submitted | fairness.masked(submitted, row["applicant_id"]),
        **fairness.masked(row, row["applicant_id"], path="applicant__"),
    }


def without_judgement(answers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in given.items() if key != "knocked_out"} for given in answers]


def stages(application_id: uuid.UUID, *, private: bool = True) -> QuerySet[ApplicationStage, dict[str, Any]]:
    """The transition log, oldest first once ordered; `shaped_stage` makes an answer of each row.

    Candidates see none that is held back, and none that was undone before anybody was told.
    """
    rows = ApplicationStage.objects.filter(application_id=application_id)
    return rows.values(*STEP, by_hidden=BY_HIDDEN) if private else told_steps(rows).values(*TOLD_STEP)


def with_alias(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A step that was read with `BY_HIDDEN`, under the name that may be told."""
    return {**row, "changed_by__name": fairness.alias(row["by_hidden"])} if row.get("by_hidden") else row


def shaped_stage(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {"known_from": "from_status", "changed_by__name": "changed_by"}
    row = with_alias(row)
    return {names.get(name, name): value for name, value in row.items() if name != "by_hidden"}
