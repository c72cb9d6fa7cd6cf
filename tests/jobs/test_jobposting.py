from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from employers.models import Employer
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.tenancy import employer_scope, public_scope
from jobs.jobposting import job_posting
from jobs.queries import public_job
from tests.factories.jobs import PublishedJobFactory


def posting(employer: Employer, **given: Any) -> dict[str, Any]:
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create(published_at=dt.datetime(2026, 5, 1, 8, tzinfo=dt.UTC), **given)
    with public_scope():
        row = public_job(job.pk)
    assert row is not None
    document: dict[str, Any] = json.loads(json_bytes(job_posting(row)))
    return document


@pytest.fixture
def branded(employer: Employer) -> Employer:
    employer.website, employer.logo_url = "https://acme.example", "https://acme.example/logo.svg"
    employer.save()
    return employer


def test_posting_has_what_google_requires(branded: Employer) -> None:
    made = posting(branded, title="Cook")

    assert made["@context"] == "https://schema.org/"
    assert (made["@type"], made["title"], made["datePosted"]) == ("JobPosting", "Cook", "2026-05-01T08:00:00Z")
    assert made["description"].startswith("<p>")
    assert made["hiringOrganization"] == {
        "@type": "Organization",
        "name": "Acme",
        "sameAs": "https://acme.example",
        "logo": "https://acme.example/logo.svg",
    }
    address = {"@type": "PostalAddress", "addressLocality": "Berlin", "addressCountry": "DE"}
    assert made["jobLocation"] == {"@type": "Place", "address": address}


def test_posting_has_what_google_recommends(employer: Employer) -> None:
    salary = {
        "salary_min": 50_000,
        "salary_max": Decimal("60000.50"),
        "salary_currency": "EUR",
        "salary_period": "year",
    }

    made = posting(employer, closes_at=dt.datetime(2099, 1, 1, tzinfo=dt.UTC), employment_type="contract", **salary)

    assert made["validThrough"] == "2099-01-01T00:00:00Z"
    assert (made["employmentType"], made["directApply"]) == ("CONTRACTOR", True)
    assert made["identifier"]["@type"] == "PropertyValue"
    value = {"@type": "QuantitativeValue", "minValue": 50_000, "maxValue": 60_000.5, "unitText": "YEAR"}
    assert made["baseSalary"] == {"@type": "MonetaryAmount", "currency": "EUR", "value": value}


def test_remote_posting_says_from_where(employer: Employer) -> None:
    made = posting(employer, location="Remote", remote=True, country="US")

    assert made["jobLocationType"] == "TELECOMMUTE"
    assert made["applicantLocationRequirements"] == {"@type": "Country", "name": "United States of America"}
    assert "jobLocation" not in made


def test_posting_has_every_place_with_its_own_country(employer: Employer) -> None:
    made = posting(employer, location="Berlin; Wien, Austria; Remote (EU)", remote=True)

    assert [place["address"]["addressCountry"] for place in made["jobLocation"]] == ["DE", "AT"]


def test_exact_salary_is_one_value(employer: Employer) -> None:
    made = posting(employer, salary_min=20, salary_max=20, salary_currency="EUR", salary_period="hour")

    assert made["baseSalary"]["value"] == {"@type": "QuantitativeValue", "value": 20, "unitText": "HOUR"}


def test_logo_is_not_given_to_another_company(branded: Employer) -> None:
    assert posting(branded, company="Client")["hiringOrganization"] == {"@type": "Organization", "name": "Client"}


def test_nothing_empty_is_stated(employer: Employer) -> None:
    made = posting(employer)

    assert not [name for name, value in made.items() if value in ("", None, {}, [])]
    assert "baseSalary" not in made
