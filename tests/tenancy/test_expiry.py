from __future__ import annotations

import pytest
from django.db.models import QuerySet

from employers.models import Employer
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.tenancy.expiry import expire
from jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(employer: Employer, other_employer: Employer) -> None:
    for one in (employer, other_employer):
        with employer_scope(one.pk):
            for number in range(3):
                Job.objects.create(title=f"Old {number}")
            Job.objects.create(title="Young")


def old() -> QuerySet[Job]:
    rows: QuerySet[Job] = Job.objects.filter(title__startswith="Old").order_by("title")
    return rows


def left() -> list[str]:
    with all_tenants(reason="test"):
        return sorted(Job.objects.values_list("title", flat=True))


@pytest.mark.parametrize("batch", [1, 2, 3, 1000])
def test_expire_takes_the_old_rows_of_every_employer(jobs: None, batch: int) -> None:
    assert expire(old, reason="test", batch=batch) == 6
    assert expire(old, reason="test", batch=batch) == 0
    assert left() == ["Young", "Young"]


def test_expire_leaves_what_is_more_than_its_batches(jobs: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hiretrack.tenancy.expiry.MOST_BATCHES", 2)

    assert expire(old, reason="test", batch=2) == 4
    assert left() == ["Old 2", "Old 2", "Young", "Young"]
