"""What a magic link shows."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from applications import tokens
from applications.choices import SHOWN, TRANSITIONS, ApplicationStatus, PublicStatus
from applications.models import Application
from applications.queries.known import known
from applications.queries.mine import history
from employers.models import Employer
from hiretrack.errors import NotFound
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.choices import UploadKind
from jobs.models import Job


class LinkOutlived(NotFound):
    """The link is one of ours; what it led to has been deleted since."""


def status_page(token: str) -> dict[str, Any]:
    """What a magic link shows. One query, the same for first and repeated applications.

    Raises `NotFound`, and of it `LinkOutlived`.
    """
    link = tokens.opened(token)
    with employer_scope(link.employer_id):
        row = (
            Job.objects.filter(pk=link.job_id)
            .annotate(application_status=_status_of(link.application_id))
            .values("title", "company", "employer__name", "employer__slug", "status", "application_status")
            .first()
        )
    if row is None or (row["application_status"] is None and not link.is_repeat):
        raise LinkOutlived
    status = row["application_status"] or ApplicationStatus.NEW
    return {
        "status": str(PublicStatus.RECEIVED if link.is_repeat else SHOWN[ApplicationStatus(status)]),
        "received_at": link.received_at,
        "job": {"id": link.job_id, "title": row["title"], "is_open": row["status"] == "published"},
        "employer": {"name": row["company"] or row["employer__name"], "slug": row["employer__slug"]},
    }


def _status_of(application_id: uuid.UUID) -> Any:
    """Of a superseded application its successor's: that one is what the employer works on."""
    paths = ("superseded_by__superseded_by__", "superseded_by__", "")
    status = Coalesce(*[known("status", path=path) for path in paths])
    return Subquery(_kept(application_id).values_list(status)[:1])


def _kept(application_id: uuid.UUID) -> QuerySet[Application]:
    """Whose data was deleted has no page any more."""
    return Application.objects.filter(pk=application_id, applicant__erased_at=None)


def followed(token: str) -> dict[str, Any]:
    """What a magic link's page tells: `status_page`, the way so far, the promise, and what its holder may do.

    Who came by the link of a mail to the applicant's address also learns which documents there are; anybody else might
    have applied in another's name, and sees the same for a first and a repeated application. Raises `NotFound`.
    """
    page, link = status_page(token), tokens.opened(token)
    with employer_scope(link.employer_id):
        row = None if link.is_repeat else standing(link.application_id)
        told = _told(row) if row is not None else _told_of_a_repeat(link)
        is_mailed = row is not None and link.proves(row.applicant.email)
        may = _may(row) if row is not None and is_mailed else {}
    return page | told | {"is_mailed": is_mailed, **NOTHING, **may}


NOTHING: dict[str, Any] = {"may_withdraw": False, "documents": [], "missing": []}
DOCUMENTS = {"cv": UploadKind.CV, "cover_letter_file": UploadKind.COVER_LETTER}
"""Column: what kind of file it names."""


def standing(application_id: uuid.UUID) -> Application | None:
    """The application, or the one that goes on in its place, in the employer's open scope."""
    rows = Application.objects.select_related("applicant", *DOCUMENTS)
    row: Application | None = rows.filter(pk=application_id, applicant__erased_at=None).first()
    while row is not None and row.superseded_by_id is not None:
        row = rows.filter(pk=row.superseded_by_id).first()
    return row


def _told(row: Application) -> dict[str, Any]:
    return {"answer_by": row.known_answer_by(timezone.now()), "history": history(row.pk)}


def _told_of_a_repeat(link: tokens.StatusToken) -> dict[str, Any]:
    days = Employer.objects.values_list("reply_promise_days", flat=True).get(pk=link.employer_id)
    received = {"status": str(PublicStatus.RECEIVED), "at": link.received_at}
    return {"answer_by": link.received_at + dt.timedelta(days=days), "history": [received]}


def _may(row: Application) -> dict[str, Any]:
    return {
        "may_withdraw": _goes_on(row),
        "documents": [file.filename for column in DOCUMENTS if (file := getattr(row, column))],
        "missing": missing_documents(row),
    }


def missing_documents(row: Application) -> list[str]:
    """Kinds of files that may still be added."""
    return [str(kind) for column, kind in DOCUMENTS.items() if _goes_on(row) and getattr(row, f"{column}_id") is None]


def _goes_on(row: Application) -> bool:
    """As far as the candidate knows."""
    return bool(TRANSITIONS[ApplicationStatus(row.known_status(timezone.now()))])


def jobs_of(row: Application) -> list[str]:
    """The jobs that the person has applied for at this employer, newest first."""
    theirs = Application.objects.filter(applicant=row.applicant_id, superseded_by=None)
    return list(theirs.order_by("-created_at", "-id").values_list("job__title", flat=True))
