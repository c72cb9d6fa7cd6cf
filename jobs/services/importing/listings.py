"""Listings from elsewhere become jobs of the scope's employer, in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from hiretrack.audit.services import entry, record_many
from hiretrack.tenancy import require_scope
from jobs.choices import JobStatus
from jobs.importing import Listing
from jobs.models import Job
from jobs.publishing import missing_for_publishing

BATCH = 500
_CHANGEABLE = (
    "title", "description_md", "company", "department", "location", "country", "remote", "tags", "employment_type",
    "salary_min", "salary_max", "salary_currency", "salary_period", "source_url", "source_digest", "updated_at",
)  # fmt: skip


@dataclass
class Outcome:
    """How many of what happened; which lines were passed over, which could not be read, and why."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.counts += other.counts
        self.notes += other.notes
        self.skipped += other.skipped
        self.bad += other.bad


@transaction.atomic
def import_listings(
    *, listings: Sequence[Listing], employer_name: str, publish: bool, progress: Callable[[int], object] | None = None
) -> Outcome:
    """Make or update the scope's jobs after `listings`, which are known again by their `external_id`.

    A listing that has not changed since it was last imported is left alone, so that what a recruiter corrected
    stays. New ones are published as of when they were posted, or stay drafts when `publish` is off or something is
    missing for the public. The status of a job that is there already never changes.
    """
    outcome, done = Outcome(), progress or (lambda _: None)
    known = dict(Job.objects.exclude(external_id="").values_list("external_id", "source_digest"))
    fresh, changed = [], []
    for listing in _once(listings, outcome):
        if listing.external_id not in known:
            fresh.append(listing)
        elif known[listing.external_id] != listing.digest:
            changed.append(listing)
        else:
            outcome.counts["unchanged"] += 1
            done(1)
    for batch in _batches(fresh):
        _create(batch, employer_name, outcome, publish=publish)
        done(len(batch))
    for batch in _batches(changed):
        _update(batch, employer_name, outcome)
        done(len(batch))
    return outcome


def _once(listings: Sequence[Listing], outcome: Outcome) -> list[Listing]:
    first: dict[str, Listing] = {}
    for listing in listings:
        kept = first.setdefault(listing.external_id, listing)
        if kept is not listing:
            outcome.skipped.append((listing.line, f"same id as line {kept.line}"))
    return list(first.values())


def _batches(listings: Sequence[Listing]) -> list[list[Listing]]:
    rest = iter(listings)
    return list(iter(lambda: list(islice(rest, BATCH)), []))


def _create(batch: Sequence[Listing], employer_name: str, outcome: Outcome, *, publish: bool) -> None:
    rows, entries = [], []
    owner: dict[str, Any] = {"employer_id": require_scope().employer_id}
    for listing in batch:
        values = _values(listing, employer_name)
        lacking = missing_for_publishing(values, employer_name=employer_name) if publish else []
        published = publish and not lacking
        job = Job(
            **values,
            **owner,
            external_id=listing.external_id,
            status=JobStatus.PUBLISHED if published else JobStatus.DRAFT,
            published_at=listing.posted_at if published else None,
        )
        rows.append(job)
        action = "job.published" if published else "job.created"
        entries.append(entry(action, entity=job, employer_id=job.employer_id, source="import"))
        outcome.counts["published" if published else "draft"] += 1
        outcome.notes.update(listing.notes)
        outcome.notes.update(f"left as a draft: {e.pointer[1:]} is missing" for e in lacking)
    Job.objects.bulk_create(rows)
    record_many(entries)


def _update(batch: Sequence[Listing], employer_name: str, outcome: Outcome) -> None:
    jobs = {
        job.external_id: job
        for job in Job.objects.select_for_update(of=("self",)).filter(external_id__in=[x.external_id for x in batch])
    }
    rows, entries = [], []
    for listing in batch:
        job, values = jobs[listing.external_id], _values(listing, employer_name)
        if job.is_published and missing_for_publishing({**values, "closes_at": None}, employer_name=employer_name):
            outcome.skipped.append((listing.line, "the published job would lack something the public page needs"))
            continue
        for name in _CHANGEABLE:
            setattr(job, name, values.get(name))
        job.updated_at = timezone.now()
        rows.append(job)
        entries.append(entry("job.updated", entity=job, employer_id=job.employer_id, source="import"))
    Job.objects.bulk_update(rows, _CHANGEABLE)
    record_many(entries)
    outcome.counts["updated"] += len(rows)


def _values(listing: Listing, employer_name: str) -> dict[str, Any]:
    company = "" if listing.company.casefold() == employer_name.casefold() else listing.company
    return listing.values | {
        "company": company,
        "source_url": listing.source_url,
        "source_digest": listing.digest,
    }
