from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from applications.models import Application
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks
from tests.webhooks.receivers import Receiver
from webhooks.choices import DeliveryState
from webhooks.delivery import send_due
from webhooks.models import WebhookSubscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def missed(subscription: WebhookSubscription, application: Application) -> WebhookSubscription:
    """A failed delivery and a cancelled one."""
    with employer_scope(subscription.employer_id):
        for state in (DeliveryState.FAILED, DeliveryState.CANCELLED):
            webhooks.delivery(webhooks.changed(application), subscription, state=state, next_attempt_at=None)
    return subscription


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("redeliver_webhooks", stdout=out, stderr=io.StringIO(), **{"employer": "acme"} | options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "count"),
    [({}, 2), ({"failed": True}, 1), ({"since": "2020-01-01"}, 2), ({"since": "2120-01-01T00:00:00Z"}, 0)],
)
def test_missed_deliveries_are_sent_again(
    missed: WebhookSubscription, receiver: Receiver, options: dict[str, Any], count: int
) -> None:
    if "since" in options:
        from webhooks.management.commands.redeliver_webhooks import moment

        options = {"since": moment(options["since"])}
    assert run(**options).startswith(f"{count} deliveries")
    send_due()

    assert len(receiver.got) == count


def test_only_the_named_subscription_is_sent_to(missed: WebhookSubscription, receiver: Receiver) -> None:
    with employer_scope(missed.employer_id):
        other = webhooks.subscription()

    assert run(subscription=other.pk).startswith("0 deliveries to 1 ")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("employer", "nobody", "no employer 'nobody'"),
        ("subscription", "01980a41-0f3e-7a1c-8c55-6d2b9e4f7a01", "no subscription 01980a41"),
        ("since", "soon", "argument --since: give a day"),
        ("since", "2026-13-01", "argument --since: give a day"),
    ],
)
def test_what_does_not_exist_is_named(missed: WebhookSubscription, option: str, value: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("redeliver_webhooks", "--employer=acme", f"--{option}={value}")


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("redeliver_webhooks", "--help")

    assert "examples:" in capsys.readouterr().out
