"""Scores, kept true for each job and whoever applied for it or stands on its shortlist."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from applicants.models import Applicant
from applicants.queries import having_cv
from applications.models import Application
from jobs.models import Job
from shortlists.matching import VERSION, ApplicantFacts, JobFacts, Scorer, of_job
from shortlists.models import Match, MatchingFacts, ShortlistEntry
from shortlists.models.facts import STALE
from shortlists.services.facts import held_facts, mark_applicants

COLUMNS = ("id", "employer_id", "title", "description_md", "tags", "location", "country", "remote", "company")
WRITTEN = ("score", "keywords", "title", "location", "evidence", "version", "computed_at")
BATCH = 500


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


@transaction.atomic
def match_job(*, job_id: uuid.UUID) -> int:
    """Score all its people anew; how many there are. Scores of whoever is none of them any more go."""
    job = _jobs([job_id]).get(job_id)
    if job is None:
        return 0
    people = _people_of(job_id)
    facts = held_facts(people, employer_id=job.employer_id)
    Match.objects.filter(job_id=job_id).exclude(applicant_id__in=facts).delete()
    scorer = Scorer(job_facts(job))
    _write(_match(job, applicant_id, scorer, known) for applicant_id, known in facts.items())
    return len(facts)


@transaction.atomic
def match_applicant(*, applicant_id: uuid.UUID) -> int:
    """Read what is known of them, and score them anew for each of their jobs; how many those are."""
    employer_id = Applicant.objects.filter(pk=applicant_id).values_list("employer_id", flat=True).first()
    known = held_facts([applicant_id], employer_id=employer_id).get(applicant_id) if employer_id else None
    if known is None:
        MatchingFacts.objects.filter(applicant_id=applicant_id).delete()
        Match.objects.filter(applicant_id=applicant_id).delete()
        return 0
    jobs = _jobs(_jobs_of(applicant_id))
    Match.objects.filter(applicant_id=applicant_id).exclude(job_id__in=jobs).delete()
    _write(_match(job, applicant_id, Scorer(job_facts(job)), known) for job in jobs.values())
    return len(jobs)


def mark_job(*, job_id: uuid.UUID) -> bool:
    """From now on its scores count for nothing until they are computed again; whether there were any."""
    return bool(Match.objects.filter(job_id=job_id).update(version=STALE))


def mark_applicant(*, applicant_id: uuid.UUID, employer_id: uuid.UUID) -> None:
    if Applicant.objects.filter(pk=applicant_id).exists():
        mark_applicants([applicant_id], employer_id=employer_id)


def mark_unscored(*, job_id: uuid.UUID) -> None:
    """Whoever stands on the job's shortlist without a score."""
    scored = Match.objects.filter(job_id=job_id).values("applicant_id")
    listed = ShortlistEntry.objects.filter(shortlist__job_id=job_id, superseded_by=None)
    new = list(listed.exclude(applicant_id__in=scored).order_by().values_list("employer_id", "applicant_id"))
    if new:
        mark_applicants([applicant_id for _owner, applicant_id in new], employer_id=new[0][0])


def holders_of_cv(*, upload_id: uuid.UUID) -> list[uuid.UUID]:
    return list(having_cv(upload_id).order_by("pk").values_list("pk", flat=True))


def applicant_of(*, application_id: uuid.UUID) -> list[uuid.UUID]:
    """Whose application it is; nobody's once it is gone."""
    return list(Application.objects.filter(pk=application_id).values_list("applicant_id", flat=True))


def _people_of(job_id: uuid.UUID) -> set[uuid.UUID]:
    applied = Application.objects.filter(job_id=job_id, superseded_by=None)
    listed = ShortlistEntry.objects.filter(shortlist__job_id=job_id, superseded_by=None)
    return {pk for rows in (applied, listed) for pk in rows.order_by().values_list("applicant_id", flat=True)}


def _jobs_of(applicant_id: uuid.UUID) -> set[uuid.UUID]:
    applied = Application.objects.filter(applicant_id=applicant_id, superseded_by=None)
    listed = ShortlistEntry.objects.filter(applicant_id=applicant_id, superseded_by=None)
    known = set(applied.order_by().values_list("job_id", flat=True))
    return known | set(listed.order_by().values_list("shortlist__job_id", flat=True))


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
