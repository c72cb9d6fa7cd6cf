"""Sends what is due. One sender at a time, with many requests in flight, so that waiting receivers cost one worker.

A sender holds `TURN` in Redis while it works; messages that come meanwhile find nothing to do, because it looks for new
rows each time that an answer comes in, and every second.
"""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import structlog
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from redis.exceptions import RedisError
from standardwebhooks.webhooks import Webhook

from hiretrack import outbound
from hiretrack.embedded.waiting import until
from webhooks import ledger
from webhooks.choices import AttemptError
from webhooks.ledger import Claimed
from webhooks.outcomes import Outcome, error_of, kept, retry_after
from webhooks.targets import is_operators

log = structlog.get_logger(__name__)
SECONDS = 10.0
MAX_BYTES = 64 * 1024
IN_FLIGHT = 16
LOOK_EVERY_S = 1.0
SHIFT_S = 20.0
"""After this a sender claims nothing more: other tasks wait for its place in the worker."""
TURN, TURN_VALID_S = "webhooks:turn", 5
Answered = tuple[int | None, str, str, float | None]
"""Status, error, answer, and the seconds that a Retry-After asks for."""
PATIENCE_S = 60.0


def send_due() -> int:
    """Send until nothing is due, or the shift is over; how many attempts. 0 when another worker is at it."""
    ledger.requeue_lost()
    if not cache.add(TURN, "taken", TURN_VALID_S):
        return 0
    try:
        return _shift()
    finally:
        cache.delete(TURN)


def _shift() -> int:
    made, ends = 0, time.monotonic() + SHIFT_S
    flying: dict[Future[Outcome], Claimed] = {}
    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        while True:
            if time.monotonic() < ends:
                flying |= {pool.submit(post, one): one for one in _claimed(len(flying))}
            if not flying:
                return made
            done, _ = wait(flying, timeout=LOOK_EVERY_S, return_when=FIRST_COMPLETED)
            _keep_turn()
            for future in done:
                _write_down(flying.pop(future), future.result())
            made += len(done)


def _claimed(flying: int) -> list[Claimed]:
    """As many as there is room for. While PostgreSQL is away the outcomes of those in flight are waited for."""
    try:
        return ledger.claim(IN_FLIGHT - flying)
    except (OperationalError, InterfaceError):
        if not flying:
            raise
        return []


def _keep_turn() -> None:
    """Without Redis others may send as well: the ledger lets none take what another has."""
    try:
        cache.touch(TURN, TURN_VALID_S)
    except RedisError as error:
        log.warning("webhook_turn_not_kept", error=type(error).__name__)


def _write_down(claimed: Claimed, outcome: Outcome) -> None:
    """While PostgreSQL is away it is tried again: an outcome that was forgotten would be sent a second time."""
    until(lambda: _written(claimed, outcome), within=PATIENCE_S, every=0.5)


def _written(claimed: Claimed, outcome: Outcome) -> bool:
    try:
        ledger.write_down(claimed, outcome)
    except (OperationalError, InterfaceError) as error:
        log.warning("webhook_waits_for_database", error=type(error).__name__)
        return False
    return True


def post(claimed: Claimed) -> Outcome:
    """One attempt. It touches no database: it runs in a thread of its own."""
    at, started = timezone.now(), time.monotonic()
    status, error, answer, wait_s = _tried(claimed) if claimed.secrets else (None, AttemptError.UNSIGNED, "", None)
    spent = time.monotonic() - started
    if error == AttemptError.UNREACHABLE and spent >= SECONDS:
        error = AttemptError.TIMEOUT
    return Outcome(at, round(spent * 1000), error, status, answer, wait_s)


def _tried(claimed: Claimed) -> Answered:
    try:
        return _answer(claimed)
    except Exception as error:  # noqa: BLE001 - HTTP has many ways to be odd
        # No receiver may end the sender with one of them: all employers' outcomes would be lost with it. What it said
        # may tell of people, so that the log names the kind alone.
        log.warning("webhook_answer_unreadable", delivery_id=str(claimed.delivery_id), error=type(error).__name__)
        return None, AttemptError.UNREACHABLE, "", None


def _answer(claimed: Claimed) -> Answered:
    try:
        answer = outbound.send(
            "POST", claimed.url, headers=headers_of(claimed), content=claimed.content, seconds=SECONDS,
            max_bytes=MAX_BYTES, cut=True, operator_configured=is_operators(claimed.url),
        )  # fmt: skip
    except outbound.OutboundRefused:
        return None, AttemptError.REFUSED, "", None
    except outbound.OutboundFailed:
        return None, AttemptError.UNREACHABLE, "", None
    wait_s = retry_after(answer.status, answer.headers.get("Retry-After"))
    return answer.status, error_of(answer.status), kept(answer.body), wait_s


def headers_of(claimed: Claimed) -> dict[str, str]:
    """As of now, signed with every valid secret (Standard Webhooks, 1.0)."""
    now, message = timezone.now(), str(claimed.event_id)
    signatures = [Webhook(secret).sign(message, now, claimed.content.decode()) for secret in claimed.secrets]
    return {
        "Content-Type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
