"""What was found on job boards, as recruiters and as candidates see it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left

from hiretrack.tenancy import ScopeKind, require_scope
from jobs.markdown import beginning
from jobs.search import RANKED, Rank, words
from jobs.sourcing import scores
from jobs.sourcing.choices import ListingSort
from jobs.sourcing.models import JobBoard, Listing, ListingMark, Sighting
from jobs.sourcing.queries.finding import found

Row = dict[str, Any]
Rows = QuerySet[Any, Row]

_SHOWN = (
    "id", "board_id", "title", "company", "location", "country", "remote", "url", "salary_min", "salary_max",
    "salary_currency", "salary_period", "posted_at", "first_seen_at", "last_seen_at", "gone_at", "updated_at", "score",
)  # fmt: skip
_CODES = ("country", "salary_currency", "salary_period")
_EXCERPT = 800


@dataclass(frozen=True, slots=True)
class ListingFilter:
    """What somebody looks for; empty values don't filter. Hidden ones and those that are gone are asked for."""

    q: str = ""
    board: uuid.UUID | None = None
    location: str = ""
    country: str = ""
    remote: bool | None = None
    is_new: bool | None = None
    hidden: bool = False
    gone: bool = False
    min_score: int = 0
    max_score: int = 100
    sort: str = ListingSort.NEWEST

    @property
    def ordering(self) -> list[tuple[str, str]]:
        if self.is_ranked:
            return [("rank", "desc"), ("id", "desc")]
        if self.sort == ListingSort.SCORE:
            return [("rating", "desc"), ("first_seen_at", "desc"), ("id", "desc")]
        way = "asc" if self.sort == ListingSort.OLDEST else "desc"
        return [("first_seen_at", way), ("id", way)]

    @property
    def is_ranked(self) -> bool:
        return self.sort == ListingSort.RELEVANCE and bool(self.q)


def listings(wanted: ListingFilter) -> Rows:
    """The scope's listings as flat rows for `listing_item`, not yet ordered or cut: `wanted.ordering` says how."""
    rows = with_marks(_matching(wanted)).annotate(excerpt=Left("description", _EXCERPT), score=scores.score())
    extra = [name for name, _ in wanted.ordering if name in ("rank", "rating")]
    return _flat(rows, "excerpt", *extra)


def listing(listing_id: uuid.UUID) -> Row | None:
    """One of the scope's listings, hidden or gone too, as a flat row for `listing_detail`, or None."""
    rows = with_marks(Listing.objects.filter(pk=listing_id)).annotate(score=scores.score())
    return _flat(rows, "description").order_by().first()


def with_marks(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` with `unread` and `put_aside`: a candidate's own marks, or what the employer's recruiters have done."""
    if not _is_candidate():
        return rows.annotate(unread=F("is_new"), put_aside=F("is_hidden"))
    return rows.annotate(unread=~_marked("read_at"), put_aside=_marked("hidden_at"))


def listing_item(row: Row) -> Row:
    """A row as a list shows it. What is the employer's own business is null for candidates."""
    return _shown(row) | {"summary": beginning(row["excerpt"])}


def listing_detail(row: Row) -> Row:
    """One listing with its text, and for recruiters every board where it was seen, the latest first."""
    return _shown(row) | {"description": row["description"], "boards": [] if _is_candidate() else _boards(row["id"])}


def _shown(row: Row) -> Row:
    item = {name: row[name] for name in _SHOWN}
    item |= {name: row[name] or None for name in _CODES}
    item |= {"is_new": row["unread"], "is_hidden": row["put_aside"]}
    return item | {"board_name": row.get("board_name"), "adopted_job_id": row.get("adopted_as_id")}


def _boards(listing_id: uuid.UUID) -> list[Row]:
    seen = Sighting.objects.filter(listing_id=listing_id).order_by("-last_seen_at", "id")
    return [
        {"id": board_id, "name": name, "last_seen_at": at}
        for board_id, name, at in seen.values_list("board_id", "board__name", "last_seen_at")
    ]


def _flat(rows: QuerySet[Any], *more: str) -> Rows:
    columns = [*_SHOWN, "unread", "put_aside", *more]
    if _is_candidate():
        return rows.values(*columns)
    # Not joined: the planner would begin with the boards, and sort all of their listings.
    name = JobBoard.objects.filter(pk=OuterRef("board_id")).values("name")
    return rows.annotate(board_name=Subquery(name)).values(*columns, "board_name", "adopted_as_id")


def _matching(wanted: ListingFilter) -> QuerySet[Any]:
    by_score = wanted.sort == ListingSort.SCORE and _is_candidate()
    rows = _filtered(found(q=wanted.q, location=wanted.location, past_policies=by_score), wanted)
    if wanted.is_ranked:
        newest = rows.order_by("-first_seen_at", "-id").values("pk")[:RANKED]
        return rows.model.objects.filter(pk__in=newest).annotate(rank=Rank(F("search"), words(wanted.q)))
    return _best(rows) if by_score else rows.annotate(rating=scores.rating())


def _best(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The best alone: which they are, an index tells without reading a row."""
    rated = rows.annotate(rating=scores.rating())
    best = rated.order_by("-rating", "-first_seen_at", "-id").values("pk")[:RANKED]
    return rows.model.objects.filter(pk__in=best).annotate(rating=scores.rating())


def _filtered(rows: QuerySet[Any], wanted: ListingFilter) -> QuerySet[Any]:
    rows = rows.filter(_put_aside(is_hidden=wanted.hidden), gone_at__isnull=not wanted.gone)
    if wanted.is_new is not None:
        rows = rows.filter(_unread(is_new=wanted.is_new))
    if wanted.board is not None:
        rows = rows.filter(Q(board_id=wanted.board) if _is_candidate() else _seen_on(wanted.board))
    if wanted.min_score > 0 or wanted.max_score < 100:
        rows = rows.filter(scores.at_least(wanted.min_score), scores.at_most(wanted.max_score))
    if wanted.country:
        rows = rows.filter(country=wanted.country)
    return rows if wanted.remote is None else rows.filter(remote=wanted.remote)


def _put_aside(*, is_hidden: bool) -> Q:
    return _in_marks("hidden_at", holds=is_hidden) if _is_candidate() else Q(is_hidden=is_hidden)


def _unread(*, is_new: bool) -> Q:
    return _in_marks("read_at", holds=not is_new) if _is_candidate() else Q(is_new=is_new)


def _in_marks(when: str, *, holds: bool) -> Q:
    """As a list and not as EXISTS: the planner looks it up for each row, however few marks it expects."""
    marked = Q(pk__in=ListingMark.objects.filter(**{f"{when}__isnull": False}).values("listing_id"))
    return marked if holds else ~marked


def _seen_on(board_id: uuid.UUID) -> Exists:
    """First or later. Candidates cannot read where else."""
    return Exists(Sighting.objects.filter(board_id=board_id, listing=OuterRef("pk")))


def _marked(when: str) -> Exists:
    return Exists(ListingMark.objects.filter(listing=OuterRef("pk"), **{f"{when}__isnull": False}))


def _is_candidate() -> bool:
    return require_scope().kind is ScopeKind.PERSON
