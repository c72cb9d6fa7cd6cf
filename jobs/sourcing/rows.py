"""A posting in the form that it is stored in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from jobs.places import country_of, is_remote
from jobs.salaries import LARGEST, Salary
from jobs.sourcing.dedup import content_hash, dedup_hash
from jobs.sourcing.models import MAX_DESCRIPTION, Listing
from jobs.sourcing.postings import Posting

COLUMNS = (
    "title", "company", "location", "country", "remote", "url", "external_id", "description", "salary_min",
    "salary_max", "salary_currency", "salary_period", "posted_at",
)  # fmt: skip
"""Of a listing, that a scan writes. What is behind the texts, `posted_at`, is not part of whether it changed: many
feeds give each entry today's date, every day."""
_HASHED = len(COLUMNS) - 1
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""PostgreSQL's texts hold neither NUL nor halves of surrogate pairs."""
_MOST = {field.name: int(field.max_length or 0) for field in Listing._meta.concrete_fields}
_CENT = Decimal("0.01")
_NO_SALARY = (None, None, "", "")


@dataclass(frozen=True, slots=True)
class Row:
    dedup_hash: str
    content_hash: str
    values: tuple[Any, ...]
    """Of `COLUMNS`."""

    def searched(self) -> Iterable[str]:
        """The texts in which keywords are looked for."""
        title, company, location, *_rest = self.values
        return (title, company, location, self.values[COLUMNS.index("description")])


def row_of(posting: Posting) -> Row | None:
    """None for what has no title or no address that a browser opens."""
    title, url = _line(posting.title, "title"), _address(posting.url)
    if not title or not url:
        return None
    company, location = _line(posting.company, "company"), _line(posting.location, "location")
    country, says_remote = _place(location)
    remote = says_remote if posting.remote is None else posting.remote
    values = (
        title, company, location, country, remote, url, _line(posting.external_id, "external_id"),
        _UNSTORABLE.sub("", posting.description)[:MAX_DESCRIPTION].strip(), *_salary(posting.salary),
        posting.posted_at,
    )  # fmt: skip
    return Row(dedup_hash(title, company, location, url), content_hash(values[:_HASHED]), values)


def _line(text: str, column: str) -> str:
    return " ".join(_UNSTORABLE.sub("", text).split())[: _MOST[column]].rstrip()


def _address(url: str) -> str:
    text = url.strip()
    if _UNSTORABLE.search(text) or len(text) > _MOST["url"]:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.hostname else ""


@lru_cache(maxsize=4096)
def _place(location: str) -> tuple[str, bool]:
    places = [location]
    return country_of(places), is_remote(places)


def _salary(salary: Salary | None) -> tuple[Decimal | None, Decimal | None, str, str]:
    """None of it, rather than what no table takes."""
    if salary is None or len(salary.currency) != 3:
        return _NO_SALARY
    amounts = [amount for amount in (salary.minimum, salary.maximum) if amount is not None]
    if not amounts or not all(amount.is_finite() and 0 <= amount <= LARGEST for amount in amounts):
        return _NO_SALARY
    low, high = (None if amount is None else amount.quantize(_CENT) for amount in (salary.minimum, salary.maximum))
    if low is not None and high is not None and low > high:
        return _NO_SALARY
    return low, high, salary.currency, str(salary.period)
