"""Reads for the pages of boards and listings: bounded, and in a number of queries that rows do not change."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery

from hiretrack.office.jobs.counts import MOST
from hiretrack.office.sourcing.asking import ADOPTED, GONE, HIDDEN, LAST_PAGE, NEW, OPEN, Asked
from jobs.sourcing.choices import OPEN as GOING_ON
from jobs.sourcing.models import JobBoard, Listing, Scan, Sighting
from jobs.sourcing.queries.finding import found

PER_PAGE = 50
MOST_BOARDS = 200
SAMPLE = 2_000
"""The newest listings tell which countries there are to choose from."""
HEAVY = ("search", "description")


@dataclass(frozen=True, slots=True)
class Found:
    """One page of listings, and the boards on which each of them stands."""

    listings: list[Listing]
    boards: Mapping[uuid.UUID, list[JobBoard]]
    has_next: bool


def boards() -> QuerySet[JobBoard]:
    """By name, each with `listed` (what stands on it) and `fresh` (its new listings), `MOST` and one at most.

    Neither joins: right after a first large scan PostgreSQL takes its tables for small ones.
    """
    listed = Sighting.objects.filter(board=OuterRef("pk"), missed_scans=0)
    fresh = Listing.objects.filter(board=OuterRef("pk"), is_new=True, is_hidden=False, gone_at=None)
    rows: QuerySet[Any] = JobBoard.objects.annotate(listed=_capped(listed), fresh=_capped(fresh))
    return rows.order_by("name", "id")


def _capped(rows: QuerySet[Any]) -> Subquery:
    return Subquery(
        rows.order_by().values("pk")[: MOST + 1],
        output_field=IntegerField(),
        template="(SELECT count(*) FROM (%(subquery)s) AS counted)",
    )


def board_names() -> dict[str, str]:
    rows = JobBoard.objects.order_by("name", "id").values_list("pk", "name")
    return {str(pk): name for pk, name in rows[:MOST_BOARDS]}


def open_scan(board: JobBoard) -> Scan | None:
    return Scan.objects.filter(board=board, state__in=GOING_ON).select_related("run").first()


def countries_known() -> set[str]:
    rows = Listing.objects.order_by("-first_seen_at", "-id").values_list("country", flat=True)
    return {code for code in rows[:SAMPLE] if code}


def listings(asked: Asked) -> QuerySet[Any]:
    """Newest first; rows of `Listing`, or of the view that is searched."""
    rows = _shown(found(q=asked.q), asked.show)
    if asked.board:
        rows = rows.alias(stands=_standing_on(asked.board)).filter(stands__isnull=False)
    if asked.country:
        rows = rows.filter(country=asked.country)
    if asked.remote:
        rows = rows.filter(remote=asked.remote == "remote")
    if asked.salary:
        rows = rows.exclude(salary_min=None, salary_max=None)
    return rows.order_by("-first_seen_at", "-id")


def _standing_on(board_id: str) -> Subquery:
    """Asked of one listing after the other: as a join it is slow beyond bearing while statistics are old."""
    rows = Sighting.objects.filter(board=board_id, listing=OuterRef("pk")).order_by()
    return Subquery(rows.values("pk")[:1])


def newest_of(board: JobBoard) -> QuerySet[Listing]:
    """Its own open listings; those that another board brought first are that board's."""
    rows: QuerySet[Listing] = _shown(Listing.objects.defer(*HEAVY).filter(board=board), OPEN)
    return rows.order_by("-first_seen_at", "-id")


def _shown(rows: QuerySet[Any], show: str) -> QuerySet[Any]:
    if show in {OPEN, NEW}:
        rows = rows.filter(is_hidden=False, gone_at=None)
    conditions: dict[str, dict[str, Any]] = {
        NEW: {"is_new": True},
        ADOPTED: {"adopted_as_id__isnull": False},
        HIDDEN: {"is_hidden": True},
        GONE: {"gone_at__isnull": False},
    }
    return rows.filter(**conditions.get(show, {}))


def page_of(asked: Asked) -> Found:
    """One key more is read than shown, and none counted."""
    start = (asked.p - 1) * PER_PAGE
    keys = list(listings(asked).values_list("pk", flat=True)[start : start + PER_PAGE + 1])
    shown = keys[:PER_PAGE]
    rows = Listing.objects.defer(*HEAVY).filter(pk__in=shown).order_by("-first_seen_at", "-id")
    return Found(list(rows), boards_of(shown), has_next=len(keys) > PER_PAGE and asked.p < LAST_PAGE)


def boards_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[JobBoard]]:
    """By listing, the boards on which it stands, by name."""
    standing: dict[uuid.UUID, list[JobBoard]] = defaultdict(list)
    rows = Sighting.objects.filter(listing__in=ids).select_related("board").order_by("board__name", "board_id")
    for row in rows if ids else ():
        standing[row.listing_id].append(row.board)
    return standing
