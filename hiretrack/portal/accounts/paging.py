"""Lists of a person's own rows: some on a page, and links to the pages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

SIZE = 25


@dataclass(frozen=True, slots=True)
class Page:
    items: list[Any]
    newer: str = ""
    older: str = ""
    """Addresses of the pages beside this one; empty where there is none."""


def paged(request: HttpRequest, rows: Any, size: int = SIZE) -> Page:
    """One query, whatever the number of rows."""
    given = request.GET.get("page", "")
    number = min(int(given), 10_000) if given.isdecimal() and int(given) else 1
    start = (number - 1) * size
    found: Sequence[Any] = list(rows[start : start + size + 1])
    return Page(
        list(found[:size]),
        newer=_address(request, number - 1) if number > 1 else "",
        older=_address(request, number + 1) if len(found) > size else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{request.path}?{query.urlencode()}"
