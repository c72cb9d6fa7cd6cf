"""Fair review switched while people apply, are moved and merged: nobody waits in a circle, the columns stay true."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant
from applications.models import Application
from applications.services import ApplyData, apply, move
from employers.models import Employer
from hiretrack.errors import DomainError
from hiretrack.tenancy import employer_scope
from jobs.services import update_job
from tests.factories.applications import ApplicationFactory, published_job

pytestmark = pytest.mark.django_db(transaction=True)
COMPLETE = {"description_md": "You build things.", "location": "Berlin", "country": "DE"}
TURNS = 8


def all_together(employer: Employer, *works: Callable[[int], Any]) -> None:
    """Each over and over in a thread of its own. A refusal in words is an answer; a deadlock is not."""

    def run(work: Callable[[int], Any]) -> None:
        try:
            for turn in range(TURNS):
                try:
                    with transaction.atomic(), employer_scope(employer.pk):
                        work(turn)
                except DomainError:
                    continue
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(run, works))


def test_columns_stay_true_whatever_happens_at_once(employer: Employer) -> None:
    with employer_scope(employer.pk):
        job, other = (published_job(**COMPLETE, fair_review=True) for _ in range(2))
        rows = [ApplicationFactory(job=job, status="screening") for _ in range(TURNS)]
        pair = [row.applicant_id for row in rows[:2]]
    sent = itertools.count()

    def applies(_: int) -> None:
        email = f"new{next(sent) % 5}@example.com"
        apply(job_id=(job, other)[next(sent) % 2].pk, data=ApplyData(name="Ada Lovelace", email=email))

    all_together(
        employer,
        lambda turn: update_job(job_id=job.pk, changes={"fair_review": bool(turn % 2)}),
        lambda turn: update_job(job_id=other.pk, changes={"fair_review": bool(turn % 2)}),
        lambda turn: move(application_id=rows[turn].pk, status="interview"),
        lambda turn: move(application_id=rows[-turn - 1].pk, status="rejected"),
        lambda turn: _merged(turn, pair),
        applies,
        applies,
    )

    with employer_scope(employer.pk):
        assert not _wrong()


def _merged(turn: int, pair: list[uuid.UUID]) -> None:
    if turn % 2:
        unmerge_applicant(applicant_id=pair[0])
    else:
        merge_applicants(survivor_id=pair[0], duplicate_id=pair[1])


def _wrong() -> list[Any]:
    """Rows whose column is not what it would be if all were computed again."""
    reached = Application.objects.filter(stages__status="interview", stages__undone=False).values("pk")
    expected = Application.objects.filter(job__fair_review=True).exclude(pk__in=reached).values("pk")
    rows = Application.objects.filter(identity_hidden=True)
    wrong = [*rows.exclude(pk__in=expected), *Application.objects.filter(identity_hidden=False, pk__in=expected)]
    current = Application.objects.filter(superseded_by=None)
    known = current.filter(identity_hidden=False).values("applicant")
    wrong += Applicant.objects.filter(merged_into=None, identity_hidden=True, pk__in=known)
    hidden = current.filter(identity_hidden=True).values("applicant")
    missed = Applicant.objects.filter(merged_into=None, identity_hidden=False, pk__in=hidden)
    return [*wrong, *missed.exclude(pk__in=known)]
