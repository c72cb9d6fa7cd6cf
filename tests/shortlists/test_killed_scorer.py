"""A real worker is killed in the middle of a flood: whatever was marked is scored, and once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from employers.models import Employer
from hiretrack.embedded.waiting import until
from hiretrack.tenancy import all_tenants, employer_scope
from shortlists.models import Match, MatchingFacts
from tests.embedded.running import pid_of
from tests.factories.applications import ApplicationFactory, published_job
from tests.stack import running

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
PARTS = frozenset({"web", "worker", "beat"})
PEOPLE = 60


@pytest.fixture
def folder(transactional_db: None, bucket: str, tmp_path: Path) -> Iterator[Path]:
    with running(tmp_path, PARTS):
        yield tmp_path


def flood(employer: Employer) -> None:
    """As the listeners leave it, without the scores that they mark: those are locked."""
    with employer_scope(employer.pk):
        job = published_job(title="Data Engineer")
        made = ApplicationFactory.create_batch(PEOPLE, job=job)
        MatchingFacts.objects.bulk_create(MatchingFacts(applicant_id=one.applicant_id) for one in made)


def scored() -> int:
    with all_tenants(reason="test"):
        return Match.objects.filter(version__gt=0).count()


def waits_for_the_lock() -> bool:
    """Whether somebody has computed, and cannot write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'shortlists_match'::regclass")
        return bool(cursor.fetchone()[0])


@contextmanager
def unwritable() -> Iterator[None]:
    """Nobody can write a score meanwhile."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with all_tenants(reason="test"), connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("LOCK TABLE shortlists_match IN SHARE MODE")
            held.set()
            done.wait(600)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert held.wait(60)
        yield
    finally:
        done.set()
        other.join()


def test_killed_worker_loses_no_score(folder: Path, employer: Employer) -> None:
    with unwritable():
        flood(employer)
        until(waits_for_the_lock, within=180)
        before = pid_of(folder, "worker")
        os.kill(before, signal.SIGKILL)
        until(lambda: pid_of(folder, "worker") != before, within=60)
    # The dead worker's turn runs out after half a minute, which the test does not wait for.
    cache.delete("shortlists:scores:turn")

    until(lambda: scored() == PEOPLE, within=180)
    with all_tenants(reason="test"):
        assert not MatchingFacts.objects.filter(version=0).exists()
        assert Match.objects.count() == PEOPLE
