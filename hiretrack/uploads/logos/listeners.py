"""A logo that was replaced or removed does not stay in the store."""

from __future__ import annotations

from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.celery import enqueue


def register() -> None:
    listen("employer.updated", sweep_after_change)


def sweep_after_change(entry: AuditLog) -> None:
    from hiretrack.uploads.tasks import sweep_logos

    if "logo_url" in entry.metadata.get("fields", ()):
        enqueue(sweep_logos, str(entry.entity_id))
