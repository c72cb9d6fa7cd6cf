"""What boards send, one field at a time: anything may be missing, or of another type than last year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from hiretrack.codes import CURRENCIES
from jobs.choices import SalaryPeriod
from jobs.salaries import LARGEST, Salary, parse_salary
from jobs.sourcing.client import PageFailed

_SPEAKS_OF_PAY = re.compile(
    r"salar|compensation|\bpay\b|\bwages?\b|\bOTE\b|remuneration|gehalt|vergütung|entgelt|verdienst|lohn|brutto",
    re.IGNORECASE,
)
MOST_PASSAGES, LONGEST_PASSAGE = 20, 200
"""Of a description, that are looked at for a salary."""
_WORD_CUT_IN_TWO = re.compile(r"\S{1,30}…\Z")
_LAST_YEAR = 9998
"""Later ones cannot be moved between time zones."""


def entries(value: Any) -> list[Any]:
    """Raises `PageFailed` for what is no list."""
    if not isinstance(value, list):
        raise PageFailed(_("The answer is not the JSON that this kind of board sends."))
    return value


def at(value: Any, *path: str) -> Any:
    """What lies at `path` of nested objects, or None."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text(value: Any, *path: str) -> str:
    """As one line; empty for what is neither text nor number."""
    found = at(value, *path)
    readable = isinstance(found, str | int) and not isinstance(found, bool)
    return " ".join(str(found).split()) if readable else ""


def markup(value: Any, *path: str) -> str:
    """As it stands."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def objects(value: Any, *path: str) -> list[dict[str, Any]]:
    found = at(value, *path)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def places(names: list[str]) -> str:
    """Each once, in the board's order."""
    return "; ".join(dict.fromkeys(name for name in names if name))


def amount(value: Any) -> Decimal | None:
    """A positive one that a column holds."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 < found <= LARGEST else None


def salary(low: Decimal | None, high: Decimal | None, currency: str, period: SalaryPeriod | None) -> Salary | None:
    if currency.upper() not in CURRENCIES or period is None or (low is None and high is None):
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Salary(low, high, currency.upper(), period)


def stated_salary(description: str) -> Salary | None:
    """The first that a line about pay states."""
    passages = islice(_lines_about_pay(description), MOST_PASSAGES)
    return next((found for passage in passages if (found := parse_salary(passage))), None)


def _lines_about_pay(description: str) -> Iterator[str]:
    lines = [line for line in description.splitlines() if line]
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        passages = list(_passages(line))
        yield from passages
        if passages and len(line) < 60:
            # "Salary range", and the amounts below it.
            yield following[:LONGEST_PASSAGE]


def _passages(line: str) -> Iterator[str]:
    """The whole of a short line that speaks of pay; of a long one what stands around each word about it."""
    end = 0
    for found in _SPEAKS_OF_PAY.finditer(line):
        if found.start() >= end:
            whole = len(line) <= LONGEST_PASSAGE
            start = 0 if whole else max(end, found.start() - LONGEST_PASSAGE // 2)
            end = start + LONGEST_PASSAGE
            yield _WORD_CUT_IN_TWO.sub("", f"{line[start:end]}…") if end < len(line) else line[start:end]


def moment(value: Any) -> dt.datetime | None:
    """Of ISO 8601, or of milliseconds since 1970; without a zone it is UTC's."""
    try:
        found = _read_moment(value)
    except (ValueError, OverflowError, OSError):
        return None
    if found is None or not 1 < found.year <= _LAST_YEAR:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _read_moment(value: Any) -> dt.datetime | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return dt.datetime.fromtimestamp(value / 1000, dt.UTC)
    if not isinstance(value, str):
        return None
    if found := parse_datetime(value.strip()):
        return found
    day = parse_date(value.strip())
    return dt.datetime.combine(day, dt.time()) if day else None
