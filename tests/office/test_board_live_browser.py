"""Two recruiters at two boards of one job, on all of our real processes: what one does, the other sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_playwright.pytest_playwright import CreateContextCallback

from applications.models import Application
from employers.models import Employer, User
from hiretrack.settings import base
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.applications import published_job
from tests.office.boards import application, board_of
from tests.office.test_board_browser import card, column, drag
from tests.stack import Stack, running

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stack(transactional_db: None, bucket: str, tmp_path: Path, settings: Settings) -> Iterator[Stack]:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    with running(tmp_path, frozenset({"web", "worker", "live"})) as started:
        yield started


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        job = published_job(title="Data engineer")
        application(job, "Ada Lovelace")
    return job


def at_board(new_context: CreateContextCallback, stack: Stack, job: Job, name: str) -> Page:
    """A browser of its own, with `name` signed in, whose board hears of others."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.com"
    user = User.objects.create_user(email, name=name, employer=job.employer, roles=["recruiter"])
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": stack.base}])
    page = context.new_page()
    page.goto(stack.base + board_of(job))
    expect(page.locator("#b-live")).to_have_attribute("data-state", "live", timeout=30_000)
    return page


def test_card_moves_as_another_recruiter_moves_it(
    new_context: CreateContextCallback, stack: Stack, job: Job, employer: Employer
) -> None:
    ann, bo = at_board(new_context, stack, job, "Ann Ax"), at_board(new_context, stack, job, "Bo Berg")
    drag(bo, "Ada Lovelace", "screening")
    expect(bo.locator("#o-said")).to_contain_text("Moved to Screening.")

    expect(column(ann, "screening").locator(".b-card")).to_have_count(1, timeout=90_000)
    expect(ann.locator("#o-said")).to_contain_text("Bo Berg moved Ada Lovelace to Screening")
    expect(column(ann, "new").locator(".b-count")).to_have_text("0")

    ann.context.set_offline(True)
    bo.get_by_role("button", name="Add candidate").click()
    bo.get_by_label("Full name").fill("Mary Shelley")
    bo.get_by_label("E-mail").fill("mary@example.com")
    bo.get_by_role("button", name="Add", exact=True).click()
    expect(card(bo, "Mary Shelley")).to_be_visible()
    ann.context.set_offline(False)

    expect(card(ann, "Mary Shelley")).to_be_visible(timeout=90_000)
    with employer_scope(employer.pk):
        assert Application.objects.filter(job=job).count() == 2
