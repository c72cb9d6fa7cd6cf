"""What recruiters do with listings: hide, show again, read, and make a job of one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from hiretrack.audit.services import entry, record, record_many
from hiretrack.errors import DomainError, NotFound
from jobs.models import Job, longest
from jobs.services.writing import create_job
from jobs.sourcing.drafts import draft_of
from jobs.sourcing.models import Listing


def hide_listing(*, listing_id: uuid.UUID) -> Listing:
    """Raises `NotFound`. Hidden already, nothing happens."""
    return _marked(listing_id, "listing.hidden", is_hidden=True)


def unhide_listing(*, listing_id: uuid.UUID) -> Listing:
    """Raises `NotFound`. Not hidden, nothing happens."""
    return _marked(listing_id, "listing.unhidden", is_hidden=False)


def read_listing(*, listing_id: uuid.UUID) -> Listing:
    """It is new no longer. Raises `NotFound`. Read already, nothing happens."""
    return _marked(listing_id, "listing.read", is_new=False)


def hide_listings(*, listing_ids: Iterable[uuid.UUID]) -> int:
    """How many were not hidden yet; ids outside the scope are passed over."""
    return _mark(listing_ids, "listing.hidden", is_hidden=True)


def unhide_listings(*, listing_ids: Iterable[uuid.UUID]) -> int:
    """How many were hidden; ids outside the scope are passed over."""
    return _mark(listing_ids, "listing.unhidden", is_hidden=False)


def read_listings(*, listing_ids: Iterable[uuid.UUID]) -> int:
    """How many were new; ids outside the scope are passed over."""
    return _mark(listing_ids, "listing.read", is_new=False)


def _marked(listing_id: uuid.UUID, action: str, **mark: bool) -> Listing:
    _mark([listing_id], action, **mark)
    row: Listing | None = Listing.objects.filter(pk=listing_id).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def _mark(listing_ids: Iterable[uuid.UUID], action: str, **mark: bool) -> int:
    unlike = Listing.objects.filter(pk__in=list(listing_ids)).exclude(**mark)
    rows = list(unlike.select_for_update(of=("self",), no_key=True).only("pk", "employer_id").order_by("pk"))
    if rows:
        Listing.objects.filter(pk__in=[row.pk for row in rows]).update(**mark)
        record_many([entry(action, entity=row, employer_id=row.employer_id) for row in rows])
    return len(rows)


@transaction.atomic
def adopt_listing(*, listing_id: uuid.UUID) -> Job:
    """A draft with the listing's texts, place and salary, for a recruiter to go on with; the listing is read then.

    Raises `NotFound`, and 409 `already_adopted` (with the `job_id`) while the job that was made of it exists.
    """
    listing = _locked(listing_id)
    if listing.adopted_as_id is not None:
        raise DomainError(
            _("This listing is among your jobs already."),
            code="already_adopted",
            title=_("The listing has been adopted"),
            extra={"job_id": str(listing.adopted_as_id)},
        )
    job = create_job(employer_id=listing.employer_id, **draft_of(listing))
    if len(listing.url) <= longest("source_url"):
        # Not among what people write: the service takes none.
        Job.objects.filter(pk=job.pk).update(source_url=listing.url)
        job.source_url = listing.url
    listing.adopted_as, listing.is_new = job, False
    listing.save(update_fields=["adopted_as", "is_new"])
    record("listing.adopted", entity=listing, job_id=str(job.pk))
    return job


def _locked(listing_id: uuid.UUID) -> Listing:
    rows = Listing.objects.select_for_update(of=("self",), no_key=True)
    listing: Listing | None = rows.filter(pk=listing_id).first()
    if listing is None:
        raise NotFound
    return listing
