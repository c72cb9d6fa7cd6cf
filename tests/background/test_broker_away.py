"""A broker that does not answer: requests go on, and the sweepers send later."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from kombu import pools
from structlog.testing import capture_logs

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.background.deadletters import retry_dead_letter
from hiretrack.background.models import DeadLetter
from hiretrack.celery import TenantTask, app, enqueue
from hiretrack.errors import Unavailable
from hiretrack.tenancy import ScopeMissing, employer_scope
from tests.background import sample_tasks


@pytest.fixture
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The application's own producers, aimed at a port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        _forget_connections()
        monkeypatch.setattr(app.conf, "broker_write_url", f"redis://127.0.0.1:{taken.getsockname()[1]}/0")
        yield
    _forget_connections()


def _forget_connections() -> None:
    """The next message opens its own; kombu also keeps a pool by address, which stays closed once it was closed."""
    app._pool = None
    app.amqp._producer_pool = None
    pools.reset()


@pytest.mark.usefixtures("_no_broker")
@pytest.mark.django_db(transaction=True)
def test_write_is_kept_though_nothing_could_be_sent(employer: Employer) -> None:
    with capture_logs() as logs, employer_scope(employer.pk):
        record("employer.updated", entity=employer, employer_id=employer.pk)

    with employer_scope(employer.pk):
        assert AuditLog.objects.filter(dispatched_at=None).count() == 1
    assert [line["task"] for line in logs if line["event"] == "broker_away"] == ["audit.dispatch"]


@pytest.mark.usefixtures("_no_broker")
@pytest.mark.django_db
def test_dead_letter_that_could_not_be_sent_stays_waiting() -> None:
    letter = DeadLetter.objects.create(task="sample.fail", args=["x"], error="ValueError")

    with pytest.raises(Unavailable):
        retry_dead_letter(letter)

    letter.refresh_from_db()
    assert letter.retried_at is None


@pytest.mark.django_db
def test_tenant_task_is_refused_outside_a_scope_before_the_commit() -> None:
    assert isinstance(sample_tasks.see_own, TenantTask)

    with pytest.raises(ScopeMissing):
        enqueue(sample_tasks.see_own, "x")
