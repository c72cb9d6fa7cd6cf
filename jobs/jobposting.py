"""A public job as a schema.org JobPosting, with what Google requires and recommends.

https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import override
from django_countries import countries

from jobs.addresses import Address, addresses
from jobs.choices import EmploymentType

_EMPLOYMENT_TYPES = {
    EmploymentType.FULL_TIME: "FULL_TIME",
    EmploymentType.PART_TIME: "PART_TIME",
    EmploymentType.CONTRACT: "CONTRACTOR",
    EmploymentType.INTERNSHIP: "INTERN",
    EmploymentType.TEMPORARY: "TEMPORARY",
}


def job_posting(job: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON-LD document for a row of `queries.public_job`."""
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": job["title"],
        "description": job["description_html"],
        "datePosted": _time(job["published_at"]),
        "validThrough": _time(job["closes_at"]),
        "employmentType": _EMPLOYMENT_TYPES[EmploymentType(job["employment_type"])],
        "hiringOrganization": _organisation(job),
        "identifier": {"@type": "PropertyValue", "name": job["company"], "value": str(job["id"])},
        "directApply": True,
        "url": job["url"],
        **_location(job),
        "baseSalary": _salary(job),
        "employmentUnit": {"@type": "Organization", "name": job["department"]} if job["department"] else {},
        "skills": ", ".join(job["tags"]),
    }
    return {name: value for name, value in posting.items() if value}


def _time(moment: dt.datetime | None) -> str:
    return moment.isoformat().replace("+00:00", "Z") if moment else ""


def _organisation(job: Mapping[str, Any]) -> dict[str, Any]:
    employer = job["employer"]
    named = {"@type": "Organization", "name": job["company"]}
    if job["company"] != employer["name"]:
        # Logo and website are the employer's, not those of the company it hires for.
        return named
    about = {"sameAs": employer["website"], "logo": employer["logo_url"]}
    return named | {name: value for name, value in about.items() if value}


def _location(job: Mapping[str, Any]) -> dict[str, Any]:
    """`jobLocation` for the places to come to, and for remote work from which country one may do it."""
    places = [_place(address) for address in addresses(job)]
    found: dict[str, Any] = {"jobLocation": places[0] if len(places) == 1 else places} if places else {}
    if job["remote"]:
        with override("en"):
            country = {"@type": "Country", "name": str(countries.name(job["country"]))}
        found |= {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    return found or {"jobLocation": _place(Address("", "", job["country"]))}


def _place(place: Address) -> dict[str, Any]:
    parts = {"addressLocality": place.locality, "addressRegion": place.region, "addressCountry": place.country}
    address = {"@type": "PostalAddress", **{name: part for name, part in parts.items() if part}}
    return {"@type": "Place", "address": address}


def _salary(job: Mapping[str, Any]) -> dict[str, Any]:
    low, high = job["salary_min"], job["salary_max"]
    if low is None and high is None:
        return {}
    exact = {"value": _amount(low)} if low == high else {}
    limits = {"minValue": _amount(low), "maxValue": _amount(high)} if not exact else {}
    amounts = {name: value for name, value in (exact | limits).items() if value is not None}
    value = {"@type": "QuantitativeValue", **amounts, "unitText": job["salary_period"].upper()}
    return {"@type": "MonetaryAmount", "currency": job["salary_currency"], "value": value}


def _amount(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
