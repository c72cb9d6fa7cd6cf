"""Under `make run` a board is scanned, and candidates are scored, while Redis, PostgreSQL and the worker are killed.

The scan ends once and exact, and every score is computed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hiretrack import env
from hiretrack.embedded import ports
from hiretrack.embedded.waiting import until
from tests.embedded.running import Servers, bare_environment
from tests.jobs.sourcing.boardserver import BoardServer, Handler, as_json, serving

pytestmark = [pytest.mark.integ, pytest.mark.xdist_group("scan_survives")]
PAGE, LISTINGS = 100, 650
HELD = {200: "redis", 400: "postgres", 500: "worker"}
"""While the page that begins there is on its way, this is killed. Rows are stored once 500 are there."""
SCANNED = """
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.sourcing.models import JobBoard
from jobs.sourcing.services import start_scan
with employer_scope(Employer.objects.create(name="Initech", slug="initech").pk):
    board = JobBoard.objects.create(
        name="Initech", kind="lever", url="https://jobs.lever.co/initech", scraper_config={{"api_url": "{url}"}},
        enabled=False,
    )
    start_scan(board_id=board.pk)
"""
# A worker that was killed has left its scan running, which is called again after a minute: as if that were over.
TIME_PASSES = """
UPDATE sourcing_scan SET touched_at = touched_at - interval '5 minutes'
WHERE state = 'running' AND touched_at < now() - interval '20 seconds' AND touched_at > now() - interval '3 minutes'
"""
LEFT = """
SELECT state, error, attempts, found, added, changed, returned, gone, (SELECT count(*) FROM sourcing_listing),
    (SELECT count(DISTINCT dedup_hash) FROM sourcing_listing), (SELECT count(*) FROM sourcing_sighting),
    (SELECT state FROM background_taskrun WHERE id = run_id)
FROM sourcing_scan
"""

PEOPLE = 60
FLOOD = f"""
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from shortlists.models import MatchingFacts
from tests.factories.applications import ApplicationFactory, published_job
with employer_scope(Employer.objects.create(name="Umbrella", slug="umbrella").pk):
    made = ApplicationFactory.create_batch({PEOPLE}, job=published_job(title="Data Engineer"))
    MatchingFacts.objects.bulk_create(MatchingFacts(applicant_id=one.applicant_id) for one in made)
"""
MARKED = """
UPDATE shortlists_matchingfacts SET version = 0;
DELETE FROM shortlists_match
"""
SCORED = """
SELECT (SELECT count(*) FROM shortlists_match WHERE version > 0),
    (SELECT count(DISTINCT applicant_id) FROM shortlists_match), (SELECT count(*) FROM shortlists_match),
    (SELECT count(*) FROM shortlists_matchingfacts WHERE version = 0)
"""


@dataclass
class Board:
    """A page of `HELD` waits for its signal when it is asked for the first time."""

    arrived: dict[int, threading.Event] = field(default_factory=lambda: {skip: threading.Event() for skip in HELD})
    released: dict[int, threading.Event] = field(default_factory=lambda: {skip: threading.Event() for skip in HELD})

    def reply(self, handler: Handler) -> None:
        skip = int(handler.path.partition("skip=")[2].partition("&")[0])
        if skip in HELD and not self.arrived[skip].is_set():
            self.arrived[skip].set()
            self.released[skip].wait(60)
        rows = range(skip, min(skip + PAGE, LISTINGS))
        as_json([{"id": f"{n}", "text": f"Engineer {n}", "hostedUrl": f"https://x.example/{n}"} for n in rows])(handler)


@pytest.fixture(scope="module")
def server() -> Iterator[BoardServer]:
    with serving() as made:
        yield made


@pytest.fixture(scope="module")
def up(data: Path, server: BoardServer) -> Iterator[Servers]:
    book = ports.PortBook(data / "test-ports.json")
    given = {
        "HIRETRACK_PORT": book.port("web"), "HIRETRACK_LIVE_PORT": book.port("live"), "WEB_WORKERS": 1,
        "SOURCING_PRIVATE_HOSTS": server.host, "SOURCING_HOST_DELAY_S": 0,
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, str(value))
        running = Servers(data, "up", "--no-demo")
        try:
            running.await_ready(within=180)
            yield running
        finally:
            running.end()


def carry_out(up: Servers, code: str) -> None:
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    subprocess.run(command, cwd=env.PROJECT, env=bare_environment(up.data), capture_output=True, check=True)


def test_scan_ends_once_with_exact_counts(up: Servers, server: BoardServer) -> None:
    board = Board()
    url = server.answer("/v0/postings/initech", board.reply)
    carry_out(up, SCANNED.format(url=url))

    for skip, part in HELD.items():
        assert board.arrived[skip].wait(240), (part, up.said()[-3000:])
        os.kill(up.pid(part), signal.SIGKILL)
        board.released[skip].set()

    (row,) = until(lambda: ended(up), within=300, every=1.0)
    assert row == ("complete", "", 3, 650, 650, 0, 0, 0, 650, 650, 650, "succeeded")


def ended(up: Servers) -> list[tuple[object, ...]]:
    """Everything that is left of the scan once it has ended; nothing before."""
    rows = up.asked(TIME_PASSES, LEFT)
    return [] if any(row[0] in {"queued", "running"} or row[-1] in {"queued", "running"} for row in rows) else rows


def test_every_marked_score_is_computed_once(up: Servers) -> None:
    carry_out(up, FLOOD)

    for part in ("worker", "redis", "postgres"):
        until(lambda: up.asked(MARKED, SCORED), within=60)
        os.kill(up.pid(part), signal.SIGKILL)

    until(lambda: up.asked(SCORED) == [(PEOPLE, PEOPLE, PEOPLE, 0)], within=240, every=1.0)
