"""A schema.org JobPosting becomes a `Posting`.

https://schema.org/JobPosting, and what Google reads of it:
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from jobs.places import split_places
from jobs.salaries import Salary, amount_of, currency_named, parse_salary, period_named, salary_of
from jobs.sourcing.markup.jsonld import Graph, Node, address_of, text_of
from jobs.sourcing.markup.links import resolved
from jobs.sourcing.markup.times import has_passed, moment
from jobs.sourcing.plaintext import plain
from jobs.sourcing.postings import Posting

MOST_PLACES = 50
_SECTIONS = ("description", "responsibilities", "qualifications", "experienceRequirements", "skills", "jobBenefits")
_REGION_CODES_OF = {"US", "USA", "CA", "AU", "UNITED STATES", "CANADA", "AUSTRALIA"}
"""Elsewhere a region of two or three letters is taken for another country's code: Bavaria's BY is also Belarus."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the postings of one page."""

    graph: Graph
    url: str
    """The page's own address, for postings that name none."""
    company: str
    """For postings that name none."""

    def postings(self) -> Iterator[Posting | None]:
        """None stands for one without a title. Those whose last day has passed are no more advertised."""
        nodes = list(self.graph.of_type("JobPosting"))
        for node in nodes:
            if not has_passed(node.get("validThrough")):
                yield self.posting(node, alone=len(nodes) == 1)

    def posting(self, node: Node, *, alone: bool = True) -> Posting | None:
        title = without_markup(text_of(node.get("title")) or text_of(node.get("name")))
        if not title:
            return None
        return Posting(
            title=title,
            url=self._address(node, alone=alone),
            company=self._company(node),
            location=self._location(node),
            description=_description(node),
            external_id=self._identifier(node),
            salary=salary_in(node),
            remote=True if _is_remote(node) else None,
            posted_at=moment(node.get("datePosted")),
        )

    def _address(self, node: Node, *, alone: bool) -> str:
        """A job's page that names its company's front page as the job's address is not believed."""
        named = (
            resolved(self.url, address_of(node.get(name))) for name in ("url", "sameAs", "mainEntityOfPage", "@id")
        )
        found = next(filter(None, named), "")
        own = not found or (alone and urlsplit(found).path in {"", "/"} and not urlsplit(found).query)
        return self.url if own else found

    def _company(self, node: Node) -> str:
        named = (without_markup(text_of(found)) for found in self.graph.each(node.get("hiringOrganization")))
        return next(filter(None, named), self.company)

    def _location(self, node: Node) -> str:
        lines = (without_markup(self._place(place)) for place in self.graph.each(node.get("jobLocation")))
        places = list(islice((place for line in lines for place in split_places(line)), MOST_PLACES))
        if _is_remote(node) and not any(places):
            allowed = [text_of(place) for place in self.graph.each(node.get("applicantLocationRequirements"))]
            inside = ", ".join(dict.fromkeys(filter(None, allowed)))
            return f"Remote ({inside})" if inside else "Remote"
        return "; ".join(dict.fromkeys(filter(None, places)))

    def _place(self, place: Any) -> str:
        if not isinstance(place, dict):
            return text_of(place)
        address = next(iter(self.graph.each(place.get("address"))), None)
        return (_address_line(address) if isinstance(address, dict) else text_of(address)) or text_of(place.get("name"))

    def _identifier(self, node: Node) -> str:
        for given in self.graph.each(node.get("identifier")):
            if found := text_of(given.get("value") or given.get("@id")) if isinstance(given, dict) else text_of(given):
                return found
        return ""


def _address_line(address: Node) -> str:
    locality, region = text_of(address.get("addressLocality")), text_of(address.get("addressRegion"))
    country = text_of(address.get("addressCountry"))
    if len(region) <= 3 and country.upper() not in _REGION_CODES_OF:
        region = ""
    parts = [part for part in (locality, region, country) if part]
    return ", ".join(dict.fromkeys(parts)) or text_of(address.get("streetAddress")) or text_of(address.get("name"))


def _is_remote(node: Node) -> bool:
    given = node.get("jobLocationType")
    return any("TELECOMMUTE" in text_of(value).upper() for value in (given if isinstance(given, list) else [given]))


def _description(node: Node) -> str:
    """All sections where the description is missing, as some boards have it."""
    texts = [plain(_markup(node.get(name))) for name in _SECTIONS]
    return texts[0] or "\n\n".join(filter(None, texts))


def _markup(value: Any) -> str:
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_markup, value)))
    return value if isinstance(value, str) else text_of(value)


def without_markup(text: str) -> str:
    return " ".join(plain(text).split())


def salary_in(node: Node) -> Salary | None:
    """`baseSalary`: a text, a number, an amount, or from what to what, all of them with or without a unit of time."""
    for given in _each(node.get("baseSalary")):
        currency = _currency(given, node)
        salary = _stated(given, currency) if isinstance(given, str) else _measured(given, currency)
        if salary:
            return salary
    return None


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _currency(given: Any, node: Node) -> str:
    inner = given.get("value") if isinstance(given, dict) else None
    named = [text_of(part.get("currency")) for part in (given, inner) if isinstance(part, dict)]
    return next(filter(None, map(currency_named, [*named, text_of(node.get("salaryCurrency"))])), "")


def _stated(text: str, currency: str) -> Salary | None:
    exact = _amount(text)
    return salary_of(exact, exact, currency, "") or parse_salary(text) or parse_salary(f"{text} {currency}")


def _measured(given: Any, currency: str) -> Salary | None:
    value = given.get("value", given) if isinstance(given, dict) else given
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        value = {"value": value}
    members = {**(given if isinstance(given, dict) else {}), **(value if isinstance(value, dict) else {"value": value})}
    return _quantity(members, currency)


def _quantity(members: Node, currency: str) -> Salary | None:
    low, high, exact = (_amount(members.get(name)) for name in ("minValue", "maxValue", "value"))
    unit = text_of(members.get("unitText")) or text_of(members.get("unitCode"))
    period = period_named(_UNIT_CODES.get(unit.upper(), unit)) if unit else None
    if low is None and high is None:
        low = high = exact
    text = members.get("value")
    if low is None and isinstance(text, str):
        return parse_salary(f"{text} {currency} / {unit}")
    return salary_of(low, high, currency, period or "")


_UNIT_CODES = {"HUR": "hour", "ANN": "year", "MON": "month", "WEE": "week"}
"""UN/CEFACT's."""


def _amount(value: Any) -> Decimal | None:
    """A positive number of any spelling."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    # "45000.000" of a program is no 45 million.
    exact = isinstance(value, str) and re.fullmatch(r"\s*\d{4,12}\.\d+\s*", value)
    found = amount_of(f"{float(value):.2f}" if exact or not isinstance(value, str) else value)
    return found if found and found < 10**12 else None
