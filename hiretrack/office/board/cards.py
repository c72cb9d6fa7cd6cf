"""Pages of cards: one query for the cards of any number of columns, and one for their scores."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.choices import Source
from applications.models import Application
from applications.queries import board
from applications.queries.board import Row
from hiretrack.api.pagination import cursors
from hiretrack.api.pagination.keyset import behind, keys_of
from hiretrack.errors import DomainError
from hiretrack.office.board.asking import Asked
from hiretrack.office.board.telling import moment
from shortlists.queries.matches import scores

FIRST = 15
"""Cards of a column that come with the page; the rest as it scrolls."""
MORE = 40
SOON = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Card:
    row: Row
    score: int | None
    rank: float
    now: dt.datetime

    @property
    def pk(self) -> uuid.UUID:
        pk: uuid.UUID = self.row["id"]
        return pk

    @property
    def source(self) -> str:
        return str(Source(self.row["source"]).label)

    @property
    def days(self) -> int:
        return max((self.now - self.row["in_stage_since"]).days, 0)

    @property
    def stay(self) -> str:
        return ngettext("%d day", "%d days", self.days) % self.days if self.days else _("Today")

    @property
    def since(self) -> str:
        return _("In this stage since %(when)s") % {"when": moment(self.row["in_stage_since"])}

    @property
    def move_label(self) -> str:
        return _("Move %(name)s to…") % {"name": self.row["name"]}

    @property
    def promise(self) -> str:
        at = self.row["answer_by"]
        return _("Answer by %(day)s") % {"day": date_format(timezone.localtime(at), "SHORT_DATE_FORMAT")} if at else ""

    @property
    def mail(self) -> str:
        """When the candidate hears of the last step, if that is yet to come."""
        at, told = self.row["tell_at"], self.row["told_status"]
        return _("Mail leaves %(when)s") % {"when": moment(at)} if at and told and at > self.now else ""

    @property
    def answer(self) -> str:
        """Of the reply promise, when it is broken or soon will be."""
        left = self._left
        if left is None or left > SOON:
            return ""
        days = abs(left).days
        if left < dt.timedelta(0):
            late = ngettext("Answer %d day overdue", "Answer %d days overdue", days) % days
            return late if days else _("Answer overdue today")
        return ngettext("Answer due in %d day", "Answer due in %d days", days) % days if days else _("Answer due today")

    @property
    def is_late(self) -> bool:
        return self._left is not None and self._left < dt.timedelta(0)

    @property
    def _left(self) -> dt.timedelta | None:
        promised: dt.datetime | None = self.row["answer_by"]
        return promised - self.now if promised else None

    @property
    def url(self) -> str:
        """Of the application's page, which goes on to the next one of the same column."""
        page = reverse("admin:applications_application_change", args=[self.pk])
        return f"{page}?{_column_query(self.row['job_id'], self.row['status'])}"


@lru_cache(maxsize=256)
def _column_query(job_id: uuid.UUID, status: str) -> str:
    """The same for all cards of a column."""
    return urlencode({"_changelist_filters": urlencode({"job__id__exact": job_id, "status__exact": status})})


@dataclass(frozen=True, slots=True)
class Page:
    cards: Sequence[Card] = field(default_factory=tuple)
    following: str = ""
    """The cursor of the next page; empty at the end."""


def first_pages(job_id: uuid.UUID, statuses: Iterable[str], asked: Asked) -> dict[str, Page]:
    """By status. Two queries, however many columns."""
    columns = {status: _column(job_id, status, asked)[: FIRST + 1] for status in statuses}
    first, *others = columns.values()
    by_status: dict[str, list[Row]] = {status: [] for status in columns}
    for row in first.union(*others, all=True) if others else first:
        by_status[row["status"]].append(row)
    # A union promises no order.
    ordered = {status: sorted(rows, key=lambda row: _place(row, asked)) for status, rows in by_status.items()}
    made = {card.pk: card for card in made_of(job_id, [row for rows in ordered.values() for row in rows], asked)}
    return {status: _cut(job_id, status, [made[row["id"]] for row in rows], asked) for status, rows in ordered.items()}


def next_page(job_id: uuid.UUID, status: str, asked: Asked, cursor: str) -> Page:
    rows = _column(job_id, status, asked)
    if cursor:
        keys = keys_of(rows, asked.ordering)
        rows = rows.filter(behind(keys, _values(cursor, job_id, status, asked)))
    return _cut(job_id, status, made_of(job_id, list(rows[: MORE + 1]), asked), asked, limit=MORE)


def some(job_id: uuid.UUID, ids: Collection[uuid.UUID], asked: Asked) -> list[Card]:
    """Those of `ids` that are on the board as it is asked for."""
    rows = _cards(board.on_board(job_id, asked.wanted).filter(pk__in=ids), asked)
    return made_of(job_id, list(rows.order_by("pk")), asked)


def made_of(job_id: uuid.UUID, rows: Sequence[Row], asked: Asked) -> list[Card]:
    """With their scores, in one query."""
    found = scores(job_id, {row["applicant_id"] for row in rows}) if rows else {}
    now = timezone.now()
    return [Card(row, found.get(row["applicant_id"]), asked.rank(row), now) for row in rows]


def _cards(rows: QuerySet[Application], asked: Asked) -> board.Rows:
    more = [asked.sorted_by] if asked.sorted_by not in board.CARD else []
    return board.cards(asked.ready(board.staged(rows)), *more)


def _column(job_id: uuid.UUID, status: str, asked: Asked) -> board.Rows:
    rows = _cards(board.on_board(job_id, asked.wanted).filter(status=status), asked)
    return rows.order_by(*[key.order() for key in keys_of(rows, asked.ordering)])


def _place(row: Row, asked: Asked) -> tuple[float, int]:
    number: int = row["id"].int
    return asked.rank(row), -number if asked.ordering[-1][1] == "desc" else number


def _cut(job_id: uuid.UUID, status: str, found: Sequence[Card], asked: Asked, *, limit: int = FIRST) -> Page:
    if len(found) <= limit:
        return Page(found)
    last: list[Any] = [found[limit - 1].row[name] for name, *_way in asked.ordering]
    return Page(found[:limit], cursors.encode(last, bound_to=_bound(job_id, status, asked)))


def _values(cursor: str, job_id: uuid.UUID, status: str, asked: Asked) -> list[Any]:
    try:
        return cursors.decode(cursor, bound_to=_bound(job_id, status, asked), count=len(asked.ordering))
    except DomainError as error:
        raise BadRequest(error.detail) from error


def _bound(job_id: uuid.UUID, status: str, asked: Asked) -> str:
    return f"board {job_id} {status} {asked.sort} {asked.query}"
