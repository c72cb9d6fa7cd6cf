"""The journal's entries for a reader: which may be seen, and each in words with the way to what it is about."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from applications.choices import ApplicationStatus
from employers.admin_scope import own_rows
from employers.choices import Role
from employers.models import User
from hiretrack.audit.events import entity_name
from hiretrack.audit.models import AuditLog
from hiretrack.context import ActorKind
from hiretrack.office.settings.journal.words import ENTITIES, in_words

RELATED: dict[str, tuple[str, ...]] = {
    "applications.application": ("applicant", "job"),
    "shortlists.shortlist": ("job",),
}
"""What a name is made of: without it each row would cost queries of its own."""
NAMELESS = frozenset({"uploads.upload"})
"""A file's name often is its owner's, whom a fair review hides."""
STATUSES = dict(ApplicationStatus.choices)
Known = Mapping[tuple[str, uuid.UUID], Model]


@dataclass(frozen=True, slots=True)
class Entry:
    row: AuditLog
    actor: str
    action: Promise | str
    entity: Promise | str
    name: str
    url: str

    @property
    def step(self) -> str:
        """From where to where an application went."""
        told = self.row.metadata
        went = (told.get("from_status"), told.get("status") or told.get("to_status"))
        return " → ".join(str(STATUSES[one]) for one in went if one in STATUSES) if all(went) else ""

    @property
    def details(self) -> str:
        return json.dumps(self.row.metadata, indent=2, ensure_ascii=False) if self.row.metadata else ""


def seen_by(user: User, rows: QuerySet[AuditLog]) -> QuerySet[AuditLog]:
    """Employer admins see their employer's entries, recruiters their own doings, platform admins everything."""
    everything = user.is_superuser or Role.EMPLOYER_ADMIN in user.roles
    return rows if everything else rows.filter(actor_id=user.pk)


def shown(rows: Sequence[AuditLog], reader: User) -> list[Entry]:
    """In words; one query for each kind of thing they are about."""
    known = _there({(row.entity_type, row.entity_id) for row in rows}, reader)
    return [_shown(row, known) for row in rows]


def actor_of(row: AuditLog) -> str:
    """Colleagues by name. Candidates without: whom a fair review hides must not be named here."""
    user: User | None = row.actor
    if row.actor_kind == ActorKind.USER and user is not None and not user.is_staff:
        return _("A candidate, signed in")
    return row.actor_name


def _shown(row: AuditLog, known: Known) -> Entry:
    found = known.get((row.entity_type, row.entity_id))
    kind = ENTITIES.get(row.entity_type, entity_name(row.entity_type))
    url = _address(row, found) if found is not None else ""
    name = "" if found is None else _("open") if row.entity_type in NAMELESS else str(found)
    return Entry(row, actor_of(row), in_words(row.action), kind, name, url)


def _address(row: AuditLog, found: Model) -> str:
    app, _dot, model = row.entity_type.partition(".")
    return reverse(f"admin:{app}_{model}_change", args=[found.pk])


def _there(wanted: Collection[tuple[str, uuid.UUID]], reader: User) -> Known:
    """Those that the reader can open, by type and id."""
    found: dict[tuple[str, uuid.UUID], Model] = {}
    for label in sorted({label for label, _pk in wanted}):
        ids = [pk for one, pk in wanted if one == label]
        found |= {(label, row.pk): row for row in _rows(label, ids, reader)}
    return found


def _rows(label: str, ids: list[uuid.UUID], reader: User) -> QuerySet[Any] | list[Any]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return []
    app, _dot, name = label.partition(".")
    if not admin.site.is_registered(model) or not reader.has_perm(f"{app}.view_{name}"):
        return []
    return own_rows(reader, model._default_manager.filter(pk__in=ids).select_related(*RELATED.get(label, ())))
