"""Many at once, on real connections."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists.models import Shortlist
from tests.factories.shortlists import order, shortlisted
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """What each answers; all begin together, each on a connection of its own."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            ready.wait(30)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.parametrize("earlier", [0, 1])
def test_same_put_twenty_times_has_one_effect(
    api: ApiClient, employer: Employer, job: Job, people: list[Any], earlier: int
) -> None:
    recruiter = api.as_role("recruiter", employer)
    with employer_scope(employer.pk):
        shortlisted(job, *people[:earlier])
    body = {"entries": [{"applicant_id": str(person.pk)} for person in people]}

    answers = at_once([lambda: recruiter.put(f"/v1/jobs/{job.pk}/shortlist", body)] * MANY)

    assert [answer.status_code for answer in answers] == [200] * MANY
    assert len({answer["ETag"] for answer in answers}) == 1
    with employer_scope(employer.pk):
        assert order(job) == [person.pk for person in people]
        assert AuditLog.objects.filter(action="shortlist.updated").count() == earlier + 1
        assert Shortlist.objects.get().version == earlier + 1


def test_different_puts_and_posts_end_in_one_of_them(
    api: ApiClient, employer: Employer, job: Job, people: list[Any]
) -> None:
    recruiter = api.as_role("recruiter", employer)
    lists = [people, people[::-1], people[1:], people[:1]]
    bodies = [{"entries": [{"applicant_id": str(person.pk)} for person in chosen]} for chosen in lists]
    puts = [lambda body=body: recruiter.put(f"/v1/jobs/{job.pk}/shortlist", body) for body in bodies * 4]
    posts = [
        lambda person=person: recruiter.post(f"/v1/jobs/{job.pk}/shortlist/entries", {"applicant_id": str(person.pk)})
        for person in people
    ]

    answers = at_once([*puts, *posts])

    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    with employer_scope(employer.pk):
        assert len(set(order(job))) == len(order(job)) > 0


def test_same_entry_twenty_times_is_added_once(api: ApiClient, employer: Employer, job: Job, people: list[Any]) -> None:
    recruiter = api.as_role("recruiter", employer)
    body = {"applicant_id": str(people[0].pk)}

    answers = at_once([lambda: recruiter.post(f"/v1/jobs/{job.pk}/shortlist/entries", body)] * MANY)

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (MANY - 1)
