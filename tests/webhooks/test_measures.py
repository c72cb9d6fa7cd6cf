from __future__ import annotations

import pytest

from hiretrack.observability.metrics import render
from tests.webhooks.receivers import Receiver, replying
from webhooks.delivery import send_due
from webhooks.models import WebhookDelivery

pytestmark = pytest.mark.django_db


def test_scrape_counts_attempts_and_what_waits(delivery: WebhookDelivery, receiver: Receiver) -> None:
    receiver.reply = replying(404)
    send_due()

    page = render().decode()

    assert 'hiretrack_webhook_total{outcome="status"}' in page
    assert 'hiretrack_webhook_waiting{state="queued"} 0.0' in page
    assert "hiretrack_webhook_subscriptions_failing 1.0" in page
