"""Scores, kept true for each job and whoever applied for it or stands on its shortlist."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application
from jobs.models import Job
from shortlists.matching import VERSION, ApplicantFacts, JobFacts, Scorer, of_job
from shortlists.models import Match, MatchingFacts, ShortlistEntry
from shortlists.models.facts import STALE
from shortlists.services.facts import facts_of, held_facts, mark_applicants

COLUMNS = (
    "id", "employer_id", "title", "description_md", "tags", "location", "country", "remote", "company", "updated_at",
)  # fmt: skip
WRITTEN = ("score", "keywords", "title", "location", "evidence", "version", "computed_at")
BATCH = 500
Pair = tuple[uuid.UUID, uuid.UUID]
"""An applicant and a job."""


class Counted(NamedTuple):
    people: int
    scores: int


def job_facts(job: Job) -> JobFacts:
    return of_job(
        title=job.title,
        description=job.description_md,
        tags=job.tags,
        location=job.location,
        country=job.country,
        remote=job.remote,
        company=job.company or job.employer.name,
    )


def match_applicant(*, applicant_id: uuid.UUID) -> int:
    """Read what is known of them, and score them anew for each of their jobs; how many those are."""
    employer_id = Applicant.objects.filter(pk=applicant_id).values_list("employer_id", flat=True).first()
    return match_applicants(ids=[applicant_id], employer_id=employer_id).scores if employer_id else 0


@transaction.atomic
def match_applicants(*, ids: Collection[uuid.UUID], employer_id: uuid.UUID, waiting: bool = True) -> Counted:
    """Read what is known of them, and score each for all their jobs. Scores that are none any more go, and so does
    everything of those who are gone. Without `waiting`, whom somebody else holds is left out."""
    known = held_facts(ids, employer_id=employer_id, waiting=waiting)
    gone = _forget(set(ids) - known.keys())
    pairs = _pairs_of(known)
    _drop_others(known, pairs)
    return Counted(len(known) + gone, _score(pairs, known))


@transaction.atomic
def match_pairs(*, ids: Collection[uuid.UUID]) -> int:
    """Compute these stale scores anew, where nobody else is at it; how many were worked off. Whoever has no facts is
    marked, to be read first."""
    wanted = list(Match.objects.filter(pk__in=ids).order_by().values_list("pk", "employer_id", "applicant_id"))
    rows = MatchingFacts.objects.filter(applicant_id__in={person for _pk, _owner, person in wanted})
    held = rows.order_by("applicant_id").select_for_update(skip_locked=True, of=("self",))
    known = {row.applicant_id: facts_of(row) for row in held if row.version == VERSION}
    lost = _mark_unread(wanted, set(rows.order_by().values_list("applicant_id", flat=True)))
    # Held before the jobs are read: whoever marks them after a change then does so after us.
    stale = Match.objects.filter(pk__in=ids, applicant_id__in=known, version__lt=VERSION)
    ours = stale.order_by("applicant_id", "job_id").select_for_update(skip_locked=True, of=("self",))
    locked = list(ours.values_list("applicant_id", "job_id"))
    return _score(locked, known) + lost


def _mark_unread(wanted: Sequence[tuple[uuid.UUID, uuid.UUID, uuid.UUID]], there: set[uuid.UUID]) -> int:
    lost = [(owner, person) for _pk, owner, person in wanted if person not in there]
    if lost:
        mark_applicants({person for _owner, person in lost}, employer_id=lost[0][0])
    return len(lost)


def _score(pairs: Collection[Pair], known: dict[uuid.UUID, ApplicantFacts]) -> int:
    jobs = _jobs({job_id for _person, job_id in pairs})
    scorers = {pk: Scorer(job_facts(job)) for pk, job in jobs.items()}
    made = [_match(jobs[pk], person, scorers[pk], known[person]) for person, pk in sorted(pairs) if pk in jobs]
    steady = _steady(jobs)
    for match in made:
        # A job that was changed since it was read: whoever marks its scores has not seen this one yet.
        match.version = VERSION if match.job_id in steady else STALE
    _write(made)
    return sum(match.version == VERSION for match in made)


def _steady(jobs: dict[uuid.UUID, Job]) -> set[uuid.UUID]:
    """Those that are as they were read, and will be until the transaction ends; nobody is waited for."""
    rows = Job.objects.filter(pk__in=jobs).order_by("pk").select_for_update(of=("self",), no_key=True, skip_locked=True)
    return {pk for pk, at in rows.values_list("pk", "updated_at") if jobs[pk].updated_at == at}


def _forget(gone: set[uuid.UUID]) -> int:
    """Merged away or erased; how many. Of those who are there and held by others nothing is touched."""
    standing = Applicant.objects.filter(pk__in=gone, merged_into=None, erased_at=None)
    left = gone - set(standing.values_list("pk", flat=True))
    if left:
        MatchingFacts.objects.filter(applicant_id__in=left).delete()
        Match.objects.filter(applicant_id__in=left).delete()
    return len(left)


def _pairs_of(people: Collection[uuid.UUID]) -> set[Pair]:
    applied = Application.objects.filter(applicant_id__in=people, superseded_by=None)
    listed = ShortlistEntry.objects.filter(applicant_id__in=people, superseded_by=None)
    known = set(applied.order_by().values_list("applicant_id", "job_id"))
    return known | set(listed.order_by().values_list("applicant_id", "shortlist__job_id"))


def _drop_others(people: Collection[uuid.UUID], pairs: set[Pair]) -> None:
    rows = Match.objects.filter(applicant_id__in=people).order_by().values_list("pk", "applicant_id", "job_id")
    others = [pk for pk, person, job_id in rows if (person, job_id) not in pairs]
    if others:
        Match.objects.filter(pk__in=others).delete()


def _jobs(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Job]:
    rows = Job.objects.filter(pk__in=ids).select_related("employer").order_by("pk")
    return {job.pk: job for job in rows.only(*COLUMNS, "employer__name")}


def _match(job: Job, applicant_id: uuid.UUID, scorer: Scorer, facts: ApplicantFacts) -> Match:
    result = scorer.explain(facts)
    return Match(
        employer_id=job.employer_id,
        job_id=job.pk,
        applicant_id=applicant_id,
        score=result.score,
        keywords=result.keywords,
        title=result.title,
        location=result.location,
        evidence=result.evidence,
        version=VERSION,
        computed_at=timezone.now(),
    )


def _write(matches: Iterable[Match]) -> None:
    Match.objects.bulk_create(
        sorted(matches, key=lambda match: (match.applicant_id, match.job_id)),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["employer", "job", "applicant"],
        update_fields=WRITTEN,
    )
