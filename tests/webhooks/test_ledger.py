from __future__ import annotations

import datetime as dt
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from hiretrack.embedded.waiting import until
from hiretrack.tenancy import employer_scope
from tests.factories import webhooks
from tests.webhooks.receivers import Receiver, Reply, receiving, replying
from tests.webhooks.rounds import attempts, change, fresh, outcome
from webhooks import delivery as sender
from webhooks import ledger
from webhooks.choices import DeliveryState, DisabledReason
from webhooks.delivery import TURN, send_due
from webhooks.ledger import CLAIM_VALID, Claimed
from webhooks.models import WebhookDelivery, WebhookSubscription

pytestmark = pytest.mark.django_db


def test_attempt_of_a_killed_worker_is_made_again_under_the_same_id(
    delivery: WebhookDelivery, receiver: Receiver
) -> None:
    (claimed,) = ledger.claim(10)
    sender.post(claimed)
    assert send_due() == 0  # in good hands, as far as anybody knows
    change(delivery, claimed_at=timezone.now() - CLAIM_VALID - dt.timedelta(seconds=1))

    assert outcome(delivery) == ("delivered", "", 204)
    assert receiver.ids == [str(delivery.event_id)] * 2
    assert [(one.number, one.error) for one in attempts(delivery)] == [(1, "outcome_lost"), (2, "")]


def test_outcome_that_comes_too_late_changes_nothing(delivery: WebhookDelivery, receiver: Receiver) -> None:
    (claimed,) = ledger.claim(10)
    late = sender.post(claimed)
    change(delivery, claimed_at=timezone.now() - CLAIM_VALID * 2)
    send_due()

    assert ledger.write_down(claimed, late) is None
    assert len(attempts(delivery)) == 2


@pytest.mark.django_db(transaction=True)
def test_delivery_that_many_workers_want_is_sent_once(delivery: WebhookDelivery, receiver: Receiver) -> None:
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        for claimed in ledger.claim(10):
            ledger.write_down(claimed, sender.post(claimed))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(receiver.got), len(attempts(delivery))) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_delivery_that_another_takes_between_look_and_lock_is_left_to_it(delivery: WebhookDelivery) -> None:
    others: list[list[Claimed]] = []

    def claim() -> None:
        others.append(ledger.claim(10))
        connection.close()

    def just_before_the_lock(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "FOR UPDATE" in sql and not others:
            another = threading.Thread(target=claim)
            another.start()
            another.join()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(just_before_the_lock):
        mine = ledger.claim(10)

    assert ([len(claimed) for claimed in others], mine) == ([1], [])
    assert fresh(delivery).attempts == 1


def test_only_one_sender_works_at_a_time(delivery: WebhookDelivery, receiver: Receiver) -> None:
    cache.add(TURN, "taken", 60)
    assert send_due() == 0

    cache.delete(TURN)
    assert send_due() == 1


def queue(subscription: WebhookSubscription, application: Any, count: int) -> list[WebhookDelivery]:
    with employer_scope(subscription.employer_id):
        return [webhooks.delivery(webhooks.changed(application), subscription) for _ in range(count)]


def test_slow_receiver_holds_up_no_other(
    subscription: WebhookSubscription, application: Any, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its deliveries are the oldest; the other's arrive while they still hang."""
    queue(subscription, application, 30)
    with receiving() as quick, employer_scope(subscription.employer_id):
        theirs = queue(webhooks.subscription(quick.url), application, 1)
        receiver.reply = once_got(quick)
        assert send_due() == 31

    assert fresh(theirs[0]).state == DeliveryState.DELIVERED


def once_got(quick: Receiver) -> Reply:
    """An answer, so that none of these attempts fails and is due again."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        until(lambda: quick.got, within=60, every=0.01)
        replying(204)(handler)

    return reply


@pytest.mark.parametrize(("failing", "most"), [(False, 4), (True, 1)])
def test_subscription_has_few_attempts_in_flight(
    subscription: WebhookSubscription, application: Any, failing: bool, most: int
) -> None:
    queue(subscription, application, 6)
    change(subscription, failing_since=timezone.now() if failing else None)

    assert len(ledger.claim(16)) == most
    assert ledger.claim(16) == []


def test_subscription_that_failed_for_days_is_switched_off(
    delivery: WebhookDelivery, subscription: WebhookSubscription, receiver: Receiver
) -> None:
    receiver.reply = replying(500)
    change(subscription, failing_since=timezone.now() - dt.timedelta(days=5, seconds=1))

    send_due()
    assert (fresh(subscription).enabled, subscription.disabled_reason) == (False, DisabledReason.FAILING)
    assert fresh(delivery).state == DeliveryState.CANCELLED


def test_success_clears_the_record(
    delivery: WebhookDelivery, subscription: WebhookSubscription, receiver: Receiver
) -> None:
    change(subscription, failing_since=timezone.now() - dt.timedelta(days=6))

    assert outcome(delivery)[0] == "delivered"
    assert (fresh(subscription).enabled, subscription.failing_since) == (True, None)
