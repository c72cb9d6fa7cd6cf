"""Salaries out of free text, as job boards write them: "$150k – $175K (Salary + Equity)", "€55-72k", "$6700/month"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hiretrack.codes import CURRENCIES
from jobs.choices import SalaryPeriod

LARGEST = Decimal("9999999999.99")
YEARLY_FROM = 10_000
"""An amount without a period is a year's from here on; below, the text does not tell enough."""

_SYMBOLS = {
    "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "S$": "SGD", "HK$": "HKD", "US$": "USD",
    "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "₩": "KRW", "₪": "ILS", "zł": "PLN",
}  # fmt: skip
_SCALES = {"": 1, "k": 1_000, "l": 100_000, "lpa": 100_000, "lakh": 100_000}
_PERIODS = {
    SalaryPeriod.HOUR: r"/\s*(?:h|hr|hour)\b|\b(?:per|an|a)\s+hour\b|\bhourly\b",
    SalaryPeriod.DAY: r"/\s*day\b|\b(?:per|a)\s+day\b|\bdaily\b",
    SalaryPeriod.WEEK: r"/\s*(?:wk|week)\b|\b(?:per|a)\s+week\b|\bweekly\b",
    SalaryPeriod.MONTH: r"/\s*(?:mo|mth|month)\b|\b(?:per|a)\s+month\b|\bmonthly\b",
    SalaryPeriod.YEAR: r"/\s*(?:y|yr|year)\b|\b(?:(?:per|a)\s+(?:year|annum)|annual(?:ly)?|yearly|p\.?a\.?|lpa)\b",
}
_SYMBOL = "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
_AMOUNT = (
    rf"(?P<symbol{{n}}>{_SYMBOL})?\s*(?P<number{{n}}>\d{{{{1,3}}}}(?:,\d{{{{3}}}})+(?:\.\d{{{{1,2}}}})?"
    rf"|\d{{{{1,10}}}}(?:\.\d{{{{1,2}}}})?)\s?(?P<scale{{n}}>k|lpa|lakh|l)?(?![\w%.,]*[\d%])(?![a-z])"
)
_RANGE = re.compile(
    rf"(?P<upto>\bup\s*to\s+)?(?<![\w.,]){_AMOUNT.format(n=1)}(?P<plus>\+)?"
    rf"(?:\s*(?:-|–|—|to|bis)\s*{_AMOUNT.format(n=2)})?",
    re.IGNORECASE,
)
_ADDITION = re.compile(r"[+,(•]")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_CLAUSES = re.compile(r"[;/•](?!\s*(?:h|hr|hour|day|wk|week|mo|mth|month|y|yr|year)\b)|\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Salary:
    """At least one of the two amounts is set; an exact salary has both, the same."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    period: SalaryPeriod


def parse_salary(text: str) -> Salary | None:
    """The first salary that `text` states, or None. Never raises.

    Where several roles or currencies are listed the first counts. Without a currency there is no salary, and neither
    is there one without a period when the amount does not look like a year's pay.
    """
    for clause in _CLAUSES.split(text[:500]):
        for found in _RANGE.finditer(clause):
            if salary := _read(found, clause):
                return salary
    return None


def _read(found: re.Match[str], clause: str) -> Salary | None:
    currency = _currency(found, clause)
    low, high = _amounts(found)
    largest = max(amount for amount in (low, high) if amount is not None)
    period = _period(found, clause, largest)
    if not currency or not period or not 0 < largest <= LARGEST:
        return None
    if low is not None and high is not None and low > high:
        return None
    return Salary(low, high, currency, period)


def _amounts(found: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    scale = found["scale2"] if found["number2"] else found["scale1"]
    last = _amount(found["number2"] or found["number1"], scale)
    if not found["number2"]:
        return (None if found["upto"] else last, None if found["plus"] else last)
    first = _amount(found["number1"], found["scale1"] or _shared(found, scale))
    return first, last


def _shared(found: re.Match[str], scale: str | None) -> str | None:
    """In "55-72k" both are thousands; in "$900 - $1k" they aren't."""
    alone = Decimal(found["number1"].replace(",", ""))
    return scale if alone <= Decimal(found["number2"].replace(",", "")) else None


def _amount(number: str, scale: str | None) -> Decimal:
    return Decimal(number.replace(",", "")) * _SCALES[(scale or "").lower()]


def _currency(found: re.Match[str], clause: str) -> str:
    symbol = (found["symbol1"] or found["symbol2"] or "").upper()
    known = _SYMBOLS.get(symbol) or _SYMBOLS.get(symbol.lower(), "")
    if symbol not in {"", "$"}:
        return known
    # "$140k CAD": the dollar sign alone does not say whose dollars.
    near = clause[max(found.start() - 4, 0) : found.end() + 5]
    return next((code for code in _CODE.findall(near) if code in CURRENCIES), known)


def _period(found: re.Match[str], clause: str, amount: Decimal) -> SalaryPeriod | None:
    # Not further than the next addition: "$80k + monthly bonus" is no monthly pay.
    near = clause[max(found.start() - 16, 0) : found.start()] + _ADDITION.split(clause[found.end() :])[0]
    for period, pattern in _PERIODS.items():
        if re.search(pattern, near, re.IGNORECASE):
            return period
    return SalaryPeriod.YEAR if amount >= YEARLY_FROM else None
