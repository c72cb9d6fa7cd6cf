"""Applications and their stages as the contract has them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

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


def listed(
    wanted: ApplicationFilter, *, expand: Iterable[str] = (), private: bool = True
) -> QuerySet[Application, dict[str, Any]]:
    """Not yet ordered or cut: `wanted.ordering` says how. `shaped` makes an answer of each row."""
    sorted_by = ["promised"] if wanted.sort == Sort.ANSWER_BY else []
    return matching(wanted, private=private).values(*columns(expand, private=private), *sorted_by)


def one(application_id: uuid.UUID, *, expand: Iterable[str] = (), private: bool = True) -> dict[str, Any]:
    """Raises `NotFound`."""
    found = Application.objects.filter(pk=application_id)
    row = (found if private else with_known(found)).values(*columns(expand, private=private)).first()
    if row is None:
        raise NotFound
    return row


def shaped(row: Mapping[str, Any], *, expand: Iterable[str] = (), private: bool = True) -> dict[str, Any]:
    """A row of `listed` or `one` as the contract has it."""
    answer = {NAMES.get(name, name): row[name] for name in columns((), private=private) if name in row}
    if not private:
        answer["answers"] = without_judgement(row["answers"])
    for name in expand:
        answer[name] = {column: row[f"{name}__{column}"] for column in EXPANSIONS[name]}
    return answer


def without_judgement(answers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in given.items() if key != "knocked_out"} for given in answers]


def stages(application_id: uuid.UUID, *, private: bool = True) -> QuerySet[ApplicationStage, dict[str, Any]]:
    """The transition log, oldest first once ordered; `shaped_stage` makes an answer of each row.

    Candidates see none that is held back, and none that was undone before anybody was told.
    """
    rows = ApplicationStage.objects.filter(application_id=application_id)
    return rows.values(*STEP) if private else told_steps(rows).values(*TOLD_STEP)


def shaped_stage(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {"known_from": "from_status", "changed_by__name": "changed_by"}
    return {names.get(name, name): value for name, value in row.items()}
