"""Reads of the journal: the scope's employer's own entries, or with all tenants in scope everybody's."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from hiretrack.audit.events import entity_name
from hiretrack.audit.models import AuditLog

NEWEST = (("created_at", "desc"), ("id", "desc"))


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What somebody looks for in the journal; empty values don't filter."""

    actor: uuid.UUID | None = None
    action: str = ""
    entity_type: str = ""
    entity_id: uuid.UUID | None = None
    after: dt.datetime | None = None
    before: dt.datetime | None = None
    employer: uuid.UUID | None = None
    platform: bool | None = None


def journal(wanted: JournalFilter) -> QuerySet[AuditLog]:
    """Entries, not yet ordered or cut. `after` and `before` don't include the moment itself."""
    rows: QuerySet[AuditLog] = AuditLog.objects.filter(**_conditions(wanted))
    if wanted.entity_type:
        rows = rows.filter(entity_type__in=labels_of(wanted.entity_type))
    return rows


def entry_item(entry: AuditLog) -> dict[str, Any]:
    """An entry as the API lists it."""
    return {
        "id": entry.pk,
        "action": entry.action,
        "entity": {"type": entity_name(entry.entity_type), "id": entry.entity_id},
        "actor": {"kind": entry.actor_kind, "id": entry.actor_id, "name": entry.actor_name},
        "metadata": entry.metadata,
        "request_id": entry.request_id or None,
        "employer_id": entry.employer_id,
        "at": entry.created_at,
    }


def labels_of(name: str) -> list[str]:
    """The labels that the journal stores for `application` (or for `applications.application` itself)."""
    known = {model._meta.label_lower for model in apps.get_models()}
    return [label for label in known if name in {label, entity_name(label)}]


def _conditions(wanted: JournalFilter) -> dict[str, Any]:
    given = {
        "actor_id": wanted.actor,
        "action": wanted.action or None,
        "entity_id": wanted.entity_id,
        "created_at__gt": wanted.after,
        "created_at__lt": wanted.before,
        "employer_id": wanted.employer,
        "employer__isnull": wanted.platform,
    }
    return {lookup: value for lookup, value in given.items() if value is not None}
