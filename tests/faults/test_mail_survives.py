"""Mails under `make run` while the provider misbehaves and every part is killed: each arrives, and none twice."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from hiretrack import env
from hiretrack.embedded import ports
from hiretrack.embedded.waiting import until
from tests.embedded.running import Servers, bare_environment
from tests.faults.test_apply_survives import _kill
from tests.notifications.servers import MoodyResendServer, SmtpServer, serving

# In one worker: the tests look at the end of one and the same run.
pytestmark = [pytest.mark.integ, pytest.mark.xdist_group("mail_survives")]
MAILS, WORKERS = 120, 2
KILLED = ("worker", "redis", "postgres", "beat", "worker")
PASSWORDS_CHANGED = f"""
from employers.models import User
from hiretrack.audit.services import record
for number in range({MAILS}):
    user = User.objects.create_user(f"user.{{number}}@example.com", None, name="Ada", roles=["applicant"])
    record("user.password_changed", entity=user)
"""
UNFINISHED = """
SELECT (SELECT count(*) FROM audit_auditlog WHERE dispatched_at IS NULL),
       (SELECT count(*) FROM notifications_message WHERE state IN ('queued', 'sending'))
"""
TIME_PASSES = (
    # A worker that was killed while it sent left its claim, which is good for five minutes: as if they were over.
    """UPDATE notifications_message SET claimed_at = claimed_at - interval '5 minutes'
       WHERE state = 'sending' AND claimed_at < now() - interval '15 seconds'""",
    "UPDATE notifications_message SET send_after = now() WHERE state = 'queued' AND send_after > now()",
)
LEDGER = "SELECT id::text, state, channel FROM notifications_message WHERE kind = 'password_changed'"


@dataclass(frozen=True)
class Run:
    """What the ledger says, and what the two providers have taken."""

    ledger: dict[str, tuple[str, str]]
    by_resend: list[str]
    by_smtp: list[str]


@pytest.fixture(scope="module")
def run(data: Path) -> Iterator[Run]:
    book = ports.PortBook(data / "test-ports.json")
    with (
        pytest.MonkeyPatch.context() as patch,
        serving(MoodyResendServer(pause_s=0.15)) as resend,
        serving(SmtpServer()) as smtp,
    ):
        given = {
            "HIRETRACK_PORT": book.port("web"), "HIRETRACK_LIVE_PORT": book.port("live"),
            "WORKER_CONCURRENCY": WORKERS, "WEB_WORKERS": 1,
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": smtp.server_address[1],
            "RESEND_API_KEY": "re_test", "RESEND_API_URL": f"http://127.0.0.1:{resend.server_address[1]}",
        }  # fmt: skip
        for name, value in given.items():
            patch.setenv(name, str(value))
        up = Servers(data, "up", "--no-demo")
        try:
            up.await_ready(within=180)
            yield _kill_everything(up, resend, smtp)
        finally:
            up.end()


def _kill_everything(up: Servers, resend: MoodyResendServer, smtp: SmtpServer) -> Run:
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", PASSWORDS_CHANGED]
    subprocess.run(command, cwd=env.PROJECT, env=bare_environment(up.data), capture_output=True, check=True)
    for name in KILLED:
        before = len(resend.seen)
        until(lambda: len(resend.seen) >= min(before + 8, MAILS), within=120)  # noqa: B023 - called at once
        _kill(up, name)
    _await_end_of_work(up)
    with psycopg.connect(up.addresses["DATABASE_OWNER_URL"]) as connection:
        ledger = {pk: (state, channel) for pk, state, channel in connection.execute(LEDGER)}
    return Run(ledger, list(resend.mails), [str(mail["Message-ID"])[1:37] for mail in smtp.mails])


def _await_end_of_work(up: Servers) -> None:
    until(lambda: up.asked(*TIME_PASSES, UNFINISHED) == [(0, 0)], within=420, every=0.5)


def test_every_mail_was_taken(run: Run) -> None:
    assert len(run.ledger) == MAILS
    assert {state for state, _channel in run.ledger.values()} == {"sent"}
    assert {*run.by_resend, *run.by_smtp} == set(run.ledger)


def test_no_mail_went_two_ways(run: Run) -> None:
    assert not set(run.by_resend) & set(run.by_smtp)
    assert len(run.by_resend) > MAILS / 2
    assert run.by_smtp


def test_none_was_doubled_but_for_what_smtp_cannot_tell(run: Run) -> None:
    doubled = {one: count for one, count in Counter(run.by_smtp).items() if count > 1}

    # Killed between the server's answer and our note: again under the same Message-ID, at most what a worker held.
    assert sum(doubled.values()) - len(doubled) <= WORKERS * KILLED.count("worker")


def test_ledger_knows_who_took_it(run: Run) -> None:
    told = {pk: channel for pk, (_state, channel) in run.ledger.items()}

    assert {pk for pk, channel in told.items() if channel == "smtp"} == set(run.by_smtp)
