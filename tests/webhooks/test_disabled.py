"""A subscription that switches itself off says so to those who can mend it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants
from tests.fixtures import user_with
from tests.notifications.happenings import mails, told
from tests.webhooks.receivers import Receiver, replying
from tests.webhooks.rounds import change
from webhooks.delivery import send_due
from webhooks.models import WebhookDelivery, WebhookSubscription

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("status", "reason"), [(410, "gone"), (500, "failing")])
def test_admins_are_told_in_the_centre_and_by_mail(
    employer: Employer,
    other_employer: Employer,
    subscription: WebhookSubscription,
    delivery: WebhookDelivery,
    receiver: Receiver,
    status: int,
    reason: str,
) -> None:
    admin, others = user_with("employer_admin", employer), user_with("employer_admin", other_employer)
    receiver.reply = replying(status)
    change(subscription, failing_since=timezone.now() - dt.timedelta(days=6))

    send_due()
    with all_tenants(reason="test"):
        entry = AuditLog.objects.get(action="webhook.disabled")
    dispatch_entries([entry.pk], entry.employer_id)

    assert (entry.metadata["reason"], told(admin), told(others)) == (reason, ["webhook_disabled"], [])
    assert [message.recipient for message in mails("notice")] == [admin.email]
