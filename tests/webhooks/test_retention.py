from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from applications.models import Application
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks
from webhooks import retention
from webhooks.choices import DeliveryState
from webhooks.models import DeliveryAttempt, WebhookDelivery, WebhookSubscription
from webhooks.tasks import expire_deliveries

pytestmark = pytest.mark.django_db
OLD, YOUNG = retention.KEPT + dt.timedelta(days=1), retention.KEPT - dt.timedelta(days=1)


def made(subscription: WebhookSubscription, application: Application, age: dt.timedelta, state: str) -> WebhookDelivery:
    told = webhooks.changed(application)
    return webhooks.delivery(told, subscription, answer="x", state=state, created_at=timezone.now() - age)


def left() -> set[tuple[str, bool]]:
    limit = timezone.now() - retention.KEPT
    return {(row.state, row.created_at < limit) for row in WebhookDelivery.objects.all()}


def test_old_deliveries_that_ended_go_with_their_attempts(
    subscription: WebhookSubscription, application: Application
) -> None:
    with employer_scope(subscription.employer_id):
        for age in (OLD, YOUNG):
            for state in DeliveryState.values:
                made(subscription, application, age, state)

    assert expire_deliveries() == 3

    with employer_scope(subscription.employer_id):
        young = {(state, False) for state in DeliveryState.values}
        assert left() == {("queued", True), ("sending", True)} | young
        assert DeliveryAttempt.objects.count() == 7
