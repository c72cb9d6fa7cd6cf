"""Writes of the open person scope's tracker. Each change of status leaves a line in the log."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from applicants.choices import AppliedVia, TrackedStatus
from applicants.models import TrackedApplication, TrackedApplicationLog
from applicants.profiles.services import locked_profile, person_id
from applicants.tracker import linked
from hiretrack.audit.services import record
from hiretrack.errors import DomainError, FieldError, Invalid

EDITABLE = ("listing_id", "company", "title", "url", "location", "status", "notes", "applied_via", "applied_at")
MOST = 1_000
CLOCKS_DIFFER_BY = dt.timedelta(minutes=5)


def track(*, values: Mapping[str, Any]) -> TrackedApplication:
    """Add an application; its log begins when it was made. What `listing_id` names fills in what is not given.

    Raises `Invalid`, and `DomainError`: limit_reached, or already_tracked with the `tracked_id` of what a browser
    extension would add again.
    """
    values = linked.filled(values)
    _check(values)
    # Held until the end, so that two clicks at once cannot both find nothing.
    locked_profile()
    _check_room(values)
    row = TrackedApplication(user_id=person_id(), **values)
    row.save(force_insert=True)
    _log(row, "", at=row.applied_at)
    record("tracked_application.added", entity=row, status=row.status, applied_via=row.applied_via)
    return row


def _check_room(values: Mapping[str, Any]) -> None:
    if TrackedApplication.objects.count() >= MOST:
        most = number_format(MOST, force_grouping=True)
        detail = _("At most %(count)s tracked applications; remove some first.") % {"count": most}
        raise DomainError(detail, code="limit_reached")
    url = values.get("url")
    if url and values.get("applied_via") == AppliedVia.EXTENSION:
        known = TrackedApplication.objects.filter(url=url).order_by("id").values_list("pk", flat=True).first()
        if known is not None:
            detail = _("An application with this address is tracked already.")
            raise DomainError(detail, code="already_tracked", extra={"tracked_id": str(known)})


def update_tracked(*, tracked: TrackedApplication, changes: Mapping[str, Any]) -> TrackedApplication:
    """Change some of `EDITABLE`; any status may follow any other, because it is the person's own record.

    `tracked` is locked by the caller. Raises `Invalid`.
    """
    changes = linked.filled(changes, tracked)
    _check(changes)
    before = tracked.status
    new = {name: changes[name] for name in EDITABLE if name in changes and getattr(tracked, name) != changes[name]}
    if not new:
        return tracked
    for name, value in new.items():
        setattr(tracked, name, value)
    tracked.save(update_fields=[*new, "updated_at"])
    if "applied_at" in new:
        tracked.log.filter(from_status="").update(changed_at=tracked.applied_at)
    if "status" in new:
        _log(tracked, before, at=timezone.now())
    record("tracked_application.updated", entity=tracked, fields=sorted(new), status=tracked.status)
    return tracked


def archive(*, tracked: TrackedApplication) -> TrackedApplication:
    """Put it out of the way; doing it again changes nothing."""
    return update_tracked(tracked=tracked, changes={"status": TrackedStatus.ARCHIVED})


def untrack(*, tracked: TrackedApplication) -> None:
    record("tracked_application.removed", entity=tracked)
    tracked.delete()


def untrack_many(*, ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Remove those that are the person's; the ids of the others are answered."""
    found = list(TrackedApplication.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    for row in found[:1]:
        record("tracked_application.bulk_removed", entity=row, count=len(found))
    known = {row.pk for row in found}
    TrackedApplication.objects.filter(pk__in=known).delete()
    return [pk for pk in dict.fromkeys(ids) if pk not in known]


def _check(values: Mapping[str, Any]) -> None:
    applied_at = values.get("applied_at")
    if applied_at is not None and applied_at > timezone.now() + CLOCKS_DIFFER_BY:
        error = FieldError("/applied_at", "in_the_future", _("Give the time when you applied, not a later one."))
        raise Invalid(_("The time cannot be accepted."), errors=[error])


def _log(tracked: TrackedApplication, before: str, *, at: dt.datetime) -> None:
    TrackedApplicationLog(
        user_id=tracked.user_id, tracked=tracked, from_status=before, status=tracked.status, changed_at=at
    ).save(force_insert=True)
