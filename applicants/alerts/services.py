"""Writes of the open person scope's alerts. Their search is checked where it comes in: this app knows no jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from applicants.models import JobAlert
from applicants.profiles.services import locked_profile, person_id
from hiretrack.audit.services import record
from hiretrack.errors import DomainError

EDITABLE = ("name", "search", "frequency", "is_active")
MOST = 50


def create_alert(*, values: Mapping[str, Any]) -> JobAlert:
    """Raises `DomainError` (limit_reached) when there are `MOST` already."""
    # Held until the end, so that two at once cannot both be the last that fits.
    locked_profile()
    if JobAlert.objects.count() >= MOST:
        raise DomainError(_("At most %(count)d alerts; remove one first.") % {"count": MOST}, code="limit_reached")
    row = JobAlert(user_id=person_id(), **values)
    row.save(force_insert=True)
    record("job_alert.created", entity=row, frequency=row.frequency)
    return row


def update_alert(*, alert: JobAlert, changes: Mapping[str, Any]) -> JobAlert:
    """Change some of `EDITABLE`."""
    new = {name: changes[name] for name in EDITABLE if name in changes and getattr(alert, name) != changes[name]}
    for name, value in new.items():
        setattr(alert, name, value)
    if new:
        alert.save(update_fields=[*new, "updated_at"])
        record("job_alert.updated", entity=alert, fields=sorted(new), is_active=alert.is_active)
    return alert


def delete_alert(*, alert: JobAlert) -> None:
    record("job_alert.removed", entity=alert)
    alert.delete()
