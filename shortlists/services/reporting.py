"""Making the report of a comparison, in steps of their own transactions."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from hiretrack.audit.services import record
from hiretrack.background.models import TaskRun
from hiretrack.background.services import RunCancelled, report
from hiretrack.celery import PlatformTask
from shortlists.models import Comparison, ComparisonReport
from shortlists.report import gathered, printed, rendered
from shortlists.report.printing import PrintingUnavailable


def make_report(*, task: PlatformTask, run: TaskRun, comparison_id: uuid.UUID) -> dict[str, Any]:
    """The run's result. Raises `RunCancelled` when the comparison is gone, or somebody on it was erased."""
    with task.scope():
        report(run, 10, "Reading the applicants")
        comparison = _wanted(comparison_id)
        html = rendered(gathered(comparison))
    with task.scope():
        report(run, 40, "Making the PDF")
    # No transaction meanwhile: this takes a second or two.
    pdf = _pdf(html)
    with task.scope():
        report(run, 90, "Storing the report")
        _store(comparison_id, html, pdf)
    return {"comparison_id": str(comparison_id), "formats": ["html", "pdf"] if pdf else ["html"]}


def _wanted(comparison_id: uuid.UUID, *, hold: bool = False) -> Comparison:
    rows = Comparison.objects.filter(pk=comparison_id, removed_at=None).select_related("job")
    found: Comparison | None = (rows.select_for_update(of=("self",)) if hold else rows).first()
    if found is None:
        raise RunCancelled
    return found


def _pdf(html: str) -> bytes | None:
    try:
        return printed(html)
    except PrintingUnavailable:
        return None


def _store(comparison_id: uuid.UUID, html: str, pdf: bytes | None) -> None:
    # Held, because an erasure after the reading must not be undone by the writing.
    comparison = _wanted(comparison_id, hold=True)
    ComparisonReport.objects.update_or_create(comparison=comparison, defaults={"html": html, "pdf": pdf})
    if comparison.ready_at is None:
        comparison.ready_at = timezone.now()
        comparison.save(update_fields=["ready_at", "updated_at"])
        record("comparison.ready", entity=comparison, job_id=str(comparison.job_id))
