from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.jobs import JobFactory

BROKEN = [
    {"status": "deleted"},
    {"employment_type": "slavery"},
    {"status": "published", "published_at": None},
    {"salary_min": 2, "salary_max": 1, "salary_currency": "EUR", "salary_period": "year"},
    {"salary_min": -1, "salary_currency": "EUR", "salary_period": "year"},
    {"salary_max": 1, "salary_period": "year"},
    {"salary_max": 1, "salary_currency": "EUR"},
    {"salary_period": "decade"},
]


@pytest.mark.parametrize("broken", BROKEN)
def test_database_refuses_what_no_service_would_write(scope: Employer, broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        JobFactory.create(**broken)


def test_imported_id_stands_once_at_an_employer(scope: Employer, other_employer: Employer) -> None:
    JobFactory.create(external_id="x1")
    JobFactory.create()
    JobFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        JobFactory.create(external_id="x1")

    with employer_scope(other_employer.pk):
        assert JobFactory.create(external_id="x1").pk


def test_search_vector_is_never_read_with_a_row(scope: Employer) -> None:
    JobFactory.create()

    assert "search" in Job.objects.get().get_deferred_fields()


@pytest.mark.parametrize(
    ("period", "amount", "yearly"), [("hour", "45.50", 94_640), ("month", "6700", 80_400), ("year", "60000", 60_000)]
)
def test_salary_is_compared_by_the_year(scope: Employer, period: str, amount: str, yearly: int) -> None:
    job = JobFactory.create(salary_min=Decimal(amount), salary_currency="EUR", salary_period=period)

    assert Job.objects.values_list("salary_yearly", flat=True).get(pk=job.pk) == yearly


def test_every_public_index_knows_its_condition(db: None) -> None:
    """A partial index whose condition is not exactly the view's would never be used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'jobs_job' AND indexname LIKE 'job_public_%'")
        definitions = [definition for (definition,) in cursor.fetchall()]

    assert len(definitions) == 11
    assert all("status)::text = 'published'::text" in definition for definition in definitions)
