"""When something was posted, as pages say it: "2026-04-17", "17. April 2026", "vor 3 Tagen", "yesterday"."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils import timezone

_MONTHS = (
    ("jan", "jän"), ("feb",), ("mar", "mär", "mrz"), ("apr",), ("may", "mai"), ("jun",), ("jul",), ("aug",), ("sep",),
    ("oct", "okt"), ("nov",), ("dec", "dez"),
)  # fmt: skip
_UNITS = {"min": 0, "stund": 0, "hour": 0, "tag": 1, "day": 1, "woche": 7, "week": 7, "monat": 30, "month": 30}
_UNIT = "|".join(_UNITS)
_AGO = (
    re.compile(rf"\bvor\s+(?:etwa\s+|mehr als\s+|über\s+)?(\d+|eine[mr]?)\s+({_UNIT})\w*", re.IGNORECASE),
    re.compile(rf"\b(\d+|an?|one)\+?\s+({_UNIT})\w*\s+ago\b", re.IGNORECASE),
)
_GERMAN = re.compile(r"\b(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:\.|st|nd|rd|th)?\s+([a-zä]{3})[a-zä]*\.?,?\s+(\d{4})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"\b([a-zä]{3})[a-zä]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.IGNORECASE)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
_TODAY = re.compile(r"\b(?:today|heute|just now|gerade eben|soeben|new|neu)\b", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:yesterday|gestern)\b", re.IGNORECASE)


def moment(value: Any) -> dt.datetime | None:
    """The time in UTC, never in the future; None for what tells none. "03/04/2026" tells none: whose month is it?"""
    found = _epoch(value) if isinstance(value, int | float) else _written(value) if isinstance(value, str) else None
    return min(found, timezone.now()) if found else None


def has_passed(value: Any) -> bool:
    """Whether a last day, or a last moment, lies behind us. A day counts until its end."""
    text = value.strip() if isinstance(value, str) else ""
    end = _iso(text) or _german(text)
    if end is None:
        return False
    whole_day = dt.timedelta(days=1) if end.time() == dt.time() else dt.timedelta()
    return end + whole_day < timezone.now()


def _epoch(value: float) -> dt.datetime | None:
    """Seconds, or milliseconds as JavaScript counts."""
    if isinstance(value, bool) or not 0 < value < 1e14:
        return None
    return dt.datetime.fromtimestamp(value / 1000 if value > 1e11 else value, tz=dt.UTC)


def _written(text: str) -> dt.datetime | None:
    text = " ".join(text[:200].split())
    readers = (_iso, _german, _with_month, _mail, _ago)
    return next((found for read in readers if (found := read(text))), None)


def _iso(text: str) -> dt.datetime | None:
    found = _ISO.search(text)
    try:
        at = dt.datetime.fromisoformat(found[0].replace(" Z", "Z")) if found else None
        # A year before 1 or after 9999, once its zone is taken off.
        return _utc(at) if at else None
    except (ValueError, OverflowError):
        return None


def _german(text: str) -> dt.datetime | None:
    found = _GERMAN.search(text)
    return _day(int(found[3]), int(found[2]), int(found[1])) if found else None


def _with_month(text: str) -> dt.datetime | None:
    if found := _DAY_FIRST.search(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    found = _MONTH_FIRST.search(text)
    return _day(int(found[3]), _month(found[1]), int(found[2])) if found else None


def _month(name: str) -> int:
    return next((number for number, names in enumerate(_MONTHS, start=1) if name.lower() in names), 0)


def _day(year: int, month: int, day: int) -> dt.datetime | None:
    try:
        return dt.datetime(year + 2000 if year < 100 else year, month, day, tzinfo=dt.UTC)
    except ValueError:
        return None


def _mail(text: str) -> dt.datetime | None:
    try:
        return _utc(parsedate_to_datetime(text))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _ago(text: str) -> dt.datetime | None:
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for pattern in _AGO:
        if found := pattern.search(text):
            number = int(found[1]) if found[1].isdecimal() else 1
            return today - dt.timedelta(days=min(number, 1000) * _UNITS[found[2].lower()])
    if _YESTERDAY.search(text):
        return today - dt.timedelta(days=1)
    return today if _TODAY.search(text) else None


def _utc(at: dt.datetime) -> dt.datetime:
    return at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
