"""Salaries out of free text, as job boards write them: "$150k – $175K (Salary + Equity)", "€55-72k", "$6700/month",
"45.000 – 55.000 € brutto/Jahr", "ab 18,50 €/Std.", "CHF 85'000.–".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hiretrack.codes import CURRENCIES
from jobs.choices import SalaryPeriod

LARGEST = Decimal("9999999999.99")
LONGEST = 500
"""Characters that are looked at."""
YEARLY_FROM = 10_000
"""An amount without a period is a year's from here on; below, the text does not tell enough."""

_SYMBOLS = {
    "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "S$": "SGD", "HK$": "HKD", "US$": "USD",
    "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "₩": "KRW", "₪": "ILS", "ZŁ": "PLN",
    "KČ": "CZK", "EURO": "EUR", "T€": "EUR", "TEUR": "EUR", "FRANKEN": "CHF", "FR.": "CHF", "SFR.": "CHF",
}  # fmt: skip
_SCALES = {"": 1, "k": 1_000, "t": 1_000, "tsd": 1_000, "l": 100_000, "lpa": 100_000, "lakh": 100_000}

_PER = r"(?:\b(?:per|an|a|pro|je|die|der|im|in\s+der)\s+|/\s*)"
_PERIODS = {
    SalaryPeriod.HOUR: rf"/\s*(?:h|hr|std\.?)(?!\w)|{_PER}(?:hour|stunde)\b|\b(?:hourly|stündlich)\b",
    SalaryPeriod.DAY: rf"{_PER}(?:day|tag)\b|\b(?:daily|täglich)\b",
    SalaryPeriod.WEEK: rf"/\s*wk\b|{_PER}(?:week|woche)\b|\b(?:weekly|wöchentlich)\b",
    SalaryPeriod.MONTH: rf"/\s*(?:mo|mth|mtl)\b|{_PER}(?:month|monat)\b|\b(?:monthly|monatlich|mtl)\b",
    SalaryPeriod.YEAR: rf"/\s*(?:y|yr)\b|{_PER}(?:year|annum|jahr)\b"
    r"|\b(?:annual(?:ly)?|yearly|jährlich|p\.?\s?a\b|lpa\b)",
}
_NOUNS = {
    SalaryPeriod.HOUR: r"stundenlohn|stundensatz|stundenentgelt",
    SalaryPeriod.DAY: r"tagessatz|tageslohn|day\s+rate",
    SalaryPeriod.WEEK: r"wochenlohn",
    SalaryPeriod.MONTH: r"monats(?:brutto)?(?:gehalt|lohn|entgelt|verdienst|bezug)|monatsbrutto",
    SalaryPeriod.YEAR: r"jahres(?:brutto|ziel)?(?:gehalt|lohn|entgelt|verdienst|einkommen|bezug)|jahresbrutto",
}
"""What stands before the amount: "Bruttojahresgehalt von 55.000 €". After it they speak of something else."""

_CODES = "|".join(sorted(CURRENCIES))
_SYMBOL = "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
_BEFORE = rf"(?P<symbol{{n}}>{_SYMBOL}|(?-i:{_CODES})(?=\s?\d))?\s*"
_NUMBER = (
    r"(?P<number{n}>\d{{1,3}}(?P<gap{n}>[.,'’\u00a0\u202f ])\d{{3}}(?:(?P=gap{n})\d{{3}})*(?!\d)"
    r"(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d{{1,10}}(?:[.,]\d{{1,2}}(?!\d))?)(?:[.,](?:[-–—]{{1,2}}))?"
)
_SCALE = r"\s?(?P<scale{n}>k|lpa|lakh|l|tsd\b\.?)?(?![\w%.,]*[\d%])"
_AFTER = rf"(?:\s?(?P<after{{n}}>{_SYMBOL}|(?-i:{_CODES})\b)(?!\s?\d))?(?![a-z])"
_AMOUNT = _BEFORE + _NUMBER + _SCALE + _AFTER
_UNITS = r"h|hr|hour|std|stunde|day|tag|wk|week|woche|mo|mth|month|monat|mtl|monatlich|y|yr|year|jahr|jährlich|p|brutto"
_RANGE = re.compile(
    rf"(?P<upto>\b(?:up\s*to|bis(?:\s+zu)?|max(?:imal|\.)?|höchstens)\s+)?"
    rf"(?P<from>\b(?:ab|from|starting\s+at|mind(?:estens|\.)|min\.|at\s+least)\s+)?"
    rf"(?P<between>\b(?:between|zwischen|zw\.)\s+)?(?:(?:ca\.|circa|etwa|rund|approx\.|about)\s*|~\s*)?"
    rf"(?<![\w.,]){_AMOUNT.format(n=1)}(?P<plus>\+)?"
    rf"(?:(?:\s?/\s?(?:{_UNITS})\b)?(?:\s*[-–—]\s*|\s*\b(?:to|bis(?:\s+zu)?)\b\s*|(?(between)\s*\b(?:and|und)\b\s*|(?!))){_AMOUNT.format(n=2)})?",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\r\n]{2,}")
