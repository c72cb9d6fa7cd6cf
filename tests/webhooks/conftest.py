from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from applications.models import Application
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks
from tests.factories.applications import ApplicationFactory
from tests.webhooks.receivers import Receiver, receiving
from webhooks import delivery as sender
from webhooks.models import WebhookDelivery, WebhookSubscription


@pytest.fixture
def receiver(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]
    # A busy machine is no slow receiver, and sends all that is due however long it takes.
    monkeypatch.setattr(sender, "SECONDS", 90.0)
    monkeypatch.setattr(sender, "SHIFT_S", 120.0)
    with receiving() as made:
        yield made


@pytest.fixture
def subscription(employer: Employer, receiver: Receiver) -> WebhookSubscription:
    """To everything, at `receiver`."""
    with employer_scope(employer.pk):
        return webhooks.subscription(receiver.url)


@pytest.fixture
def application(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return ApplicationFactory()


@pytest.fixture
def entry(subscription: WebhookSubscription, application: Application) -> AuditLog:
    """A move, journalled after the subscription was made."""
    with employer_scope(application.employer_id):
        return webhooks.changed(application)


@pytest.fixture
def delivery(entry: AuditLog, subscription: WebhookSubscription) -> WebhookDelivery:
    """Queued and due."""
    with employer_scope(entry.employer_id):
        return webhooks.delivery(entry, subscription)
