"""Asking for comparisons, deleting them, and sending again what a lost message left waiting."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from hiretrack.audit.services import record
from hiretrack.background.models import TaskRun
from hiretrack.background.services import cancel, start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import enqueue
from hiretrack.context import current_actor
from hiretrack.errors import DomainError, FieldError, Invalid, NotFound
from hiretrack.tenancy import employer_scope
from shortlists.choices import FEWEST_COMPARED, MOST_COMPARED, Section
from shortlists.models import ComparedApplicant, Comparison
from shortlists.services.locking import owner_of
from shortlists.services.people import resolve_all

KIND = "shortlists.compare"


@transaction.atomic
def create_comparison(
    *, job_id: uuid.UUID, title: str, applicant_ids: Sequence[uuid.UUID], sections: Sequence[str] = ()
) -> Comparison:
    """Ask for a report of 2 to 6 applicants side by side; without `sections`, of all parts. `run` is its task.

    Raises `NotFound`, and `Invalid` that names every applicant who is unknown or given twice.
    """
    employer_id = owner_of(job_id)
    if not FEWEST_COMPARED <= len(applicant_ids) <= MOST_COMPARED:
        said = f"Give {FEWEST_COMPARED} to {MOST_COMPARED} applicants."
        raise Invalid("That many cannot be compared.", errors=[FieldError("/applicant_ids", "length", said)])
    # A platform admin's scope is no employer's, and a task needs one.
    with employer_scope(employer_id):
        pointers = [f"/applicant_ids/{place}" for place in range(len(applicant_ids))]
        people = resolve_all(applicant_ids, employer_id=employer_id, pointers=pointers)
        comparison = _made(employer_id, job_id, title, [str(part) for part in sections or Section])
        ComparedApplicant.objects.bulk_create(
            ComparedApplicant(employer_id=employer_id, comparison=comparison, applicant_id=pk, position=place)
            for place, pk in enumerate(people, 1)
        )
        record("comparison.created", entity=comparison, job_id=str(job_id), applicants=len(people))
        _send(comparison)
    return comparison


def _made(employer_id: uuid.UUID, job_id: uuid.UUID, title: str, sections: list[str]) -> Comparison:
    user_id = current_actor().user_id
    run = start_run(kind=KIND, owner_id=user_id)
    ordered = [str(part) for part in Section if part in sections]
    made: Comparison = Comparison.objects.create(
        employer_id=employer_id,
        job_id=job_id,
        title=title,
        config={"sections": ordered},
        run=run,
        created_by_id=user_id,
    )
    return made


def _send(comparison: Comparison) -> None:
    from shortlists.tasks import compare

    enqueue(compare, str(comparison.pk), str(comparison.run_id))


@transaction.atomic
def delete_comparison(*, comparison_id: uuid.UUID) -> None:
    """Delete a comparison with its report; one that is being made is given up. Raises `NotFound`."""
    rows = Comparison.objects.select_for_update(of=("self",)).select_related("run")
    comparison: Comparison | None = rows.filter(pk=comparison_id).first()
    if comparison is None:
        raise NotFound
    _give_up(comparison.run)
    record("comparison.deleted", entity=comparison, job_id=str(comparison.job_id))
    comparison.delete()


def _give_up(run: TaskRun | None) -> None:
    if run is not None and run.is_open:
        try:
            cancel(run)
        except DomainError:
            # It has ended meanwhile, which is as good.
            return


def resend_waiting() -> int:
    """Send again the comparisons whose message was lost; how many runs there were. A report that is made twice is the
    same report."""
    return resend_silent(kind=KIND, send=_resend)


def _resend(run: TaskRun) -> None:
    for comparison in Comparison.objects.filter(run=run):
        _send(comparison)
