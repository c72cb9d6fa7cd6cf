"""What somebody wants to see of a board, as the page's address has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, QuerySet, Subquery, TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.choices import ApplicationStatus, Source
from applications.models import Application
from applications.queries.board import BoardFilter, Row
from shortlists.models import Match

LONGEST = 200
CLOSED = (ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN)
"""Columns that open on demand."""
LAST = float("inf")


class BoardSort(TextChoices):
    NEWEST = "newest", _("Newest")
    SCORE = "score", _("Best match")
    WAITING = "waiting", _("Longest in stage")
    ANSWER_BY = "answer_by", _("Answer due first")


ORDERINGS: dict[str, list[tuple[str, ...]]] = {
    BoardSort.NEWEST: [("created_at", "desc"), ("id", "desc")],
    BoardSort.SCORE: [("match_score", "desc", "nulls"), ("id", "desc")],
    BoardSort.WAITING: [("in_stage_since", "asc"), ("id", "asc")],
    BoardSort.ANSWER_BY: [("answer_by", "asc", "nulls"), ("id", "asc")],
}


@dataclass(frozen=True, slots=True)
class Asked:
    wanted: BoardFilter = field(default_factory=BoardFilter)
    sort: str = BoardSort.NEWEST
    opened: frozenset[str] = frozenset()

    @property
    def ordering(self) -> list[tuple[str, ...]]:
        return ORDERINGS[self.sort]

    @property
    def sorted_by(self) -> str:
        return self.ordering[0][0]

    def is_open(self, status: str) -> bool:
        return status not in CLOSED or status in self.opened

    def ready(self, rows: QuerySet[Application]) -> QuerySet[Application]:
        """With the score, where it is sorted by."""
        if self.sort != BoardSort.SCORE:
            return rows
        match = Match.objects.filter(job=OuterRef("job_id"), applicant=OuterRef("applicant_id"))
        return rows.annotate(match_score=Subquery(match.order_by().values("score")[:1]))

    def rank(self, row: Row) -> float:
        """Smaller stands higher: what a page's script sorts by when a card comes in."""
        value: Any = row[self.sorted_by]
        if value is None:
            return LAST
        number = float(value) if self.sort == BoardSort.SCORE else value.timestamp()
        return -number if self.ordering[0][1] == "desc" else number

    @property
    def query(self) -> str:
        """As it stands in an address; empty for a board as it is by itself."""
        given = {
            "q": self.wanted.q,
            "tag": self.wanted.tag,
            "source": self.wanted.source,
            "overdue": "1" if self.wanted.overdue else "",
            "sort": self.sort if self.sort != BoardSort.NEWEST else "",
        }
        return urlencode({name: value for name, value in given.items() if value})


def asked_by(given: QueryDict) -> Asked:
    """Whatever an address says that means nothing is left out."""
    text = {name: given.get(name, "").strip()[:LONGEST] for name in ("q", "tag", "source", "sort")}
    wanted = BoardFilter(
        q=text["q"],
        tag=text["tag"],
        source=text["source"] if text["source"] in Source.values else "",
        overdue=given.get("overdue") == "1",
    )
    sort = text["sort"] if text["sort"] in BoardSort.values else BoardSort.NEWEST
    return Asked(wanted, str(sort), frozenset(given.get("open", "").split(",")) & frozenset(CLOSED))
