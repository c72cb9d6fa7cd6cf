"""Lists of a person's own rows: some on a page, and links to the pages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from hiretrack.portal.scrolling import number

SIZE = 25


@dataclass(frozen=True, slots=True)
class Page:
    items: list[Any]
    newer: str = ""
    older: str = ""
    """Addresses of the pages beside this one; empty where there is none."""


def paged(request: HttpRequest, rows: Any, size: int = SIZE) -> Page:
    """One query, whatever the number of rows."""
    here = number(request)
    start = (here - 1) * size
    found: Sequence[Any] = list(rows[start : start + size + 1])
    return Page(
        list(found[:size]),
        newer=_address(request, here - 1) if here > 1 else "",
        older=_address(request, here + 1) if len(found) > size else "",
    )


def _address(request: HttpRequest, wanted: int) -> str:
    query = request.GET.copy()
    query["page"] = str(wanted)
    return f"{request.path}?{query.urlencode()}"
