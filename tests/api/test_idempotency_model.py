"""Any sequence of requests under a few keys does what a dictionary would: the first decides, the rest repeat it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.api.conftest import ThingClient, key

TITLES = ("Cook", "Baker", "invalid", "conflict", "returned")
KEPT = {"Cook": 201, "Baker": 201, "invalid": 422, "returned": 422}
"""Answers that are remembered; a conflict is not, because it may go away."""
REQUESTS = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(TITLES)), max_size=12)


def expected(title: str, first: str | None) -> tuple[int, bool]:
    """Status, and whether it is a repetition; `first` is what the key was used for."""
    if first is None:
        return KEPT.get(title, 409), False
    return (KEPT[first], True) if first == title else (422, False)


def send(client: ThingClient, name: str, title: str) -> Any:
    return client.post("/v1/things", {"title": title}, headers={"Idempotency-Key": name})


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(requests=REQUESTS)
def test_store_behaves_like_a_dictionary(requests: list[Any], recruiter: ThingClient, employer: Employer) -> None:
    run, firsts, effects = key(), dict[str, str](), 0
    with employer_scope(employer.pk):
        before = Job.objects.count()

    for name, title in requests:
        answer = send(recruiter, f"{run}-{name}", title)

        status, repeated = expected(title, firsts.get(name))
        assert (answer.status_code, "Idempotent-Replayed" in answer) == (status, repeated)
        effects += status == 201 and not repeated
        if name not in firsts and title in KEPT:
            firsts[name] = title

    with employer_scope(employer.pk):
        assert Job.objects.count() - before == effects
