"""A draft whose worker or message was lost is not written later: whoever waited has gone on."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from hiretrack.assistant import errors
from hiretrack.assistant.services import KINDS
from hiretrack.background.choices import OPEN
from hiretrack.background.models import TaskRun
from hiretrack.background.services import fail
from hiretrack.tenancy import all_tenants

SILENT_FOR = dt.timedelta(minutes=4)
"""Longer than a draft may take."""


def fail_silent() -> int:
    """End drafts without a sign of life; how many."""
    refusal = errors.away()
    with all_tenants(reason="drafts that nobody writes any more"):
        open_runs = TaskRun.objects.filter(kind__startswith=KINDS, state__in=OPEN)
        silent = list(open_runs.filter(touched_at__lt=timezone.now() - SILENT_FOR)[:500])
        for run in silent:
            fail(run, code=refusal.code, detail=refusal.detail)
    return len(silent)
