"""What a draft takes over from a listing."""

from __future__ import annotations

import re
from typing import Any

from hiretrack.codes import CURRENCIES, is_country
from jobs.choices import SalaryPeriod
from jobs.models import longest
from jobs.sourcing.models import Listing

_SALARY = ("salary_min", "salary_max", "salary_currency", "salary_period")
_BULLET = re.compile(r"^[-*•◦▪‣·–]\s+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
_BEGINNING = re.compile(r"^(#{1,6}(?=\s|$)|[+=-](?=[\s=-]|$)|\d{1,9}[.)](?=\s))")


def draft_of(listing: Listing) -> dict[str, Any]:
    """A job's fields; what a job may not say, such as a currency that there is not, is left out."""
    texts = {name: getattr(listing, name)[: longest(name)].strip() for name in ("title", "company", "location")}
    salary = {name: getattr(listing, name) for name in _SALARY} if _is_whole(listing) else {}
    return {
        **texts, **salary, "country": listing.country if is_country(listing.country) else "",
        "remote": listing.remote, "description_md": as_markdown(listing.description),
    }  # fmt: skip


def as_markdown(text: str) -> str:
    """Plain text that reads the same when it is rendered: a line is a paragraph, what looks like a list is one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    made = "".join(_line(line, after=before) for before, line in zip(["", *lines], lines, strict=False))
    return made.strip()[: longest("description_md")]


def _line(line: str, *, after: str) -> str:
    if _BULLET.match(line):
        gap = "\n" if _BULLET.match(after) else "\n\n"
        return f"{gap}- {_escaped(_BULLET.sub('', line))}"
    return f"\n\n{_escaped(line)}"


def _escaped(line: str) -> str:
    return _BEGINNING.sub(_shielded, _SPECIAL.sub(r"\\\1", line))


def _shielded(found: re.Match[str]) -> str:
    text = found[1]
    return f"\\{text}" if not text[0].isdigit() else f"{text[:-1]}\\{text[-1]}"


def _is_whole(listing: Listing) -> bool:
    return listing.salary_currency in CURRENCIES and listing.salary_period in SalaryPeriod.values
