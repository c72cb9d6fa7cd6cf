"""Which jobs an embedded list shows, from its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from hiretrack.errors import FieldError, Invalid
from hiretrack.portal.filters import JobFilters
from jobs import queries
from jobs.choices import Sort

USUAL, MOST = 50, 100


@dataclass(frozen=True, slots=True)
class Wanted:
    filters: JobFilters
    limit: int
    language: str
    """Empty for the visitor's own."""

    @classmethod
    def read(cls, query: Any) -> Wanted:
        """Raises `Invalid` that names the parameter."""
        return cls(JobFilters.read(query), _limit(query), _language(query))


def openings(employer_slug: str, wanted: Wanted) -> tuple[list[dict[str, Any]], bool]:
    """The jobs, newest first, and whether there are more of them."""
    asked = wanted.filters.wanted(employer_slug, sort=Sort.NEWEST)
    rows = list(queries.public_jobs(asked).order_by("-published_at", "-id")[: wanted.limit + 1])
    return [queries.public_item(row) for row in rows[: wanted.limit]], len(rows) > wanted.limit


def _limit(query: Mapping[str, str]) -> int:
    given = query.get("limit", "").strip()
    if not given:
        return USUAL
    if given.isascii() and given.isdigit() and 1 <= int(given[:4]) <= MOST:
        return int(given[:4])
    raise _refused("limit", _("“limit” takes a number from 1 to %(most)d.") % {"most": MOST})


def _language(query: Mapping[str, str]) -> str:
    given, known = query.get("language", "").strip(), [code for code, _name in settings.LANGUAGES]
    if not given or given in known:
        return given
    raise _refused("language", _("“language” takes one of %(known)s.") % {"known": ", ".join(known)})


def _refused(name: str, detail: str) -> Invalid:
    return Invalid(detail, errors=[FieldError(f"/{name}", "invalid", detail)])
