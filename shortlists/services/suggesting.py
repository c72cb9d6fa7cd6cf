"""The best of an employer's applicants for a job, put on its shortlist with their scores."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from applications.choices import ApplicationStatus
from applications.models import Application
from hiretrack.audit.services import record
from hiretrack.context import current_actor
from hiretrack.errors import DomainError, NotFound
from jobs.models import Job
from shortlists.choices import MAX_ENTRIES
from shortlists.matching import ApplicantFacts, Scorer
from shortlists.models import MatchingFacts, Shortlist, ShortlistEntry
from shortlists.models.facts import STALE
from shortlists.services.locking import hold_shortlist, standing, touch
from shortlists.services.matching import job_facts
from shortlists.services.people import hold_applicants

MOST_CONSIDERED = 50_000
"""Applicants, the newest; about two seconds' work."""
OVER = (ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN)
READ_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    applicant_id: uuid.UUID
    score: int


def suggestions(*, job_id: uuid.UUID, limit: int, min_score: int = 0) -> list[Suggestion]:
    """The best `limit` who are not on the list, whether they applied or not, best first; without whoever was turned
    down for this job or has withdrawn. Nothing is written. Raises `NotFound`."""
    job = Job.objects.select_related("employer").filter(pk=job_id).first()
    if job is None:
        raise NotFound
    scorer, out = Scorer(job_facts(job)), _left_out(job_id)
    scored = ((scorer.score(facts), pk) for pk, facts in _everybody() if pk not in out)
    best = heapq.nlargest(limit, (pair for pair in scored if pair[0] >= min_score))
    return [Suggestion(pk, score) for score, pk in best]


def _everybody() -> Iterator[tuple[uuid.UUID, ApplicantFacts]]:
    """Read as they are scored: all of them at once would be larger than the rest of the process."""
    known = MatchingFacts.objects.filter(version__gt=STALE, applicant__merged_into=None, applicant__erased_at=None)
    rows = known.order_by("-id").values_list("applicant_id", "skills", "titles", "places")[:MOST_CONSIDERED]
    for pk, skills, titles, places in rows.iterator(chunk_size=READ_AT_ONCE):
        yield pk, ApplicantFacts(skills, titles, tuple(places))


def _left_out(job_id: uuid.UUID) -> set[uuid.UUID]:
    listed = ShortlistEntry.objects.filter(shortlist__job_id=job_id).values_list("applicant_id", flat=True)
    over = Application.objects.filter(job_id=job_id, superseded_by=None, status__in=OVER)
    return {*listed, *over.order_by().values_list("applicant_id", flat=True)}


@transaction.atomic
def suggest_entries(*, job_id: uuid.UUID, limit: int, min_score: int = 0) -> list[ShortlistEntry]:
    """Put them at the end of the shortlist, best first; those who were put there. Without anybody to suggest nothing
    is written. Raises `NotFound` and 409 `shortlist_full`."""
    chosen = suggestions(job_id=job_id, limit=limit, min_score=min_score)
    owner = Job.objects.values_list("employer_id", flat=True).get(pk=job_id)
    held = hold_applicants([one.applicant_id for one in chosen], employer_id=owner)
    shortlist = hold_shortlist(job_id, employer_id=owner)
    there = standing(shortlist)
    on_it = {entry.applicant_id for entry in there}
    # Somebody else may have listed, merged or erased them meanwhile.
    still = [one for one in chosen if held.get(one.applicant_id) == one.applicant_id and one.applicant_id not in on_it]
    _refuse_full(there, wanted=len(still))
    made = [_entry(shortlist, one, rank) for rank, one in enumerate(still[: MAX_ENTRIES - len(there)], len(there) + 1)]
    _put(shortlist, made, size=len(there) + len(made))
    return made


def _refuse_full(there: list[ShortlistEntry], *, wanted: int) -> None:
    if wanted and len(there) >= MAX_ENTRIES:
        raise DomainError(
            f"A shortlist has at most {MAX_ENTRIES} entries.", code="shortlist_full", title="The shortlist is full"
        )


def _entry(shortlist: Shortlist, one: Suggestion, rank: int) -> ShortlistEntry:
    return ShortlistEntry(
        employer_id=shortlist.employer_id,
        shortlist=shortlist,
        applicant_id=one.applicant_id,
        rank=rank,
        score=one.score,
        added_by_id=current_actor().user_id,
    )


def _put(shortlist: Shortlist, made: list[ShortlistEntry], *, size: int) -> None:
    if made:
        ShortlistEntry.objects.bulk_create(made)
        touch([shortlist])
        record("shortlist.updated", entity=shortlist, job_id=str(shortlist.job_id), entries=size, suggested=len(made))
