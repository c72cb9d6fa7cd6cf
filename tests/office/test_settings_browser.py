"""The settings as an employer admin sets them, in a real browser; what became of it stands in the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from employers.models import ApiKey, Employer
from employers.services import use_api_key
from hiretrack.audit.services import record
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import MailTemplate, Message
from hiretrack.tenancy import employer_scope
from tests.notifications.servers import SmtpServer, serving
from tests.office.conftest import SignIn, stored, violations
from tests.webhooks.receivers import Receiver, receiving, replying
from webhooks.choices import DeliveryState
from webhooks.delivery import send_due
from webhooks.models import WebhookDelivery, WebhookSubscription

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def smtp(settings: LazySettings) -> Iterator[SmtpServer]:
    with serving(SmtpServer()) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


@pytest.fixture
def receiver(settings: LazySettings) -> Iterator[Receiver]:
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]
    with receiving() as made:
        yield made


def test_rejection_is_worded_previewed_tried_and_kept(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, smtp: SmtpServer, quiet: list[str]
) -> None:
    user = sign_in("employer_admin")
    page.goto(f"{live_server.url}/admin/settings/")
    page.get_by_role("link", name="Mail templates", exact=True).last.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Rejection").click()
    shown = page.frame_locator("iframe")

    page.get_by_label("Text", exact=True).fill("Dear {{ candidate }},\n\nnot this time: **")
    page.get_by_role("button", name="{{ job }}").click()
    expect(page.get_by_text("Add {{ link }}")).to_be_visible()
    page.get_by_label("Text", exact=True).press("End")
    page.keyboard.type("**\n\n")
    page.get_by_role("button", name="{{ link }}").click()
    expect(shown.locator("strong")).to_have_text("Data engineer")
    expect(page.get_by_text("Add {{ link }}")).to_have_count(0)
    page.get_by_label("Subject").fill("News about {{ job }}")
    expect(page.locator("[data-subject]")).to_have_text("News about Data engineer")
    page.get_by_role("button", name="Text only").click()
    expect(page.get_by_label("The mail's text part")).to_contain_text("not this time: Data engineer")
    page.get_by_role("button", name="Send a test to me").click()
    expect(page.get_by_text(f"A test is on its way to {user.email}.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("candidates get your text from now on")).to_be_visible()

    assert violations(page) == []
    deliver(stored(employer, Message.objects.get).pk, employer.pk)
    assert [(mail["To"], mail["Subject"]) for mail in smtp.mails] == [(user.email, "[Test] News about Data engineer")]
    assert "**{{ job }}**" in stored(employer, MailTemplate.objects.get).body


def test_webhook_is_added_tried_and_its_failure_sent_again(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, receiver: Receiver, quiet: list[str]
) -> None:
    sign_in("employer_admin")
    receiver.reply = replying(404, b"<b>nobody here</b>")
    page.goto(f"{live_server.url}/admin/settings/webhooks/")
    page.get_by_role("link", name="Add a webhook").click()
    page.get_by_label("Name").fill("Payroll")
    page.get_by_label("Address").fill(receiver.url)
    page.get_by_label("Job published").check()
    page.get_by_role("button", name="Add the webhook").click()
    expect(page.get_by_label("Signing secret")).to_have_value(re.compile("whsec_"))
    assert violations(page) == []
    row: WebhookSubscription = stored(employer, WebhookSubscription.objects.get)
    # Loading it anew leads on: neither a second webhook nor the secret again.
    assert page.url.endswith(f"/admin/settings/webhooks/{row.pk}/")
    page.get_by_role("link", name="I have it: go on").click()

    page.get_by_role("button", name="Send a test event").click()
    expect(page.get_by_text("A test event is on its way")).to_be_visible()
    send_due()
    page.reload()
    assert violations(page) == []
    page.get_by_role("row", name=re.compile("webhook.ping")).get_by_role("link").click()
    expect(page.get_by_text("<b>nobody here</b>")).to_be_visible()
    assert violations(page) == []
    receiver.reply = replying(204)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("1 delivery is on its way.")).to_be_visible()
    send_due()

    assert stored(employer, WebhookDelivery.objects.get).state == DeliveryState.DELIVERED
    assert len(receiver.got) == 2


def test_key_is_made_and_revoked(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, quiet: list[str]
) -> None:
    sign_in("employer_admin")
    page.goto(f"{live_server.url}/admin/settings/api-keys/")
    with page.expect_navigation():
        page.get_by_role("link", name="Make a key").click()
    page.get_by_label("Name").fill("Payroll")
    page.get_by_label("Read: Jobs, and publishing them").check()
    assert violations(page) == []
    page.get_by_role("button", name="Make the key").click()
    secret = page.get_by_label("API key").input_value()
    made = use_api_key(secret)
    assert made is not None
    assert made.scopes == ["jobs:read"]
    with page.expect_navigation():
        page.get_by_role("link", name="I have it: go on").click()
    assert violations(page) == []
    page.get_by_role("button", name="Revoke Payroll").click()
    page.get_by_role("button", name="Revoke it").click()
    expect(page.get_by_text("it stopped working at once")).to_be_visible()

    assert stored(employer, ApiKey.objects.count) == 0


def test_journal_is_filtered_read_and_exported(
    page: Page, live_server: LiveServer, employer: Employer, sign_in: SignIn, quiet: list[str]
) -> None:
    user = sign_in("employer_admin")
    with employer_scope(employer.pk):
        for _ in range(60):
            record("webhook.pinged", entity=user)
        record("mail_template.tested", entity=user, kind="status_rejected")
    page.goto(f"{live_server.url}/admin/settings/journal/")
    entries = page.locator(".s-entry")
    page.mouse.wheel(0, 100_000)
    expect(entries).to_have_count(61)

    page.get_by_label("What", exact=True).select_option(label="Mail template tried out")
    page.get_by_role("button", name="Filter").click()
    expect(entries).to_have_count(1)
    entries.locator("summary").click()
    expect(entries.get_by_text('"status_rejected"')).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as loaded:
        page.get_by_role("link", name="Export as CSV").click()
    rows: Any = loaded.value.path().read_text("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "Mail template tried out" in rows[1]
