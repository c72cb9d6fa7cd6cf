"""Facts of openings and of people, read once of their texts and stored."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, F, Func, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from applicants.models import Profile, WorkExperience
from jobs.choices import JobStatus
from jobs.models import Job
from jobs.sourcing.models import Listing
from shortlists.matching import VERSION, ApplicantFacts, JobFacts, of_applicant, of_job, put_together
from shortlists.models import OpeningFacts, ProfileFacts

OF_JOB = (
    "title", "description_md", "tags", "location", "country", "remote", "company", "salary_currency", "updated_at",
    "employer__name",
)  # fmt: skip
OF_LISTING = (
    "title", "description", "location", "country", "remote", "company", "salary_currency", "content_hash",
)  # fmt: skip
YEARLY = Func(
    Coalesce(F("salary_max"), F("salary_min")), NullIf(F("salary_period"), Value("")),
    function="job_salary_yearly", output_field=DecimalField(max_digits=16, decimal_places=2),
)  # fmt: skip
KEPT = (
    "title", "skills", "weights", "location", "country", "remote", "salary_yearly", "salary_currency", "source",
    "version", "marked_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asks for beyond what is scored for everybody."""

    remote: str
    minimum_salary: Decimal | None
    currency: str


def open_jobs() -> QuerySet[Job]:
    rows: QuerySet[Job] = Job.objects.filter(status=JobStatus.PUBLISHED)
    return rows


def open_listings() -> QuerySet[Listing]:
    """Those that candidates may see, and that still stand somewhere."""
    rows: QuerySet[Listing] = Listing.objects.filter(open_to_candidates=True, is_hidden=False, gone_at=None)
    return rows


def read_openings(rows: Collection[OpeningFacts]) -> list[OpeningFacts]:
    """Read these anew; those whose opening is open no more are left out."""
    jobs = open_jobs().filter(pk__in=[row.job_id for row in rows if row.job_id])
    listings = open_listings().filter(pk__in=[row.listing_id for row in rows if row.listing_id])
    found = {
        job.pk: job for job in jobs.select_related("employer").only(*OF_JOB, "employer__name").annotate(top=YEARLY)
    }
    others = {one.pk: one for one in listings.only(*OF_LISTING).annotate(top=YEARLY)}
    for row in rows:
        if row.job_id in found:
            _put_job(row, found[row.job_id])
        elif row.listing_id in others:
            _put_listing(row, others[row.listing_id])
    return [row for row in rows if row.job_id in found or row.listing_id in others]


def _put_job(row: OpeningFacts, job: Job) -> None:
    facts = of_job(
        title=job.title, description=job.description_md, tags=job.tags, company=job.company or job.employer.name
    )
    _put(row, job, facts, job.updated_at.isoformat())


def _put_listing(row: OpeningFacts, listing: Listing) -> None:
    facts = of_job(title=listing.title, description=listing.description, company=listing.company)
    _put(row, listing, facts, listing.content_hash)


def _put(row: OpeningFacts, of: Job | Listing, facts: JobFacts, source: str) -> None:
    row.skills, row.weights = list(facts.skills), list(facts.skills.values())
    row.title, row.location, row.country, row.remote = of.title, of.location, of.country, of.remote
    row.salary_yearly, row.salary_currency = of.top, of.salary_currency  # type: ignore[union-attr]
    row.source, row.version, row.marked_at = source, VERSION, timezone.now()


def job_facts_of(row: OpeningFacts) -> JobFacts:
    skills = dict(zip(row.skills, row.weights, strict=True))
    return put_together(skills, title=row.title, location=row.location, country=row.country, remote=row.remote)


def read_people(rows: Iterable[ProfileFacts]) -> list[ProfileFacts]:
    """Read these anew; those without a profile are left out."""
    chosen = list(rows)
    ids = [row.user_id for row in chosen]
    active = Profile.objects.filter(user__in=ids, user__is_active=True).select_related("resume")
    profiles = {one.user_id: one for one in active}
    held: dict[uuid.UUID, list[WorkExperience]] = {}
    for entry in WorkExperience.objects.filter(user__in=ids).order_by("-start_date", "-id"):
        held.setdefault(entry.user_id, []).append(entry)
    there = [row for row in chosen if row.user_id in profiles]
    for row in there:
        _put_person(row, profiles[row.user_id], held.get(row.user_id, []))
    return there


def _put_person(row: ProfileFacts, profile: Profile, held: list[WorkExperience]) -> None:
    facts = _facts_of_profile(profile, held)
    row.skills, row.titles, row.places = list(facts.skills), list(facts.titles), list(facts.places)
    row.remote_preference = profile.remote_preference
    row.minimum_salary, row.salary_currency = profile.minimum_salary, profile.salary_currency
    row.version, row.marked_at = VERSION, timezone.now()


def _facts_of_profile(profile: Profile, held: list[WorkExperience]) -> ApplicantFacts:
    """The desired title stands first, then what the person calls themselves and has been."""
    told = [line for entry in held for line in (entry.summary, *entry.highlights)]
    resume = profile.resume.text if profile.resume else ""
    positions = [text for text in (profile.headline, *(entry.position for entry in held)) if text]
    facts = of_applicant(
        skills=profile.skills,
        headline=profile.desired_title,
        location=profile.location,
        text="\n".join(text for text in (profile.headline, profile.summary, *told, resume) if text),
        held=positions,
    )
    wanted = tuple(place.strip() for place in profile.desired_locations if place.strip())
    return ApplicantFacts(facts.skills, facts.titles, wanted or facts.places)


def person_facts_of(row: ProfileFacts) -> ApplicantFacts:
    return ApplicantFacts(tuple(row.skills), tuple(row.titles), tuple(row.places))


def wishes_of(row: ProfileFacts) -> Wishes:
    return Wishes(row.remote_preference, row.minimum_salary, row.salary_currency)
