"""A candidate's own applications at every employer, in the words of the status page."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from applications.choices import SHOWN, TRANSITIONS, ApplicationStatus, PublicStatus
from applications.models import Application, ApplicationStage
from applications.queries.known import told_steps, with_known
from applications.queries.shown import without_judgement
from hiretrack.errors import NotFound
from jobs.choices import JobStatus

MINE_ORDERING = (("created_at", "desc"), ("id", "desc"))
LISTED = (
    "id", "known_status", "known_answer_by", "created_at", "superseded_by_id", "job_id", "job__title", "job__company",
    "job__location", "job__status", "employer__name", "employer__slug",
)  # fmt: skip
WHOLE = ("cover_letter", "answers", "cv_id", "cover_letter_file_id")


def my_applications(statuses: Collection[str] = ()) -> QuerySet[Application, dict[str, Any]]:
    """In the candidate's open scope; `shaped_mine` makes an answer of each row. `statuses` are public ones."""
    rows = with_known(Application.objects.filter(superseded_by=None))
    if statuses:
        rows = rows.filter(Q(("known_status__in", [inner for inner, told in SHOWN.items() if told in statuses])))
    return rows.values(*LISTED)


def my_application(application_id: uuid.UUID) -> dict[str, Any]:
    """As the contract has it, with what was sent and the way so far. Two queries. Raises `NotFound`."""
    row = with_known(Application.objects.filter(pk=application_id)).values(*LISTED, *WHOLE).first()
    if row is None:
        raise NotFound
    return shaped_mine(row) | {
        "cover_letter": row["cover_letter"],
        "answers": without_judgement(row["answers"]),
        "cv_upload_id": row["cv_id"],
        "cover_letter_upload_id": row["cover_letter_file_id"],
        "history": history(application_id),
    }


def shaped_mine(row: Mapping[str, Any]) -> dict[str, Any]:
    status = ApplicationStatus(row["known_status"])
    return {
        "id": row["id"],
        "status": str(SHOWN[status]),
        "may_withdraw": ApplicationStatus.WITHDRAWN in TRANSITIONS[status] and row["superseded_by_id"] is None,
        "job": {
            "id": row["job_id"],
            "title": row["job__title"],
            "location": row["job__location"],
            "is_open": row["job__status"] == JobStatus.PUBLISHED,
        },
        "employer": {"name": row["job__company"] or row["employer__name"], "slug": row["employer__slug"]},
        "answer_by": row["known_answer_by"],
        "created_at": row["created_at"],
    }


def history(application_id: uuid.UUID) -> list[dict[str, Any]]:
    """The way so far as far as the candidate knows it, oldest first."""
    steps = told_steps(ApplicationStage.objects.filter(application_id=application_id))
    told = steps.order_by("changed_at", "id").values_list("status", "changed_at")
    return [{"status": str(PublicStatus(SHOWN[ApplicationStatus(status)])), "at": at} for status, at in told]
