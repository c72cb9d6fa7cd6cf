from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer
from hiretrack.observability.metrics import render
from hiretrack.tenancy import all_tenants
from tests.tenancy.neighbours import signed_in
from tests.webhooks.receivers import Receiver, replying
from webhooks.choices import DeliveryState
from webhooks.delivery import send_due
from webhooks.models import WebhookDelivery, WebhookSubscription

pytestmark = pytest.mark.django_db
LISTS = {
    "send_again": "/admin/webhooks/webhookdelivery/",
    "send_failed_again": "/admin/webhooks/webhooksubscription/",
}


@pytest.fixture
def failed(delivery: WebhookDelivery, receiver: Receiver) -> WebhookDelivery:
    receiver.reply = replying(404, b"<b>no such hook</b>")
    send_due()
    return delivery


def state_of(row: WebhookDelivery) -> str:
    with all_tenants(reason="test"):
        row.refresh_from_db()
    return row.state


@pytest.mark.parametrize("action", LISTS)
def test_admin_sends_failed_deliveries_again(
    failed: WebhookDelivery, subscription: WebhookSubscription, employer: Employer, action: str
) -> None:
    chosen = failed.pk if action == "send_again" else subscription.pk
    answer: Any = signed_in("employer_admin", employer).post(
        LISTS[action], {"action": action, "_selected_action": [str(chosen)]}, follow=True
    )

    assert b"1 delivery is on its way." in answer.content
    assert state_of(failed) == DeliveryState.QUEUED


@pytest.mark.parametrize("role", ["recruiter", "viewer"])
def test_others_see_no_webhooks(failed: WebhookDelivery, employer: Employer, role: str) -> None:
    client = signed_in(role, employer)

    assert {client.get(path).status_code for path in LISTS.values()} == {403}
    client.post(LISTS["send_again"], {"action": "send_again", "_selected_action": [str(failed.pk)]})
    assert state_of(failed) == DeliveryState.FAILED


def test_delivery_shows_its_attempts_as_text(failed: WebhookDelivery, employer: Employer) -> None:
    page = signed_in("employer_admin", employer).get(f"{LISTS['send_again']}{failed.pk}/change/").content.decode()

    assert "&lt;b&gt;no such hook" in page
    assert "<b>no such hook" not in page


def test_subscription_shows_its_log_and_no_secret(failed: WebhookDelivery, employer: Employer) -> None:
    address = f"{LISTS['send_failed_again']}{failed.subscription_id}/change/"
    page = signed_in("employer_admin", employer).get(address).content.decode()

    assert "application.status.changed" in page
    assert "whsec_" not in page


def test_scrape_counts_attempts_and_what_waits(failed: WebhookDelivery) -> None:
    page = render().decode()

    assert 'hiretrack_webhook_total{outcome="status"}' in page
    assert 'hiretrack_webhook_waiting{state="queued"} 0.0' in page
    assert "hiretrack_webhook_subscriptions_failing 1.0" in page
