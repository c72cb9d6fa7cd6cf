"""What a job still needs, and that it is what its JobPosting is made of."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from employers.models import Employer
from jobs import queries
from jobs.checklist import ENOUGH, checklist
from jobs.jobposting import job_posting
from jobs.publishing import missing_for_publishing
from jobs.services import create_job
from jobs.validation import WRITABLE

EMPTY: dict[str, Any] = {
    "title": "", "description_md": "", "company": "", "department": "", "location": "", "country": "", "remote": False,
    "languages": [], "tags": [], "employment_type": "", "salary_min": None, "salary_max": None, "closes_at": None,
}  # fmt: skip


def filled(**given: Any) -> dict[str, Any]:
    whole = {
        "title": "Cook", "description_md": "Cook well. " * ENOUGH, "department": "Kitchen", "location": "Berlin",
        "country": "DE", "languages": ["de"], "employment_type": "full_time", "salary_min": Decimal(3000),
        "salary_currency": "EUR", "salary_period": "month", "closes_at": timezone.now() + dt.timedelta(days=30),
    }  # fmt: skip
    return EMPTY | whole | given


def acme(**given: Any) -> Employer:
    site = "https://acme.example"
    known = {"name": "Acme", "slug": "acme", "website": site, "logo_url": f"{site}/l.png", "privacy_policy_url": site}
    return Employer(**known | given)


def test_empty_job_lacks_everything_that_publishing_asks_for() -> None:
    made = checklist(EMPTY, employer=acme(name=""))

    lacking = {error.pointer[1:]: error.detail for error in missing_for_publishing(EMPTY, employer_name="")}
    assert {item.field: item.detail for item in made.required if not item.is_done} == lacking
    assert (made.is_ready, made.missing) == (False, len(lacking))


def test_full_job_has_nothing_left_to_do() -> None:
    made = checklist(filled(), employer=acme())

    assert made.is_ready
    assert made.done == made.total == 14


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"salary_min": None}, "salary_min"),
        ({"closes_at": None}, "closes_at"),
        ({"languages": []}, "languages"),
        ({"department": ""}, "department"),
        ({"description_md": "Cook well."}, "description_md"),
    ],
)
def test_recommended_field_that_is_empty_is_told(lacking: dict[str, Any], field: str) -> None:
    made = checklist(filled(**lacking), employer=acme())

    assert made.is_ready
    assert [item.field for item in made.recommended if not item.is_done] == [field]


def test_time_that_has_passed_keeps_a_job_from_being_published() -> None:
    made = checklist(filled(closes_at=timezone.now() - dt.timedelta(days=1)), employer=acme())

    assert [(item.field, item.label) for item in made.required if not item.is_done] == [("closes_at", "Closing time")]


def test_logo_of_the_employer_is_not_asked_for_another_company() -> None:
    fields = {item.field for item in checklist(filled(company="Globex"), employer=acme(logo_url="")).recommended}

    assert "logo_url" not in fields
    assert "privacy_policy_url" in fields


@pytest.mark.parametrize("remote", [False, True])
def test_every_property_that_is_done_stands_in_the_posting(scope: Employer, remote: bool) -> None:
    Employer.objects.filter(pk=scope.pk).update(logo_url="https://acme.example/l.png", website="https://acme.example")
    values = filled(remote=remote)
    job = create_job(**{name: values[name] for name in WRITABLE if name in values})

    row = queries.preview(job.pk)
    assert row
    made = checklist(values, employer=acme())
    named = {item.google.partition(".")[0] for item in (*made.required, *made.recommended) if item.google}
    assert named <= set(job_posting(row))
