"""The demo's past in the journal: entries with their own times, marked as dispatched so that nobody gets mail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import entry
from hiretrack.context import PUBLIC, Actor, ActorKind, acting_as


class Ledger:
    def __init__(self) -> None:
        self.rows: list[AuditLog] = []

    def note(self, action: str, *, entity: Any, at: dt.datetime, by: User | None = None, **metadata: Any) -> None:
        """`action` as it would have been recorded at `at`, by a user or (without one) by a visitor."""
        actor = Actor(ActorKind.USER, by.name, by.pk) if by else PUBLIC
        with acting_as(actor):
            row = entry(action, entity=_model(entity), employer_id=entity.employer_id, **metadata)
        row.created_at = row.dispatched_at = at
        self.rows.append(row)

    def write(self) -> None:
        """In the order of time, as a journal is."""
        AuditLog.objects.bulk_create(sorted(self.rows, key=lambda row: row.created_at))


def _model(entity: Any) -> models.Model:
    assert isinstance(entity, models.Model)  # noqa: S101 - for the type checker; only rows come here
    return entity
