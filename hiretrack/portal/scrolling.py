"""Infinite scroll over plain paging: a link to the next page, which scripts follow by themselves for a while.

Not for ever: who wants the footer must be able to reach it.
"""

from __future__ import annotations

from django.http import HttpRequest

from hiretrack.portal.filters import JobFilters
from hiretrack.portal.listing import Listing

BY_ITSELF = 4
"""So many pages come without a click."""


def number(request: HttpRequest) -> int:
    """Which page of a list is asked for, from 1. Of the lists of jobs it only counts: a cursor says where it begins."""
    given = request.GET.get("page", "")
    return min(int(given) or 1, 10_000) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def next_page(request: HttpRequest, filters: JobFilters, page: Listing) -> str:
    """The address of the page after this one; empty on the last."""
    if not page.next_cursor:
        return ""
    return filters.url(request.path, cursor=page.next_cursor, page=str(number(request) + 1))


def is_followed(request: HttpRequest) -> bool:
    """Whether the next page comes by itself when its link is scrolled into view."""
    return number(request) < BY_ITSELF
