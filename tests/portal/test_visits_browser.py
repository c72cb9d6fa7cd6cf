"""Real Chromium: a visit is counted from the page, under the strict content policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job, PageEvent
from tests.portal.conftest import Publish

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
EVENT = "**/v1/metrics/event"


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """What the browser complains of. The test fails when there is anything."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield complaints
    assert complaints == []


def visit(page: Page, address: str) -> None:
    with page.expect_response(EVENT) as answered:
        page.goto(address)
    assert answered.value.status == 204


def counted(employer: Employer) -> list[tuple[str, str, str]]:
    with employer_scope(employer.pk):
        return list(PageEvent.objects.order_by("at").values_list("kind", "source", "referrer_host"))


def test_view_and_apply_start_are_counted_with_their_source(
    page: Page, live_server: LiveServer, employer: Employer, job: Job, said: list[str]
) -> None:
    visit(page, f"{live_server.url}/jobs/{job.pk}?ref=spring%20mail")
    with page.expect_response(EVENT):
        page.get_by_role("link", name="Apply", exact=True).click()

    assert counted(employer) == [("view", "spring mail", ""), ("apply_start", "spring mail", "")]


def test_other_site_is_counted_by_its_host_alone(
    page: Page, live_server: LiveServer, employer: Employer, job: Job, said: list[str]
) -> None:
    visit(page, f"{live_server.url}/jobs/{job.pk}/apply/?ref=https://news.example/ada@example.com")

    assert counted(employer) == [("apply_start", "", "news.example")]
