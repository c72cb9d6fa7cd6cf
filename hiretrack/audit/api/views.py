"""`/v1/events` for programs that follow along, `/v1/audit-logs` for whoever asks who did what."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from hiretrack.api.pagination import cursors
from hiretrack.api.permissions import Allowed
from hiretrack.api.principals import PLATFORM
from hiretrack.api.problems import invalid_parameter
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.audit import feed
from hiretrack.audit.api import examples, serializers
from hiretrack.audit.queries import NEWEST, JournalFilter, entry_item, journal
from hiretrack.errors import Forbidden
from hiretrack.tenancy import require_scope

# Names of employers.choices.Role, which lies above this package.
PLATFORM_ADMINS: Allowed = frozenset({PLATFORM})
EMPLOYER_ADMINS: Allowed = frozenset({"employer_admin", PLATFORM})
RECRUITERS: Allowed = frozenset({"recruiter", "employer_admin", PLATFORM})
FEED = """\
The journal as a feed that misses nothing: oldest first, and what is listed once stays where it is. What has been
written but might still be overtaken is listed seconds later.

Follow `next_cursor` to its end, remember the last event's id, and ask again with `after`. A page can be empty, or
shorter than `limit`, although `next_cursor` goes on: the end is where it is null. After a time (`after=2026-…Z`) the
list begins with what was written later. Ids from webhooks and websockets are the same events, but only an id from this
list marks a place before which nothing is missing.
"""


class EventsView(ContractView):
    allowed: ClassVar = {"get": RECRUITERS}
    query_serializer = serializers.EventsQuery
    module = "events"

    @operation(
        "listEvents",
        summary="What happened, oldest first: to catch up and to follow",
        description=FEED,
        tags=["Events"],
        responses={200: serializers.EventSerializer},
        examples=[examples.page_of(examples.EVENT)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        if require_scope().employer_id is None:
            raise Forbidden("The feed is one employer's; platform admins read /v1/admin/audit-logs.")
        begins, since = self._start()
        if begins is None:
            return self.paginated([], None)
        page = feed.page(after=begins, limit=self.page_limit, types=self.query.values.get("type"), since=since)
        following = cursors.encode(page.next, bound_to=self._bound) if page.next else None
        return self.paginated([feed.item(entry) for entry in page.entries], following)

    @property
    def _bound(self) -> str:
        return self.page_binding("transaction_id+ sequence+")

    def _start(self) -> tuple[feed.Position | None, dt.datetime | None]:
        after: uuid.UUID | dt.datetime | None = self.query.values.get("after")
        since = after if isinstance(after, dt.datetime) else None
        if self.page_cursor is not None:
            transaction_id, sequence = cursors.decode(self.page_cursor, bound_to=self._bound, count=2)
            return (transaction_id, sequence), since
        if isinstance(after, uuid.UUID):
            return self._behind(after), None
        return (feed.position_at(since) if since else feed.BEGINNING), since

    def _behind(self, event_id: uuid.UUID) -> feed.Position:
        found = feed.position_of(event_id)
        if found is None:
            raise invalid_parameter("after", "There is no event with this id.", "unknown_event")
        return found


class AuditLogsView(ContractView):
    allowed: ClassVar = {"get": EMPLOYER_ADMINS}
    query_serializer = serializers.JournalQuery
    module = "audit"

    @operation(
        "listAuditLogs",
        summary="Who did what, newest first",
        tags=["Audit"],
        responses={200: serializers.JournalEntrySerializer},
        examples=[examples.page_of(examples.ENTRY)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.page(journal(JournalFilter(**self.query.values)), ordering=NEWEST, shape=entry_item)


class PlatformAuditLogsView(ContractView):
    allowed: ClassVar = {"get": PLATFORM_ADMINS}
    query_serializer = serializers.PlatformJournalQuery

    @operation(
        "listPlatformAuditLogs",
        summary="Who did what at every employer and to the platform, newest first",
        tags=["Platform"],
        responses={200: serializers.JournalEntrySerializer},
        examples=[examples.page_of(examples.PLATFORM_ENTRY)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.page(journal(JournalFilter(**self.query.values)), ordering=NEWEST, shape=entry_item)
