"""What a magic link shows."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from applications import tokens
from applications.choices import SHOWN, ApplicationStatus, PublicStatus
from applications.models import Application
from applications.queries.known import known
from hiretrack.errors import NotFound
from hiretrack.tenancy import employer_scope
from jobs.models import Job


def status_page(token: str) -> dict[str, Any]:
    """What a magic link shows. One query, the same for first and repeated applications. Raises `NotFound`."""
    link = tokens.opened(token)
    with employer_scope(link.employer_id):
        row = (
            Job.objects.filter(pk=link.job_id)
            .annotate(application_status=_status_of(link.application_id))
            .values("title", "company", "employer__name", "employer__slug", "status", "application_status")
            .first()
        )
    if row is None or (row["application_status"] is None and not link.is_repeat):
        raise NotFound
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
    return Subquery(Application.objects.filter(pk=application_id).values_list(status)[:1])
