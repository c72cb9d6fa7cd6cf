"""Pages by a link, the apply form and the documents of all jobs are counted for their client's address."""

from __future__ import annotations

import ipaddress
import random
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from applications.tokens import status_token
from employers.models import Employer
from hiretrack.api import throttling
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.applications import ApplicationFactory
from tests.portal.conftest import Publish
from tests.portal.filling import text_of

BY_LINK = ["/applied/{}/", "/status/{}/", "/status/{}/withdraw/", "/status/{}/document/", "/status/{}/delete/"]


@pytest.fixture
def client() -> Client:
    """From an address of its own: what other tests have sent counts for theirs."""
    return Client(REMOTE_ADDR=str(ipaddress.IPv4Address(random.getrandbits(32))))


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


@pytest.fixture
def token(job: Job) -> str:
    with employer_scope(job.employer_id):
        row = ApplicationFactory(job=job)
    return status_token(row, to=row.applicant.email)


def limited(settings: LazySettings, rate_class: str) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {rate_class: "1/hour"}


def assert_slowed_down(first: HttpResponse, second: HttpResponse) -> None:
    assert first.status_code in {200, 404}
    assert second.status_code == 429
    assert second["Retry-After"] == "60"
    assert "That was a lot at once" in text_of(second)


@pytest.mark.parametrize("path", [*BY_LINK, "/status/deleted/"])
def test_pages_by_a_link_are_counted(client: Client, token: str, settings: LazySettings, path: str) -> None:
    limited(settings, "public")

    assert_slowed_down(*(client.get(path.format(token)) for _ in range(2)))


@pytest.mark.parametrize("path", [*BY_LINK, "/alerts/end/{}/"])
def test_guessing_links_is_counted(client: Client, db: None, settings: LazySettings, path: str) -> None:
    limited(settings, "public")

    assert_slowed_down(*(client.get(path.format("guess")) for _ in range(2)))


def test_ends_of_alerts_are_counted(client: Client, db: None, settings: LazySettings) -> None:
    limited(settings, "public")

    assert_slowed_down(*(client.post("/alerts/end/guess/") for _ in range(2)))


@pytest.mark.parametrize("given", [None, {"step": "change"}, {"step": "drop_file"}], ids=["open", "change", "drop"])
def test_apply_form_is_counted(client: Client, job: Job, settings: LazySettings, given: dict[str, Any] | None) -> None:
    limited(settings, "public")
    path = f"/jobs/{job.pk}/apply/"

    assert_slowed_down(*(client.get(path) if given is None else client.post(path, given) for _ in range(2)))


@pytest.mark.parametrize("path", ["/jobs.xml", "/e/acme/jobs.xml", "/sitemap-jobs-1.xml"])
def test_documents_that_are_made_anew_count_as_expensive(
    client: Client, job: Job, settings: LazySettings, path: str
) -> None:
    limited(settings, "expensive")

    first, second = (client.get(path) for _ in range(2))

    assert first.streaming
    assert_slowed_down(first, second)


def test_reading_goes_on_without_the_limiter(
    client: Client, token: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The breaker that opens now must not stay open for the next test.
    monkeypatch.setattr(throttling, "breaker", type(throttling.breaker)())
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    assert client.get(f"/status/{token}/").status_code == 200
    assert client.get("/jobs.xml").status_code == 503
