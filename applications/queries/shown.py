"""Applications and their stages as the contract has them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from applications.choices import Sort
from applications.models import Application, ApplicationStage
from applications.queries.filtering import ApplicationFilter, matching
from hiretrack.errors import NotFound

ORDERING = (("created_at", "desc"), ("id", "desc"))
COLUMNS = (
    "id", "job_id", "applicant_id", "status", "source", "referrer", "cover_letter", "answers", "submitted", "notes",
    "rejection_reason", "cv_id", "cover_letter_file_id", "superseded_by_id", "answer_by", "created_at", "updated_at",
)  # fmt: skip
PRIVATE = frozenset({"notes", "rejection_reason", "referrer", "superseded_by_id"})
"""For recruiters only; candidates read the rest of their own applications."""
EXPANSIONS: dict[str, tuple[str, ...]] = {
    "applicant": ("id", "name", "email", "phone", "location", "headline", "links"),
    "job": ("id", "title", "department", "location", "country", "status"),
}
NAMES = {"cv_id": "cv_upload_id", "cover_letter_file_id": "cover_letter_upload_id"}


SELECTABLE = frozenset(NAMES.get(name, name) for name in COLUMNS) | frozenset(EXPANSIONS)


def columns(expand: Iterable[str], *, private: bool) -> list[str]:
    own = [name for name in COLUMNS if private or name not in PRIVATE]
    return own + [f"{name}__{column}" for name in expand for column in EXPANSIONS[name]]


def listed(
    wanted: ApplicationFilter, *, expand: Iterable[str] = (), private: bool = True
) -> QuerySet[Application, dict[str, Any]]:
    """Not yet ordered or cut: `wanted.ordering` says how. `shaped` makes an answer of each row."""
    sorted_by = ["promised"] if wanted.sort == Sort.ANSWER_BY else []
    return matching(wanted).values(*columns(expand, private=private), *sorted_by)


def one(application_id: uuid.UUID, *, expand: Iterable[str] = (), private: bool = True) -> dict[str, Any]:
    """Raises `NotFound`."""
    row = Application.objects.filter(pk=application_id).values(*columns(expand, private=private)).first()
    if row is None:
        raise NotFound
    return row


def shaped(row: Mapping[str, Any], *, expand: Iterable[str] = (), private: bool = True) -> dict[str, Any]:
    """A row of `listed` or `one` as the contract has it."""
    answer = {NAMES.get(name, name): row[name] for name in COLUMNS if name in row}
    if not private:
        answer["answers"] = without_judgement(row["answers"])
    for name in expand:
        answer[name] = {column: row[f"{name}__{column}"] for column in EXPANSIONS[name]}
    return answer


def without_judgement(answers: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in given.items() if key != "knocked_out"} for given in answers]


def stages(application_id: uuid.UUID, *, private: bool = True) -> QuerySet[ApplicationStage, dict[str, Any]]:
    """The transition log, oldest first once ordered; `shaped_stage` makes an answer of each row.

    What was undone before anybody was told is not told to candidates afterwards.
    """
    told = ("id", "from_status", "status", "changed_at")
    more = ("note", "changed_by__name", "undone") if private else ()
    rows = ApplicationStage.objects.filter(application_id=application_id)
    return (rows if private else rows.filter(undone=False)).values(*told, *more)


def shaped_stage(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removesuffix("__name"): value for name, value in row.items()}
