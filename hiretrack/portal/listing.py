"""One page of the job list: the rows, how many there are in words, and the address of the next page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiretrack.api.pagination import KeysetPagination
from hiretrack.errors import DomainError
from hiretrack.portal.filters import JobFilters
from jobs import queries
from jobs.choices import Sort

PAGE = 25


@dataclass(frozen=True, slots=True)
class Listing:
    jobs: list[dict[str, Any]]
    next_cursor: str
    is_first: bool

    @property
    def phrase(self) -> str:
        """How many there are, without counting further than the page."""
        count = len(self.jobs)
        if not count:
            return _("No openings found")
        if not self.is_first:
            return _("Further openings")
        if self.next_cursor:
            return _("More than %(count)d openings") % {"count": count}
        return ngettext("%(count)d opening", "%(count)d openings", count) % {"count": count}


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
    wanted = _wanted(filters, employer_slug)
    cut = _Cut(cursor or None, bound="&".join(_described(filters, employer_slug)))
    rows, following = queries.find_public(
        wanted, lambda found: KeysetPagination().paginate(found, ordering=wanted.ordering, view=cut)
    )
    return Listing([queries.public_item(row) for row in rows], following or "", is_first=not cursor)


def _wanted(filters: JobFilters, employer_slug: str) -> queries.PublicFilter:
    return queries.PublicFilter(
        q=filters.q,
        department=filters.department,
        location=filters.location,
        employment_type=filters.employment_type,
        employer=employer_slug or filters.employer,
        remote=True if filters.remote else None,
        sort=Sort.RELEVANCE if filters.q else Sort.NEWEST,
    )


def _described(filters: JobFilters, employer_slug: str) -> Iterator[str]:
    yield employer_slug
    yield from (f"{name}={value!r}" for name, value in asdict(filters).items())
