from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.utils import timezone

from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants
from tests.webhooks.receivers import Receiver, replying
from tests.webhooks.rounds import attempts, change, fresh, outcome
from webhooks import delivery as sender
from webhooks.choices import DeliveryState, DisabledReason
from webhooks.delivery import send_due
from webhooks.ledger import WAITS_S
from webhooks.models import WebhookDelivery, WebhookSubscription

pytestmark = pytest.mark.django_db


def test_event_is_posted_once(delivery: WebhookDelivery, receiver: Receiver, entry: AuditLog) -> None:
    assert (send_due(), send_due()) == (1, 0)

    (got,) = receiver.got
    assert (got.path, got.headers["webhook-id"], got.headers["content-type"]) == (
        "/in", str(entry.pk), "application/json",
    )  # fmt: skip
    assert fresh(delivery).state == DeliveryState.DELIVERED
    assert [(one.number, one.status, one.error) for one in attempts(delivery)] == [(1, 204, "")]


def test_body_holds_ids_and_statuses_alone(delivery: WebhookDelivery, receiver: Receiver, entry: AuditLog) -> None:
    send_due()

    assert receiver.got[0].json == {
        "type": "application.status.changed",
        "timestamp": entry.created_at.isoformat().replace("+00:00", "Z"),
        "sequence": entry.sequence,
        "data": {
            "application_id": str(entry.entity_id),
            "job_id": entry.metadata["job_id"],
            "applicant_id": entry.metadata["applicant_id"],
            "status": "screening",
            "from_status": "new",
        },
    }


@pytest.mark.parametrize("status", [500, 503, 429, 408, 425, 302])
def test_passing_failure_is_tried_again_under_the_same_id(
    delivery: WebhookDelivery, receiver: Receiver, status: int
) -> None:
    receiver.reply = replying(status, b"no", Location="/elsewhere")
    assert outcome(delivery) == ("queued", "redirect" if status == 302 else "status", status)

    receiver.reply = replying(200)
    change(delivery, next_attempt_at=timezone.now())
    assert outcome(delivery) == ("delivered", "", 200)
    assert len(set(receiver.ids)) == 1
    assert {one.path for one in receiver.got} == {"/in"}
    assert len({one.body for one in receiver.got}) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_permanent_refusal_is_final(delivery: WebhookDelivery, receiver: Receiver, status: int) -> None:
    receiver.reply = replying(status)

    assert outcome(delivery) == ("failed", "status", status)
    assert fresh(delivery).next_attempt_at is None


def test_gone_switches_the_subscription_off(
    delivery: WebhookDelivery, subscription: WebhookSubscription, receiver: Receiver, entry: AuditLog
) -> None:
    receiver.reply = replying(410)

    assert outcome(delivery) == ("failed", "status", 410)
    assert (fresh(subscription).enabled, subscription.disabled_reason) == (False, DisabledReason.GONE)
    with all_tenants(reason="test"):
        assert AuditLog.objects.filter(action="webhook.disabled", entity_id=subscription.pk).count() == 1


@pytest.mark.parametrize("tried", range(1, len(WAITS_S) + 1))
def test_waits_follow_the_plan(delivery: WebhookDelivery, receiver: Receiver, tried: int) -> None:
    receiver.reply = replying(500)
    change(delivery, tries=tried - 1)
    before = timezone.now()

    assert outcome(delivery)[0] == "queued"
    at, after = fresh(delivery).next_attempt_at, timezone.now()
    assert (at - before).total_seconds() >= WAITS_S[tried - 1] * 0.9
    assert (at - after).total_seconds() <= WAITS_S[tried - 1] * 1.1


def test_last_failure_is_a_dead_letter(delivery: WebhookDelivery, receiver: Receiver) -> None:
    receiver.reply = replying(500)
    change(delivery, tries=len(WAITS_S))

    assert outcome(delivery)[0] == "failed"


@pytest.mark.parametrize(
    ("status", "asked", "low", "high"),
    [(503, "600", 600, 600), (429, "999999999", 86400, 86400), (503, "soon", 4, 6), (500, "600", 4, 6)],
)
def test_retry_after_is_heeded_within_bounds(
    delivery: WebhookDelivery, receiver: Receiver, status: int, asked: str, low: int, high: int
) -> None:
    receiver.reply = replying(status, Retry_After=asked)
    before = timezone.now()

    outcome(delivery)
    at, after = fresh(delivery).next_attempt_at, timezone.now()
    assert (at - before).total_seconds() >= low
    assert (at - after).total_seconds() <= high


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (503, {"Retry_After": "Thu, 01 Jan 2026 00:00:00 +99999999999999999"}),
        (503, {"Retry_After": f"Thu, 1 Jan {'9' * 30} 00:00:00 GMT"}),
        (302, {"Location": "http://["}),
        (302, {"Location": "http://a..b:99999999/\x7f"}),
        (200, {"Content_Encoding": "gzip"}),
        (500, {"Set_Cookie": "=;=;" * 100}),
    ],
)
def test_no_answer_ends_the_sender(
    delivery: WebhookDelivery, receiver: Receiver, status: int, headers: dict[str, str]
) -> None:
    receiver.reply = replying(status, b"not gzip", **headers)

    assert outcome(delivery)[0] == "queued"
    assert len(attempts(delivery)) == 1


def test_huge_answer_is_cut_and_still_an_answer(delivery: WebhookDelivery, receiver: Receiver) -> None:
    receiver.reply = replying(200, b"\x00" + b"x" * 10_000_000)

    assert outcome(delivery) == ("delivered", "", 200)
    assert len(attempts(delivery)[0].answer) == 2048


def test_slow_receiver_is_cut_off(
    delivery: WebhookDelivery, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "SECONDS", 0.3)
    over = threading.Event()
    receiver.reply = lambda _: over.wait(20) and None

    assert outcome(delivery) == ("queued", "timeout", None)
    over.set()


def test_answer_that_trickles_is_cut_off(
    delivery: WebhookDelivery, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "SECONDS", 0.3)

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(500):
            handler.wfile.write(b"x")
            time.sleep(0.02)

    receiver.reply = trickle
    assert outcome(delivery)[:2] == ("queued", "timeout")


def test_closed_port_is_tried_again(delivery: WebhookDelivery, subscription: WebhookSubscription) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        change(subscription, target_url=f"http://127.0.0.1:{taken.getsockname()[1]}/")

        assert outcome(delivery) == ("queued", "unreachable", None)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "[fd00::1]"])
def test_private_address_is_never_called(
    delivery: WebhookDelivery, subscription: WebhookSubscription, receiver: Receiver, settings: Any, host: str
) -> None:
    settings.WEBHOOK_PRIVATE_HOSTS = []
    change(subscription, target_url=f"http://{host}:{receiver.http.server_port}/in")

    assert outcome(delivery) == ("failed", "address_refused", None)
    assert receiver.got == []


def test_name_that_moves_inside_is_not_followed(
    delivery: WebhookDelivery, subscription: WebhookSubscription, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer of the resolver is public, every later one is the receiver's."""
    known, answers = socket.getaddrinfo, iter(["93.184.216.34"])

    def resolve(host: Any, port: Any, *args: Any, **more: Any) -> Any:
        asked = next(answers, "127.0.0.1") if host == "rebinding.example" else host
        return known(asked, port, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url = f"http://rebinding.example:{receiver.http.server_port}/in"
    sender.outbound.check(url)
    change(subscription, target_url=url)

    assert outcome(delivery) == ("failed", "address_refused", None)
    assert receiver.got == []
