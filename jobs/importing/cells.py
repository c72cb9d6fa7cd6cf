"""What people write into the cells of a table: amounts, dates, yes and no, kinds of employment; English and German."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from functools import cache
from gettext import translation
from pathlib import Path

import django_countries
from django.utils.translation import override
from django_countries.data import COUNTRIES

from hiretrack.codes import is_country
from jobs.choices import EmploymentType, SalaryPeriod
from jobs.places import country_of

_YES = {"yes", "y", "true", "1", "x", "ja", "j", "wahr", "remote", "fully remote"}
_NO = {"no", "n", "false", "0", "-", "nein", "falsch", "on site", "onsite", "on-site", "office", "vor ort"}
_CHOICES: dict[str, dict[str, str]] = {
    "employment_type": {
        "vollzeit": EmploymentType.FULL_TIME, "festanstellung": EmploymentType.FULL_TIME,
        "permanent": EmploymentType.FULL_TIME, "teilzeit": EmploymentType.PART_TIME,
        "freelance": EmploymentType.CONTRACT, "freiberuflich": EmploymentType.CONTRACT,
        "contractor": EmploymentType.CONTRACT, "werkvertrag": EmploymentType.CONTRACT,
        "intern": EmploymentType.INTERNSHIP, "praktikum": EmploymentType.INTERNSHIP,
        "fixed term": EmploymentType.TEMPORARY, "befristet": EmploymentType.TEMPORARY,
        "aushilfe": EmploymentType.TEMPORARY,
    },
    "salary_period": {
        "hourly": SalaryPeriod.HOUR, "stunde": SalaryPeriod.HOUR, "stündlich": SalaryPeriod.HOUR,
        "daily": SalaryPeriod.DAY, "tag": SalaryPeriod.DAY, "täglich": SalaryPeriod.DAY,
        "weekly": SalaryPeriod.WEEK, "woche": SalaryPeriod.WEEK, "wöchentlich": SalaryPeriod.WEEK,
        "monthly": SalaryPeriod.MONTH, "monat": SalaryPeriod.MONTH, "monatlich": SalaryPeriod.MONTH,
        "yearly": SalaryPeriod.YEAR, "annual": SalaryPeriod.YEAR, "annually": SalaryPeriod.YEAR,
        "jahr": SalaryPeriod.YEAR, "jährlich": SalaryPeriod.YEAR,
    },
}  # fmt: skip
_KNOWN: dict[str, tuple[str, ...]] = {
    "employment_type": tuple(EmploymentType.values),
    "salary_period": tuple(SalaryPeriod.values),
}
_MONEY = re.compile(r"[^\d.,\-]")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})+")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2}))?")


class BadCell(ValueError):
    """A cell that means nothing to its field; the message says what to write."""

    def __init__(self, detail: str, code: str = "invalid") -> None:
        super().__init__(detail)
        self.code = code


def yes_or_no(field: str, cell: str) -> bool:  # noqa: ARG001 - every reader gets the field
    word = " ".join(cell.casefold().split())
    if word in _YES | _NO:
        return word in _YES
    raise BadCell("Write yes or no.", "invalid_choice")


def amount(field: str, cell: str) -> Decimal:  # noqa: ARG001 - as above
    """`50.000,00`, `50,000.00`, `50 000 €` and `50000` are the same."""
    digits = _MONEY.sub("", cell)
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "").replace(".", "")
    last = max(digits.rfind(","), digits.rfind("."))
    plain = digits[: max(last, 0)].replace(",", "").replace(".", "") + digits[max(last, 0) :].replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise BadCell("Write an amount in digits, such as 52000.") from None


def moment(field: str, cell: str) -> dt.datetime:  # noqa: ARG001 - as above
    """A date alone means its last minute. What could be May as well as April is refused."""
    if found := _GERMAN_DATE.fullmatch(cell):
        day, month, year, hour, minute = (int(part) if part else None for part in found.groups())
        iso = f"{year:04}-{month:02}-{day:02}" + (f"T{hour:02}:{minute:02}" if hour is not None else "")
    else:
        iso = cell
    try:
        value = dt.datetime.fromisoformat(iso)
    except ValueError:
        raise BadCell("Write a date such as 2027-03-31.") from None
    if len(iso) == len("2027-03-31"):
        value = value.replace(hour=23, minute=59)
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


def country(field: str, cell: str) -> str:  # noqa: ARG001 - as above
    code = cell.strip().upper()
    found = code if is_country(code) else country_of([cell]) or _german_names().get(cell.strip().casefold(), "")
    if not found:
        raise BadCell("Write a country's two-letter code, such as DE.")
    return found


@cache
def _german_names() -> dict[str, str]:
    catalogue = translation("django", Path(django_countries.__file__).parent / "locale", ["de"])
    with override(None):
        return {catalogue.gettext(str(name)).casefold(): code for code, name in COUNTRIES.items()}


def choice(field: str, cell: str) -> str:
    word = " ".join(cell.casefold().replace("_", " ").replace("-", " ").split())
    known = {value.replace("_", " "): value for value in _KNOWN[field]} | _CHOICES[field]
    found = known.get(word) or known.get(word.removeprefix("per ").removeprefix("pro "))
    if found is None:
        raise BadCell(f"Write one of {', '.join(_KNOWN[field])}.", "invalid_choice")
    return str(found)
