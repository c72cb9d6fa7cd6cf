"""The report as one HTML page that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from shortlists.report.gathering import Report

STYLES = Path(__file__).with_name("report.css")


@cache
def styles() -> str:
    return STYLES.read_text("utf-8")


def content_security_policy() -> str:
    """Nothing is loaded and nothing runs: only this one style sheet, which stands in the page, counts."""
    digest = base64.b64encode(hashlib.sha256(styles().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'; sandbox"
    )


def rendered(report: Report) -> str:
    """Complete HTML; whatever people wrote is escaped by the template."""
    # The style sheet is our own file, and escaping it would break its hash.
    return render_to_string("shortlists/comparison.html", {"report": report, "styles": mark_safe(styles())})  # noqa: S308
