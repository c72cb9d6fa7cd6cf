"""Shortlists and comparisons, in the open scope."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.utils import timezone

from applicants.models import Applicant
from hiretrack.tenancy import require_scope
from jobs.models import Job
from shortlists.choices import Section
from shortlists.models import ComparedApplicant, Comparison, ComparisonReport, Shortlist, ShortlistEntry
from shortlists.services import replace_entries
from shortlists.services.replacing import Wanted

if TYPE_CHECKING:
    from tests.api.foreign import Made, Neighbour


def shortlisted(job: Job, *people: Applicant, notes: str = "", score: float | None = None) -> Shortlist:
    """`people` on the job's shortlist, in this order."""
    return replace_entries(job_id=job.pk, entries=[Wanted(person.pk, score, notes) for person in people])


def compared(job: Job, *people: Applicant, title: str = "Final round", html: str = "") -> Comparison:
    """`people` side by side; with `html` as the report that was made of them."""
    employer_id = require_scope().employer_id
    ready = timezone.now() if html else None
    config = {"sections": list(Section.values)}
    comparison: Comparison = Comparison.objects.create(
        employer_id=employer_id, job=job, title=title, config=config, ready_at=ready
    )
    for place, person in enumerate(people, 1):
        ComparedApplicant.objects.create(
            employer_id=employer_id, comparison=comparison, applicant=person, position=place
        )
    if html:
        ComparisonReport.objects.create(
            employer_id=employer_id, comparison=comparison, html=html, pdf=f"%PDF-{html}".encode()
        )
    return comparison


def order(job: Job) -> list[uuid.UUID]:
    """Who stands on the job's shortlist, by rank; ranks have no gaps."""
    rows = ShortlistEntry.objects.filter(shortlist__job=job, superseded_by=None).order_by("rank")
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    return [row.applicant_id for row in rows]


def neighbours(job: Job, person: Applicant, word: str) -> tuple[Shortlist, Comparison]:
    """One of each for the back office's pages, unknown to the journal."""
    owner = {"employer_id": job.employer_id}
    shortlist = Shortlist.objects.create(job=job, **owner)
    ShortlistEntry.objects.create(shortlist=shortlist, applicant=person, rank=1, notes=word, **owner)
    return shortlist, compared(job, person, title=f"{word} comparison", html=word)


def foreign(neighbour: Neighbour) -> Made:
    """A ready comparison and a shortlist of the other employer."""
    from tests.api.foreign import SECRET

    shortlisted(neighbour.job, neighbour.applicant, notes=SECRET)
    comparison = compared(neighbour.job, neighbour.applicant, title=SECRET, html=SECRET)
    return {"comparisonId": comparison.pk}
