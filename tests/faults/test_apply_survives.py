"""Under `make run` every part is killed once while candidates apply: nothing acknowledged is lost or doubled."""

import email
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import psycopg
import pytest

from hiretrack import env
from hiretrack.embedded import ports
from hiretrack.embedded.waiting import until
from tests.embedded.running import Servers, bare_environment
from tests.faults.crowd import MAY_BE_SAID, Crowd

# In one worker: the tests look at the end of one and the same run.
pytestmark = [pytest.mark.integ, pytest.mark.xdist_group("apply_survives")]
KILLED = ("postgres", "redis", "web worker", "web", "worker", "s3", "beat")
BACK_WITHIN = 60.0
LONGEST_ANSWER_S = 20.0
"""Four times a request's deadline: the machine has other things to do."""
WORKERS = 2
WEB_RUNS = "Started worker-"
NEW_WEB_WORKER = re.compile(r"Spawning worker-\d+ with PID: (\d+)")
OPENING = """
from employers.services import create_employer
from hiretrack.tenancy import employer_scope
from jobs.services import create_job, publish_job
employer = create_employer(name="Acme")
with employer_scope(employer.pk):
    job = create_job(title="Engineer", description_md="You build.", department="R&D", location="Berlin", country="DE")
    publish_job(job_id=job.pk)
print(job.pk)
"""
SETTINGS = {
    "CAPTCHA": "applications.captcha.Off",
    "RATE_LIMIT_EXPENSIVE": "100000/minute",
    "WEB_WORKERS": str(WORKERS),
    "WORKER_CONCURRENCY": str(WORKERS),
}
UNFINISHED = """
SELECT (SELECT count(*) FROM audit_auditlog WHERE dispatched_at IS NULL),
       (SELECT count(*) FROM notifications_message WHERE state IN ('queued', 'sending'))
"""
CLAIMS_RUN_OUT = """
UPDATE notifications_message SET claimed_at = claimed_at - interval '5 minutes'
WHERE state = 'sending' AND claimed_at < now() - interval '15 seconds'
"""
CANDIDATES = """
SELECT a.email, count(DISTINCT p.id), count(DISTINCT j.id), count(DISTINCT m.id),
       coalesce(bool_and(m.state = 'sent'), false)
FROM applicants_applicant a
LEFT JOIN applications_application p ON p.applicant_id = a.id
LEFT JOIN audit_auditlog j ON j.entity_id = p.id AND j.action = 'application.created'
LEFT JOIN notifications_message m ON m.entity_id = p.id
GROUP BY a.email
"""


@dataclass(frozen=True)
class Candidate:
    email: str
    applications: int
    entries: int
    messages: int
    all_sent: bool


@dataclass(frozen=True)
class Run:
    """What is left to look at when everything has come to rest."""

    crowd: Crowd
    people: list[Candidate]
    mails: Counter[tuple[str, str]]
    dead_letters: int
    received_after: dict[str, float]


@pytest.fixture(scope="module")
def run(data: Path) -> Iterator[Run]:
    book = ports.PortBook(data / "test-ports.json")
    with pytest.MonkeyPatch.context() as patch:
        port = book.port("web")
        addresses = {"HIRETRACK_PORT": str(port), "HIRETRACK_LIVE_PORT": str(book.port("live"))}
        for name, value in {**SETTINGS, **addresses}.items():
            patch.setenv(name, value)
        up = Servers(data, "up", "--no-demo")
        try:
            up.await_ready(within=180)
            yield _kill_everything(up, port)
        finally:
            up.end()


def _kill_everything(up: Servers, port: int) -> Run:
    took: dict[str, float] = {}
    with Crowd(port, _opening(up.data)) as crowd:
        for name in KILLED:
            crowd.await_more(within=BACK_WITHIN)
            _kill(up, name)
            until(lambda: _is_whole(port), within=BACK_WITHIN)
            took[name] = crowd.await_more(within=BACK_WITHIN)
    _await_end_of_work(up)
    return _left(up, crowd, took)


def _opening(data: Path) -> str:
    """The id of a published job, made as an operator would from a second terminal."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", OPENING]
    made = subprocess.run(command, cwd=env.PROJECT, env=bare_environment(data), capture_output=True, check=True)
    return made.stdout.decode().split()[-1]


def _kill(up: Servers, name: str) -> None:
    """Kill a part, and return once it has been started again."""
    before, starts = _pid(up, name), up.said().count(WEB_RUNS)
    os.kill(before, signal.SIGKILL)
    until(lambda: _pid(up, name) != before, within=BACK_WITHIN)
    until(lambda: "web" not in name or up.said().count(WEB_RUNS) > starts, within=BACK_WITHIN)


def _pid(up: Servers, name: str) -> int:
    """A program's, or that of the newest of the processes in which `web` answers."""
    return int(NEW_WEB_WORKER.findall(up.said())[-1]) if name == "web worker" else up.pid(name)


def _is_whole(port: int) -> bool:
    """Whether /readyz answers that every part is there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return bool(json.loads(answer.read())["status"] == "ok")
    except (OSError, http.client.HTTPException):
        return False


def _await_end_of_work(up: Servers) -> None:
    """Until every entry is dispatched and every mail's fate is known, by the sweepers where a message was lost."""
    # A worker killed while it sent left its claim, which is good for five minutes: as if they were over.
    until(lambda: up.asked(CLAIMS_RUN_OUT, UNFINISHED) == [(0, 0)], within=420, every=0.5)


def _left(up: Servers, crowd: Crowd, took: dict[str, float]) -> Run:
    with psycopg.connect(up.addresses["DATABASE_OWNER_URL"]) as connection:
        people = [Candidate(*row) for row in connection.execute(CANDIDATES)]
        found = connection.execute("SELECT count(*) FROM background_deadletter").fetchone()
    mails = Counter((str(mail["To"]), str(mail["Message-ID"])) for mail in _mails(up.data / "mail"))
    return Run(crowd, people, mails, found[0] if found else 0, took)


def _mails(folder: Path) -> Iterator[Message]:
    """Django names a file by its second and an address in memory, so that several mails may share one."""
    for path in folder.iterdir():
        for text in path.read_bytes().split(b"-" * 79 + b"\n"):
            if text.strip():
                yield email.message_from_bytes(text.lstrip())


def test_every_acknowledged_application_exists_once(run: Run) -> None:
    assert not run.crowd.stranded
    assert sorted(run.crowd.received) == sorted(one.email for one in run.people)
    assert {one.applications for one in run.people} == {1}


def test_every_application_is_journalled_once(run: Run) -> None:
    assert {one.entries for one in run.people} == {1}
    assert run.dead_letters == 0


def test_every_candidate_is_mailed_once(run: Run) -> None:
    assert {(one.messages, one.all_sent) for one in run.people} == {(1, True)}
    assert sorted(to for to, _id in run.mails) == sorted(run.crowd.received)
    # What a worker was sending when it was killed goes out again, under the same Message-ID.
    assert run.mails.total() - len(run.mails) <= WORKERS


def test_candidates_are_only_told_to_try_again(run: Run) -> None:
    assert set(run.crowd.refusals) <= MAY_BE_SAID
    assert (503, "limiter_unavailable") in run.crowd.refusals
    assert run.crowd.longest < LONGEST_ANSWER_S