_LONE = re.compile(r"\d[\d.,'’\u00a0\u202f ]{0,20}")
_ADDITION = re.compile(r"[+,(•]")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_CLAUSES = re.compile(rf"[;/•](?!\s*(?:{_UNITS})\b)|\bor\b|\boder\b", re.IGNORECASE)
_WORKING_TIME = re.compile(
    r"\d+(?:[.,]\d+)?\s*-?\s*(?:h|hrs?|hours?|std\.?|stunden|tage|days)\s*(?:/|per|a|pro|die|in\s+der|je)\s*"
    r"(?:woche|week|wk|tag|day|monat|month|jahr|year)\b",
    re.IGNORECASE,
)
"""How long one works for it, which is no unit of pay."""


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
    for clause in _CLAUSES.split(_WORKING_TIME.sub(" ", _BLANKS.sub(" ", text[:LONGEST]))):
        for found in _RANGE.finditer(clause):
            if salary := _read(found, clause):
                return salary
    return None


def salary_of(low: Decimal | None, high: Decimal | None, currency: str, period: str) -> Salary | None:
    """A salary from a board's own fields, or None for what cannot be one. `period` may be empty: see `YEARLY_FROM`."""
    amounts = [amount for amount in (low, high) if amount is not None]
    if not amounts or not 0 < max(amounts) <= LARGEST or min(amounts) < 0 or currency not in CURRENCIES:
        return None
    if low is not None and high is not None and low > high:
        return None
    known = SalaryPeriod(period) if period else SalaryPeriod.YEAR if max(amounts) >= YEARLY_FROM else None
    return Salary(low or None, high or None, currency, known) if known else None


def period_named(text: str) -> SalaryPeriod | None:
    """The period that a unit's name means: "HOUR", "annually", "Monat"."""
    words = f"/{text.strip()}"
    return next((period for period, pattern in _PERIODS.items() if re.search(pattern, words, re.IGNORECASE)), None)


def amount_of(text: str) -> Decimal | None:
    """A lone number as people write it, such as "45.000,00", or None."""
    bare = text.strip()
    return _plain(bare) if _LONE.fullmatch(bare) else None


def currency_named(text: str) -> str:
    """The ISO 4217 code that a symbol or code means, or an empty text."""
    name = text.strip().upper()
    return name if name in CURRENCIES else _SYMBOLS.get(name, "")


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
    scale = _scale(found, 2 if found["number2"] else 1)
    last = _amount(found["number2"] or found["number1"], scale)
    if not found["number2"]:
        return (None if found["upto"] else last, None if found["plus"] or found["from"] else last)
    first = _amount(found["number1"], _scale(found, 1) or _shared(found, scale))
    return first, last


def _scale(found: re.Match[str], number: int) -> str:
    """ "65 T€" is 65 thousand, as is "65k"."""
    named = (found[f"scale{number}"] or "").lower().removesuffix(".")
    return named or ("t" if (found[f"after{number}"] or "").upper() in {"T€", "TEUR"} else "")


def _shared(found: re.Match[str], scale: str) -> str:
    """In "55-72k" both are thousands; in "$900 - $1k" they aren't."""
    return scale if _plain(found["number1"]) <= _plain(found["number2"]) else ""


def _amount(number: str, scale: str) -> Decimal:
    return _plain(number) * _SCALES[scale]


def _plain(number: str) -> Decimal:
    """Whichever of "." and "," stands before one or two last digits divides off the cents."""
    whole, cents = number, ""
    if decimals := re.search(r"[.,](\d{1,2})$", number):
        whole, cents = number[: decimals.start()], decimals[1]
    return Decimal(re.sub(r"[^0-9]", "", whole) + (f".{cents}" if cents else ""))


def _currency(found: re.Match[str], clause: str) -> str:
    written = [found[f"{name}{number}"] for name in ("symbol", "after") for number in (1, 2)]
    symbol = next((text.upper() for text in written if text), "")
    known = symbol if symbol in CURRENCIES else _SYMBOLS.get(symbol, "")
    if symbol not in {"", "$"}:
        return known
    # "$140k CAD": the dollar sign alone does not say whose dollars.
    near = clause[max(found.start() - 4, 0) : found.end() + 5]
    return next((code for code in _CODE.findall(near) if code in CURRENCIES), known)


def _period(found: re.Match[str], clause: str, amount: Decimal) -> SalaryPeriod | None:
    # Not further than the next addition: "$80k + monthly bonus" is no monthly pay.
    before = clause[max(found.start() - 16, 0) : found.start()]
    nouns = clause[max(found.start() - 40, 0) : found.start()]
    named = (
        _nearest(_PERIODS, _ADDITION.split(clause[found.end() :])[0])
        or _nearest(_PERIODS, before)
        or _nearest(_NOUNS, nouns)
    )
    return named or (SalaryPeriod.YEAR if amount >= YEARLY_FROM else None)


def _nearest(patterns: dict[SalaryPeriod, str], text: str) -> SalaryPeriod | None:
    found = [
        (match.start(), period)
        for period, pattern in patterns.items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    return min(found)[1] if found else None
