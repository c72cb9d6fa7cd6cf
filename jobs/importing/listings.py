"""Job listings as job boards export them, one JSON object a line, read into a job's fields."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils import timezone

from hiretrack.errors import Invalid
from jobs.choices import EmploymentType
from jobs.models import longest
from jobs.places import country_of, is_remote
from jobs.salaries import parse_salary
from jobs.validation import clean

_TYPES = (
    (re.compile(r"full[\s_-]*time", re.IGNORECASE), EmploymentType.FULL_TIME),
    (re.compile(r"part[\s_-]*time", re.IGNORECASE), EmploymentType.PART_TIME),
    (re.compile(r"\bintern(?:ship)?s?\b|working student|werkstudent", re.IGNORECASE), EmploymentType.INTERNSHIP),
    (re.compile(r"contract|freelance", re.IGNORECASE), EmploymentType.CONTRACT),
    (re.compile(r"tempor|fixed[\s-]*term|seasonal", re.IGNORECASE), EmploymentType.TEMPORARY),
)
_TITLE_TYPES = _TYPES[2:3] + _TYPES[4:]
"""A title's "Contract" or "part-time" may be its subject (Contract Manager); these are not."""
_TAG = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|i|li|ol|p|script|span|strong|style|table|u|ul)\b[^>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/h[1-6])\b[^>]*>", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_GAP = re.compile(r"\s*\n\s*\n\s*")
_BRACKETS = re.compile(r"\(([^)]+)\)")


class BadLine(ValueError):
    """A line that cannot become a job; the message says why."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One line. `values` are a job's fields in their kept form; `notes` say what had to be guessed or left out."""

    line: int
    external_id: str
    company: str
    source_url: str
    posted_at: dt.datetime
    digest: str
    values: dict[str, Any]
    notes: tuple[str, ...] = field(default=())


def read_listing(text: str, *, line: int) -> Listing:
    """Raises `BadLine`."""
    row = _parsed(text)
    title, company = _line(row, "title"), _line(row, "company")
    external_id = _identity(row)
    if missing := [name for name, value in (("title", title), ("company", company), ("id", external_id)) if not value]:
        raise BadLine(f"{' and '.join(missing)} missing")
    if len(external_id) > 200 or len(company) > 200:
        raise BadLine("id or company is longer than 200 characters")
    values, notes = _values(row, title)
    return Listing(
        line=line,
        external_id=external_id,
        company=company,
        source_url=_address(_line(row, "url")),
        posted_at=_time(row.get("posted_at")),
        digest=hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest(),
        values=_clean(values),
        notes=tuple(notes),
    )


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not valid JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadLine("not a JSON object")
    return row


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    try:
        return clean(values)
    except Invalid as invalid:
        raise BadLine("; ".join(f"{error.pointer}: {error.detail}" for error in invalid.errors)) from invalid


def _values(row: Mapping[str, Any], title: str) -> tuple[dict[str, Any], list[str]]:
    places = [plain_text(place).lstrip("* ") for place in _texts(row.get("locations") or row.get("location"))]
    country = country_of([*places, *_BRACKETS.findall(title)])
    kind = _kind(_line(row, "employment_type"), title)
    stated = _line(row, "salary")
    salary = parse_salary(stated)
    notes = [
        *(["without a recognisable country"] if not country else []),
        *(["without an employment type: taken as full time"] if kind is None else []),
        *(["with a salary text that states no amount and currency"] if stated and salary is None else []),
    ]
    return {
        "title": title,
        "description_md": plain_text(row.get("description")),
        "location": _joined(places),
        "country": country,
        "remote": row["remote"] if isinstance(row.get("remote"), bool) else is_remote([*places, title]),
        "employment_type": kind or EmploymentType.FULL_TIME,
        "salary_min": salary and salary.minimum,
        "salary_max": salary and salary.maximum,
        "salary_currency": salary.currency if salary else "",
        "salary_period": salary.period if salary else "",
        "department": _line(row, "department"),
        "company": "",
        "tags": _texts(row.get("tags")),
        "languages": [],
        "questions": [],
        "closes_at": None,
    }, notes


def plain_text(value: Any) -> str:
    """Text without entities, elements and control characters; paragraphs stay apart."""
    text = value if isinstance(value, str) else ""
    # Some boards escape their HTML once more.
    markup = text if _TAG.search(text) else html.unescape(text)
    if _TAG.search(markup):
        markup = html.unescape(nh3.clean(_BREAK.sub("\n\n", markup), tags=set()))
    return _GAP.sub("\n\n", _UNPRINTABLE.sub("", markup)).strip()


def _line(row: Mapping[str, Any], name: str) -> str:
    return " ".join(plain_text(row.get(name)).split())


def _identity(row: Mapping[str, Any]) -> str:
    known = row.get("id")
    return str(known) if isinstance(known, int) else _line(row, "id") or _line(row, "url")


def _texts(value: Any) -> list[str]:
    """Every text of a list, or the one text, once each."""
    given: Iterable[Any] = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(item.strip() for item in given if isinstance(item, str) and item.strip()))


def _joined(places: Iterable[str]) -> str:
    """As many of the places as fit. "Ireland Locations" is how one board writes "several in Ireland"."""
    shown = ""
    for place in places:
        longer = f"{shown}; {place.removesuffix(' Locations')}" if shown else place.removesuffix(" Locations")
        if len(longer) > longest("location"):
            return shown or longer[:200]
        shown = longer
    return shown


def _kind(stated: str, title: str) -> EmploymentType | None:
    return _first(_TYPES, stated) or _first(_TITLE_TYPES, title)


def _first(patterns: Iterable[tuple[re.Pattern[str], EmploymentType]], text: str) -> EmploymentType | None:
    found = ((match.start(), kind) for pattern, kind in patterns if (match := pattern.search(text)))
    return min(found, default=(0, None), key=lambda pair: pair[0])[1]


def _address(url: str) -> str:
    """A web address, with its scheme where that was left out; anything else is not kept."""
    full = url if "://" in url else f"https://{url}"
    parts = urlsplit(full) if len(full) <= 500 and " " not in full else None
    usable = parts is not None and parts.scheme in {"http", "https"} and "." in parts.netloc and "@" not in full
    return full if usable else ""


def _time(value: Any) -> dt.datetime:
    """When it was posted, never in the future; a listing without a date is posted now."""
    now = timezone.now()
    if value in (None, ""):
        return now
    for read in (_iso, _epoch, _mail):
        moment = read(value)
        if moment is not None:
            return min(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC), now).astimezone(dt.UTC)
    raise BadLine(f"posted_at {value!r:.60} is no date")


def _iso(value: Any) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(value.strip().replace("/", "-"))
    except (AttributeError, ValueError):
        return None


def _epoch(value: Any) -> dt.datetime | None:
    """Seconds, or milliseconds as JavaScript counts."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e14:
        return None
    return dt.datetime.fromtimestamp(value / 1000 if value > 1e11 else value, tz=dt.UTC)


def _mail(value: Any) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(value) if isinstance(value, str) else None
    except (TypeError, ValueError, IndexError):
        return None


def read_listings(lines: Iterable[str]) -> Iterator[Listing | tuple[int, str]]:
    """Each line as a `Listing`, or as its number and what is wrong with it. Blank lines are passed over."""
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            yield read_listing(text, line=number)
        except BadLine as bad:
            yield number, str(bad)
