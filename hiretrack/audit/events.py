"""What of the journal an employer's people may hear of, and how an entry is told: the same live and in the feed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from hiretrack.audit.models import AuditLog

HEARD = ("job.", "applicant.", "application.", "upload.", "shortlist.", "comparison.", "board.", "listing.")
"""Beginnings of the actions that are events; accounts, keys and sign-ins are not among them."""


def is_event(entry: AuditLog) -> bool:
    return entry.employer_id is not None and entry.action.startswith(HEARD)


def event_of(entry: AuditLog) -> dict[str, Any]:
    """What happened to which object: enough to go and look, and nothing about people."""
    return {
        "id": str(entry.pk),
        "type": entry.action,
        "entity": {"type": entity_name(entry.entity_type), "id": str(entry.entity_id)},
        "at": moment(entry.created_at),
    }


def entity_name(label: str) -> str:
    """`application` of `applications.application`."""
    return label.partition(".")[2] or label


def moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def typed(types: list[str]) -> Q:
    """Entries of these types; one that ends in a dot stands for all that begin with it."""
    condition = Q(action__in=[name for name in types if not name.endswith(".")])
    for beginning in (name for name in types if name.endswith(".")):
        condition |= Q(action__startswith=beginning)
    return condition
