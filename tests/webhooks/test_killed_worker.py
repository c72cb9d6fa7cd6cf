"""A real worker is killed while a receiver holds its request: the event arrives again, and ends delivered."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from employers.models import Employer
from hiretrack.embedded.waiting import until
from hiretrack.tenancy import employer_scope
from tests.embedded.running import pid_of
from tests.factories import webhooks
from tests.factories.applications import ApplicationFactory
from tests.stack import running
from tests.webhooks.receivers import Receiver, receiving, replying
from tests.webhooks.rounds import attempts, change, fresh
from webhooks.ledger import CLAIM_VALID
from webhooks.models import WebhookDelivery

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
PARTS = frozenset({"web", "worker", "beat"})


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def folder(transactional_db: None, bucket: str, tmp_path: Path) -> Iterator[Path]:
    with running(tmp_path, PARTS, WEBHOOK_PRIVATE_HOSTS="127.0.0.1"):
        yield tmp_path


def queued(employer: Employer, url: str) -> WebhookDelivery:
    """Of a move; beat has it sent within seconds."""
    with employer_scope(employer.pk):
        made = webhooks.subscription(url)
        return webhooks.delivery(webhooks.changed(ApplicationFactory()), made)


def test_event_held_by_a_killed_worker_arrives_again(folder: Path, employer: Employer, receiver: Receiver) -> None:
    held = threading.Event()
    receiver.reply = lambda _: held.wait(120) and None
    row = queued(employer, receiver.url)
    until(lambda: receiver.got, within=120)

    before = pid_of(folder, "worker")
    os.kill(before, signal.SIGKILL)
    until(lambda: pid_of(folder, "worker") != before, within=60)
    receiver.reply = replying(204)
    # Its claim runs out after minutes, which the test does not wait for.
    change(row, claimed_at=timezone.now() - CLAIM_VALID * 2)

    until(lambda: fresh(row).state == "delivered", within=120)
    held.set()
    assert receiver.ids == [str(row.event_id)] * 2
    assert [(one.number, one.error, one.status) for one in attempts(row)] == [(1, "outcome_lost", None), (2, "", 204)]
