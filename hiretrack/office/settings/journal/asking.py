"""What somebody looks for in the journal, as the page's address says it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, Value
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from employers.models import User
from hiretrack.api.pagination.keyset import Rows
from hiretrack.audit.events import typed
from hiretrack.audit.models import AuditLog
from hiretrack.audit.queries import JournalFilter, journal
from hiretrack.context import ActorKind
from hiretrack.office.settings.journal.entries import seen_by

NAMES = ("actor", "action", "entity", "id", "from", "until", "request", "entry")
KINDS = frozenset(kind.value for kind in ActorKind)


@dataclass(slots=True)
class Asked:
    """The filters as typed, and what is wrong with them, by name. What cannot be read filters nothing out but
    everything: an empty list with a reason is better than a full one that looks filtered."""

    given: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def by(cls, query: QueryDict) -> Asked:
        made = cls({name: value.strip() for name in NAMES if (value := query.get(name, "").strip())})
        for name in ("id", "entry"):
            if name in made.given and made.uuid(name) is None:
                made.errors[name] = _("This is no id: copy it as a whole.")
        for name in ("from", "until"):
            if name in made.given and made.day(name) is None:
                made.errors[name] = _("Give a day as 2026-01-31.")
        return made

    def uuid(self, name: str) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.given.get(name, ""))
        except ValueError:
            return None

    def day(self, name: str) -> dt.datetime | None:
        """The beginning of the day, in the installation's time."""
        try:
            found = parse_date(self.given.get(name, ""))
        except ValueError:
            return None
        return timezone.make_aware(dt.datetime.combine(found, dt.time())) if found else None

    @property
    def query(self) -> str:
        made = QueryDict(mutable=True)
        made.update(self.given)
        return made.urlencode()


def entries(asked: Asked, reader: User) -> QuerySet[AuditLog]:
    """What `reader` may see of it, newest first."""
    rows = seen_by(reader, journal(_filter(asked))).select_related("actor").order_by("-created_at", "-id")
    if asked.errors:
        return rows.none()
    if (kind := asked.given.get("actor", "")) in KINDS:
        rows = rows.filter(actor_kind=kind)
    if action := asked.given.get("action", ""):
        rows = rows.filter(typed([action]))
    if request_id := asked.given.get("request", ""):
        rows = rows.filter(request_id=request_id)
    if one := asked.uuid("entry"):
        rows = rows.filter(pk=one)
    if from_ := asked.day("from"):
        rows = rows.filter(created_at__gte=from_)
    return rows


def _filter(asked: Asked) -> JournalFilter:
    until = asked.day("until")
    return JournalFilter(
        actor=asked.uuid("actor"),
        entity_type=asked.given.get("entity", ""),
        entity_id=asked.uuid("id"),
        before=until + dt.timedelta(days=1) if until else None,
    )


def behind(rows: QuerySet[AuditLog], cursor: str) -> QuerySet[AuditLog]:
    """Those that come after the entry that `position` named; all of them when it names none."""
    at, _dot, pk = cursor.partition("~")
    try:
        moment, last = parse_datetime(at), uuid.UUID(pk)
    except ValueError:
        return rows
    if moment is None:
        return rows
    columns = [F("created_at"), F("id")]
    return rows.filter(Rows(*columns, Value(moment), Value(last), operator="<"))


def position(row: AuditLog) -> str:
    return f"{row.created_at.isoformat()}~{row.pk}"
