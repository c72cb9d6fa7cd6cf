"""The mail with a link that signs a candidate in."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import Message
from hiretrack.tenancy import all_tenants
from tests.factories.employers import CandidateFactory
from tests.portal.filling import ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test delivers itself: what a worker would be sent is tested in tests/background."""
    from hiretrack.notifications.tasks import deliver as task

    monkeypatch.setattr(task, "apply_async", lambda *_args, **_options: None)


def mailed(action: str) -> str:
    with all_tenants(reason="test"):
        entry = AuditLog.objects.get(action=action)
    dispatch_entries([entry.pk], None)
    with all_tenants(reason="test"):
        message = Message.objects.get(cause_id=entry.pk)
    deliver(message.pk, None)
    return str(mail.outbox[-1].body)


def test_mailed_link_signs_in(client: Client) -> None:
    user = CandidateFactory()
    ask(client, "/account/sign-in/link/", {"email": user.email})
    text = mailed("user.sign_in_link_requested")
    found = re.search(r"(/account/sign-in/link/\S+)", text)

    assert found
    assert "15 minutes" in text
    assert mail.outbox[-1].to == [user.email]
    assert client.post(found[1])["Location"] == "/account/matches/"


def test_mails_to_candidates_lead_to_their_own_door(client: Client) -> None:
    user = CandidateFactory()
    ask(client, "/account/sign-up/", {"name": "Ada", "email": user.email, "password": "an entirely new one"})

    text = mailed("user.registration_repeated")
    assert "/account/sign-in/" in text
    assert "/admin/" not in text
