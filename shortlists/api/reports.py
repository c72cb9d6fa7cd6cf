"""Which form of a report a request asks for, and how it is served."""

from __future__ import annotations

import uuid

from hiretrack.api.problems import refusal
from hiretrack.errors import DomainError, Unavailable
from shortlists import queries
from shortlists.choices import MEDIA_TYPES, ComparisonState, ReportFormat
from shortlists.report.pages import content_security_policy
from shortlists.report.printing import WHAT_TO_INSTALL

RANGES = frozenset({"text/html", "text/*", "application/pdf"})
FITTING: dict[str, ReportFormat] = {
    "*/*": ReportFormat.HTML,
    "text/*": ReportFormat.HTML,
    "text/html": ReportFormat.HTML,
    "application/*": ReportFormat.PDF,
    "application/pdf": ReportFormat.PDF,
}


def chosen(wanted: str, accept: str) -> ReportFormat:
    """By the parameter, else by the header's best range. Raises 406 when that takes neither HTML nor PDF."""
    if wanted:
        return ReportFormat(wanted)
    ranges = [_quality(part) for part in (accept or "*/*").split(",")]
    for quality, name in sorted(ranges, key=lambda pair: -pair[0]):
        if quality > 0 and name in FITTING:
            return FITTING[name]
    raise refusal("not_acceptable", "The report is there as text/html and as application/pdf.")


def _quality(part: str) -> tuple[float, str]:
    name, _, parameters = part.partition(";")
    given = dict(pair.strip().split("=", 1) for pair in parameters.split(";") if "=" in pair)
    try:
        return float(given.get("q", "1")), name.strip().lower()
    except ValueError:
        return 0.0, name.strip().lower()


def content_of(comparison_id: uuid.UUID, wanted: ReportFormat) -> bytes:
    """Raises `NotFound`, and why there is no such report."""
    shown = queries.shown_comparison(queries.comparison(comparison_id))
    _refuse_unready(shown["state"])
    content = queries.report_of(comparison_id, wanted.value)
    if content is None:
        raise Unavailable(
            f"This report has no PDF. {WHAT_TO_INSTALL} Then compare again, or ask for format=html.",
            code="pdf_unavailable",
            title="PDFs cannot be made here",
        )
    return content.encode() if isinstance(content, str) else bytes(content)


def _refuse_unready(state: str) -> None:
    if state == ComparisonState.REMOVED:
        raise DomainError(
            "One of the applicants was erased, and the report with them.",
            code="comparison_removed", title="The report was removed", status=410,
        )  # fmt: skip
    if state != ComparisonState.READY:
        raise DomainError(
            f"The comparison is {state}.",
            code="comparison_not_ready", title="The report is not ready", extra={"state": str(state)},
        )  # fmt: skip


def headers_for(served: ReportFormat) -> dict[str, str]:
    """No page of the report may load or run anything, and no browser may take it for something else."""
    charset = "; charset=utf-8" if served == ReportFormat.HTML else ""
    return {
        "Content-Type": f"{MEDIA_TYPES[served]}{charset}",
        "Content-Disposition": f'inline; filename="comparison.{served}"',
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept",
    }
