from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.html import escape
from django.utils.translation import gettext as _

from applicants import fairness
from applications.models import Application
from hiretrack.background.choices import OPEN
from hiretrack.errors import NotFound
from jobs.models import Job
from shortlists.choices import ComparisonState
from shortlists.models import ComparedApplicant, Comparison, ComparisonReport
from shortlists.models.comparisons import state_of

ORDERING = (("created_at", "desc"), ("id", "desc"))
COLUMNS = (
    "id", "job_id", "title", "config", "run_id", "run__state", "run__progress", "run__error", "created_by_id",
    "created_at", "ready_at", "removed_at", "updated_at", "applicant_ids",
)  # fmt: skip


def comparisons(job_id: uuid.UUID) -> QuerySet[Comparison, dict[str, Any]]:
    """Of one job, not yet ordered or cut, for `shown_comparison`. Raises `NotFound` when there is no such job."""
    if not Job.objects.filter(pk=job_id).exists():
        raise NotFound
    return _rows(Q(job_id=job_id))


def comparison(comparison_id: uuid.UUID) -> dict[str, Any]:
    """Raises `NotFound`."""
    row = _rows(Q(pk=comparison_id)).first()
    if row is None:
        raise NotFound
    return row


def report_of(comparison_id: uuid.UUID, column: str) -> Any:
    """The `html` or the `pdf`; None when it is not there. Raises `DomainError` (identity_hidden) when it was made
    before one of its people was hidden, and names them."""
    if hidden := _names_hidden_now(comparison_id):
        reports = ComparisonReport.objects.filter(comparison_id=comparison_id)
        html = reports.values_list("html", flat=True).first() or ""
        named = any(escape(name) in html for name in hidden)
        fairness.refuse_hidden(named, _("Make the comparison again: this one names people who are hidden by now."))
    return ComparisonReport.objects.filter(comparison_id=comparison_id).values_list(column, flat=True).first()


def shown_comparison(row: Mapping[str, Any]) -> dict[str, Any]:
    state = state_of(Comparison(ready_at=row["ready_at"], removed_at=row["removed_at"]), row["run__state"])
    shown = {name: row[name] for name in ("id", "job_id", "title", "config", "applicant_ids")}
    return shown | {
        "state": str(state),
        "progress": 100 if state == ComparisonState.READY else row["run__progress"] or 0,
        "error": row["run__error"] if state == ComparisonState.FAILED else None,
        "task_id": row["run_id"] if row["run__state"] in OPEN else None,
        "report_url": f"/v1/comparisons/{row['id']}/report" if state == ComparisonState.READY else None,
        **{name: row[name] for name in ("created_by_id", "created_at", "ready_at", "removed_at")},
    }


def _names_hidden_now(comparison_id: uuid.UUID) -> list[str]:
    members = ComparedApplicant.objects.filter(comparison=comparison_id)
    own = Application.objects.filter(applicant=OuterRef("applicant"), job=OuterRef("comparison__job"))
    hidden = Q(applicant__identity_hidden=True) | Q(Exists(own.filter(identity_hidden=True, superseded_by=None)))
    return list(members.filter(hidden).order_by().values_list("applicant__name", flat=True))


def _rows(wanted: Q) -> QuerySet[Comparison, dict[str, Any]]:
    members = ComparedApplicant.objects.filter(comparison=OuterRef("pk")).order_by("position").values("applicant_id")
    return Comparison.objects.filter(wanted).annotate(applicant_ids=ArraySubquery(members)).values(*COLUMNS)
