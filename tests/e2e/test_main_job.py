"""The main job, from the import of real listings to the moved application, as its people would do it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from applications.models import Application
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.embedded.waiting import until
from hiretrack.tenancy import all_tenants, employer_scope
from tests.e2e.listings import cv, listings
from tests.fixtures import PASSWORD, user_with
from tests.stack import Stack

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SCREENSHOTS")


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png")


def search(page: Page, stack: Stack) -> Employer:
    """Find a data engineer's job that is no internship, and open it."""
    page.goto(stack.base)
    # The list follows what is typed a moment later: it must not change under the pointer.
    page.get_by_label("What").fill('"data engineer" -intern')
    page.wait_for_url(re.compile("q="))
    page.get_by_label("Where").fill("Austin")
    page.wait_for_url(re.compile("q=.*location=Austin"))
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".htmx-request")).to_have_count(0)
    found = page.locator("#results a[href*='/jobs/']")
    expect(found.first).to_contain_text(re.compile("data engineer", re.IGNORECASE))
    assert not [title for title in found.all_inner_texts() if "intern" in title.lower().split()]
    shoot(page, "1-search")
    found.first.click()
    expect(page.get_by_role("link", name=re.compile("Apply")).first).to_be_visible()
    shoot(page, "2-job")
    with all_tenants(reason="test"):
        from jobs.models import Job

        return Job.objects.get(pk=re.search(r"/jobs/([0-9a-f-]{36})", page.url)[1]).employer  # type: ignore[index]


def apply(page: Page, file: Path) -> None:
    page.get_by_role("link", name=re.compile("Apply")).first.click()
    page.wait_for_url(re.compile("/apply/"))
    page.get_by_label("Full name").fill("Grace Hopper")
    page.get_by_label("E-mail").fill("grace@example.com")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("input[name=consent]").check()
    shoot(page, "3-apply")
    page.get_by_role("button", name="Review application").click()
    page.get_by_role("button", name="Send application").click()
    page.wait_for_url(re.compile("/applied/"), timeout=30_000)
    shoot(page, "4-applied")


def application_of(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return Application.objects.select_related("cv").get()


def sign_in(page: Page, stack: Stack, user: User) -> None:
    page.goto(f"{stack.base}/admin/")
    page.locator("input[name=username]").fill(user.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{stack.base}/admin/")
    shoot(page, "5-back-office")


def test_candidate_applies_and_recruiter_moves_the_application(page: Page, stack: Stack, tmp_path: Path) -> None:
    call_command("import_listings", str(listings(tmp_path)), by_company=True)

    employer = search(page, stack)
    apply(page, cv(tmp_path))

    until(lambda: application_of(employer).cv.is_clean, within=120)
    recruiter = user_with("recruiter", employer)
    sign_in(page, stack, recruiter)
    application = application_of(employer)
    page.goto(f"{stack.base}/admin/applications/application/")
    expect(page.get_by_text("Grace Hopper").first).to_be_visible()
    shoot(page, "6-applications")
    page.goto(f"{stack.base}/admin/applications/application/{application.pk}/change/")
    expect(page.locator("iframe")).to_be_visible()
    shoot(page, "7-application")
    page.get_by_role("button", name=re.compile("Screening")).click()
    expect(page.get_by_text(re.compile("Screening")).first).to_be_visible()
    shoot(page, "8-moved")

    until(lambda: application_of(employer).status == "screening", within=60)
    with employer_scope(employer.pk):
        assert [stage.status for stage in application.stages.order_by("changed_at")] == ["new", "screening"]
        moved = AuditLog.objects.get(action="application.status.changed", entity_id=application.pk)
        assert moved.actor_id == recruiter.pk
    until(lambda: "grace@example.com" in stack.mails(), within=120)
