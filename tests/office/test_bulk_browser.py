"""A recruiter rejects all that match, looks at the plan, confirms, and takes it back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from applications.models import Application, BulkMove
from applications.services import move
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applications import published_job
from tests.factories.bulk_moves import carried_out, many
from tests.office.conftest import SignIn, stored, violations

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
NUMBER = 60
"""More than fit on one page of the list."""


@pytest.fixture
def sixty(employer: Employer) -> None:
    with employer_scope(employer.pk):
        ids = many(published_job(title="Welder"), NUMBER)
        move(application_id=ids[0], status="withdrawn")


def status_counts(employer: Employer) -> dict[str, int]:
    found = stored(employer, lambda: list(Application.objects.values_list("status", flat=True)))
    return {status: found.count(status) for status in set(found)}


def test_all_that_match_are_rejected_and_put_back(
    page: Page, live_server: LiveServer, sign_in: SignIn, employer: Employer, sixty: None, quiet: list[str]
) -> None:
    sign_in("recruiter")
    page.goto(f"{live_server.url}/admin/applications/application/")
    page.locator("#action-toggle").check()
    page.locator(".question a").first.click()
    page.locator("select[name=action]").first.select_option(label="Reject…")
    page.get_by_role("button", name=re.compile("Run")).first.click()

    expect(page.get_by_text(f"{NUMBER} applications are selected.")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Reason").fill("The job is filled")
    page.get_by_role("button", name="Show the plan").click()
    expect(page.get_by_text("1 is left out")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=f"Reject ({NUMBER - 1})").click()
    expect(page.get_by_text("Moving")).to_be_visible()

    row = carried_out(stored(employer, BulkMove.objects.get))
    undo = page.get_by_role("button", name="Undo all of it")
    expect(undo).to_be_visible()
    assert status_counts(employer) == {"rejected": NUMBER - 1, "withdrawn": 1}
    with page.expect_navigation():
        undo.click()
    carried_out(row)
    expect(page.get_by_text("Undone", exact=True).first).to_be_visible()
    assert status_counts(employer) == {"new": NUMBER - 1, "withdrawn": 1}
