from __future__ import annotations

import uuid

from django.utils import timezone

from applications.choices import ApplicationStatus
from applications.models import Application
from hiretrack.audit.services import record
from hiretrack.errors import FieldError, Invalid, NotFound


def annotate(
    *, application_id: uuid.UUID, notes: str | None = None, rejection_reason: str | None = None
) -> Application:
    """Change the recruiters' notes, or a rejection's reason; None leaves as it is. Raises `NotFound`, `Invalid`."""
    row = Application.objects.select_for_update(of=("self",)).filter(pk=application_id).first()
    if row is None:
        raise NotFound
    if rejection_reason and row.status != ApplicationStatus.REJECTED:
        error = FieldError("/rejection_reason", "not_allowed", "Only a rejection has a reason.")
        raise Invalid("The application is not rejected.", errors=[error])
    given = {"notes": notes, "rejection_reason": rejection_reason}
    changed = {name: value for name, value in given.items() if value is not None and value != getattr(row, name)}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.updated_at = timezone.now()
        row.save(update_fields=[*changed, "updated_at"])
        record("application.updated", entity=row, fields=sorted(changed))
    return row
