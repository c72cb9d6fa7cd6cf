"""A real worker is killed in the middle of a board: the scan begins again, and its counts end exactly right."""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from employers.models import Employer
from hiretrack.embedded.waiting import until
from hiretrack.tenancy import employer_scope
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.models import Listing, Scan
from jobs.sourcing.services import start_scan
from tests.embedded.running import pid_of
from tests.factories.sourcing import BoardFactory
from tests.jobs.sourcing.boardserver import BoardServer, Handler, as_json, serving
from tests.jobs.sourcing.scans.paper import counted, fresh
from tests.stack import running

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
PARTS = frozenset({"web", "worker", "beat"})
PAGE, PAGES = 100, 7


@pytest.fixture
def server() -> Iterator[BoardServer]:
    with serving() as made:
        yield made


@pytest.fixture
def folder(transactional_db: None, bucket: str, server: BoardServer, tmp_path: Path) -> Iterator[Path]:
    quick = {"SOURCING_HOST_DELAY_S": "0", "SOURCING_PRIVATE_HOSTS": server.host}
    with running(tmp_path, PARTS, **quick):
        yield tmp_path


def nth(number: int) -> Any:
    first = number * PAGE
    jobs = [
        {"id": str(one), "text": f"Engineer {one}", "hostedUrl": f"https://jobs.example.com/{one}"}
        for one in range(first, first + (PAGE if number < PAGES - 1 else 50))
    ]
    return as_json(jobs)


def lever(server: BoardServer, held: threading.Event) -> str:
    """Seven pages, of which the sixth waits for `held` when it is asked for."""

    def reply(handler: Handler) -> None:
        skip = int(handler.path.partition("skip=")[2].partition("&")[0])
        if skip == 5 * PAGE and not held.is_set():
            held.wait(120)
            handler.connection.close()
        else:
            nth(skip // PAGE)(handler)

    return server.answer("/v0/postings/initech", reply)


def test_scan_of_a_killed_worker_ends_with_exact_counts(folder: Path, employer: Employer, server: BoardServer) -> None:
    held = threading.Event()
    with employer_scope(employer.pk):
        board = BoardFactory(kind=BoardKind.LEVER, scraper_config={"api_url": lever(server, held)})
        scan = start_scan(board_id=board.pk, by_worker=False)
        # Beat's next sweep finds it, as one whose message was lost.
        Scan.objects.filter(pk=scan.pk).update(created_at=timezone.now() - dt.timedelta(minutes=5))
    until(lambda: fresh(scan).added == 5 * PAGE, within=300)

    before = pid_of(folder, "worker")
    os.kill(before, signal.SIGKILL)
    until(lambda: pid_of(folder, "worker") != before, within=60)
    held.set()
    with employer_scope(employer.pk):
        Scan.objects.filter(pk=scan.pk).update(touched_at=timezone.now() - dt.timedelta(minutes=5))

    done = until(lambda: fresh(scan) if fresh(scan).state == "complete" else None, within=300)
    assert (done.attempts, done.found, counted(done)) == (2, 650, (650, 0, 0, 0))
    with employer_scope(employer.pk):
        assert Listing.objects.count() == 650
