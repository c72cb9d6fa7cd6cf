"""One page of the job list: the rows, how many there are in words, and the address of the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiretrack.api.pagination import KeysetPagination
from hiretrack.errors import DomainError
from hiretrack.portal.filters import JobFilters
from jobs import queries

PAGE = 25

Row = dict[str, Any]
Cutter = Callable[[QuerySet[Any, Row]], tuple[list[Row], tuple[str, bool]]]


@dataclass(frozen=True, slots=True)
class Listing:
    jobs: list[dict[str, Any]]
    next_cursor: str
    is_first: bool
    is_similar: bool = False
    """No job has the words looked for; these have titles written almost like them."""

    @property
    def phrase(self) -> str:
        """How many there are, without counting further than the page."""
        number = len(self.jobs)
        if not number:
            return _("No openings found")
        if self.is_similar:
            return _("Nothing has exactly these words; similar openings")
        if not self.is_first:
            return _("Further openings")
        if self.next_cursor:
            return _("More than %(count)d openings") % {"count": number}
        return ngettext("%(count)d opening", "%(count)d openings", number) % {"count": number}


@dataclass(frozen=True, slots=True)
class _Cut:
    """What `KeysetPagination` asks a view for. The cursor holds only together with the same filters."""

    page_cursor: str | None
    bound: str
    page_limit: int = PAGE

    def page_binding(self, order: str) -> str:
        return f"portal {self.bound} {order}"


def listing(filters: JobFilters, *, employer_slug: str, cursor: str) -> Listing:
    """A page in the open public scope. A cursor of another list, or a broken one, begins at the front."""
    try:
        return _page(filters, employer_slug, cursor)
    except DomainError as error:
        if error.code != "invalid_cursor":
            raise
        return _page(filters, employer_slug, "")


def _page(filters: JobFilters, employer_slug: str, cursor: str) -> Listing:
    wanted = filters.wanted(employer_slug)
    cut = _Cut(cursor or None, bound="&".join(_described(filters, employer_slug)))
    rows, (following, is_similar) = queries.find_public(wanted, _cutter(wanted, cut))
    jobs = [queries.public_item(row) for row in rows]
    return Listing(jobs, following, is_first=not cursor, is_similar=bool(jobs) and is_similar)


def _cutter(wanted: queries.PublicFilter, cut: _Cut) -> Cutter:
    """What cuts the page. Its second call means that the words themselves found nothing."""
    calls = count()

    def page(found: QuerySet[Any, Row]) -> tuple[list[Row], tuple[str, bool]]:
        rows, following = KeysetPagination().paginate(found, ordering=wanted.ordering, view=cut)
        return rows, (following or "", next(calls) > 0)

    return page


def _described(filters: JobFilters, employer_slug: str) -> Iterator[str]:
    yield employer_slug
    yield from (f"{name}={value!r}" for name, value in asdict(filters).items())
