"""Somebody with an account: from signing up to the erasure of all that was held."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import account, applying
from tests.e2e.hiring import Hiring
from tests.e2e.mailbox import Mailbox
from tests.e2e.papers import NAME, cv
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.integ, pytest.mark.xdist_group("e2e_account")]
TITLE, OTHER = "Data Engineer", "Platform Engineer"


@pytest.fixture(scope="module")
def job(employer_at_work: Hiring) -> str:
    employer_at_work.publish(OTHER)
    return employer_at_work.publish(TITLE)


def apply_signed_in(visitor: Visitor) -> None:
    visitor.page.get_by_role("article").get_by_role("link", name=TITLE).click()
    visitor.arrive(TITLE)
    opened = applying.open_form(visitor, TITLE)
    expect(visitor.page.get_by_label("Full name")).to_have_value(NAME)
    expect(visitor.page.get_by_label("E-mail")).to_have_value(visitor.email)
    visitor.sees("From your account")
    applying.consent(visitor.page)
    visitor.press("Review application")
    applying.reviewed(visitor)
    applying.send(visitor, opened=opened)


def application_is_listed(visitor: Visitor) -> None:
    visitor.page.goto("/account/matches/")
    account.await_application(visitor, TITLE)
    visitor.follow(TITLE)
    visitor.arrive(TITLE)
    visitor.sees("Received")


def is_gone(visitor: Visitor, status_link: str) -> None:
    """The door stays shut, and the link in the old mail shows nothing of the person."""
    account.try_to_sign_in(visitor)
    account.is_not_let_in(visitor)
    visitor.page.goto(status_link)
    visitor.arrive("This application is deleted")
    expect(visitor.page.get_by_text(visitor.email)).to_have_count(0)
    expect(visitor.page.get_by_role("link", name="Withdraw the application")).to_have_count(0)


def test_candidate_signs_up_is_matched_applies_and_erases(
    visitor: Visitor, employer_at_work: Hiring, mailbox: Mailbox, job: str, tmp_path: Path
) -> None:
    account.sign_up(visitor)
    account.try_to_sign_in(visitor)
    account.is_not_let_in(visitor)
    account.confirm_address(visitor, mailbox.link(visitor.email, "/account/verify/"))
    account.fill_profile(visitor, cv(tmp_path, email=visitor.email))
    account.await_match(visitor, TITLE)
    apply_signed_in(visitor)
    application_is_listed(visitor)
    visitor.page.goto("/?q=platform")
    visitor.follow(OTHER)
    account.save_job(visitor, OTHER)
    account.make_alert(visitor)

    [application] = employer_at_work.applications(job, visitor.email)
    status_link = mailbox.link(visitor.email, "/status/")
    account.erase(visitor)

    is_gone(visitor, status_link)
    left = employer_at_work.application(application["id"])
    assert left["applicant"]["name"] == "Erased applicant"
    assert visitor.email not in str(left)
