"""A recruiter at the job form, on our real processes: a draft appears as it is written, and replaces the text."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings

from employers.models import Employer
from hiretrack.settings import base
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.assistant.conftest import KEY
from tests.assistant.provider import ProviderServer, Turn, serving
from tests.factories.jobs import JobFactory
from tests.fixtures import user_with
from tests.office.conftest import violations
from tests.stack import Stack, running

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
DRAFT = "FACTS: F1\n\nYou make bread that people cross the town for.\n\n## Your tasks\n\n- Kneading"


@pytest.fixture
def provider() -> Iterator[ProviderServer]:
    with serving() as server:
        yield server


@pytest.fixture
def stack(
    transactional_db: None, bucket: str, tmp_path: Path, settings: Settings, provider: ProviderServer
) -> Iterator[Stack]:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    key = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": provider.url}
    with running(tmp_path, frozenset({"web", "worker", "live"}), **key) as started:
        yield started


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return JobFactory(title="Baker", description_md="Old text.")


def open_form(page: Page, stack: Stack, job: Job) -> None:
    client = Client()
    client.force_login(user_with("recruiter", job.employer))
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": stack.base}])
    page.goto(f"{stack.base}/admin/jobs/job/{job.pk}/change/")
    page.get_by_text("Draft a description").click()


def test_draft_is_written_before_the_recruiters_eyes(
    page: Page, stack: Stack, job: Job, provider: ProviderServer
) -> None:
    goes_on = threading.Event()
    provider.turns = [Turn(text=DRAFT, hold_after=8, hold=goes_on)]
    open_form(page, stack, job)
    page.get_by_label("What should it tell of?").fill("Four-day week")
    page.get_by_role("button", name="Write a draft").click()

    draft = page.get_by_label("By the assistant")
    # A worker that has just been started takes its time.
    expect(draft).to_have_value(re.compile("^You"), timeout=120_000)
    expect(page.get_by_role("button", name="Replace the description")).to_be_disabled()
    goes_on.set()
    expect(page.get_by_text("A draft: read and correct it before you use it.")).to_be_visible()
    expect(page.get_by_text("It rests on: Title")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Replace the description").click()

    expect(page.get_by_role("textbox", name="Description")).to_have_value(DRAFT.partition("\n\n")[2])
    expect(page.locator(".j-preview").get_by_role("heading", name="Your tasks")).to_be_visible()
    assert "Four-day week" in provider.said
    with employer_scope(job.employer_id):
        assert Job.objects.get(pk=job.pk).description_md == "Old text."
