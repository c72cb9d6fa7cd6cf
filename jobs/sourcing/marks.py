"""What a candidate does with listings: marks of their own, in the open person scope. No recruiter hears of them."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from hiretrack.audit.services import record
from hiretrack.errors import NotFound
from hiretrack.tenancy import require_scope
from jobs.sourcing.models import Listing, ListingMark


@transaction.atomic
def hide(*, listing_id: uuid.UUID) -> None:
    """Out of the candidate's own list; doing it again changes nothing. Raises `NotFound`."""
    mark = _mark(listing_id)
    if _unset(mark, "hidden_at"):
        record("listing_mark.hidden", entity=mark)


@transaction.atomic
def unhide(*, listing_id: uuid.UUID) -> None:
    """Back into it; a mark that then says nothing goes. Raises `NotFound`."""
    _check_visible(listing_id)
    for mark in ListingMark.objects.select_for_update().filter(listing=listing_id, hidden_at__isnull=False):
        ListingMark.objects.filter(pk=mark.pk).update(hidden_at=None)
        record("listing_mark.unhidden", entity=mark)
        ListingMark.objects.filter(pk=mark.pk, read_at=None).delete()


@transaction.atomic
def read(*, listing_id: uuid.UUID) -> None:
    """Not new any more for this candidate; when it was first read stays. Raises `NotFound`."""
    mark = _mark(listing_id)
    if _unset(mark, "read_at"):
        record("listing_mark.read", entity=mark)


def _mark(listing_id: uuid.UUID) -> ListingMark:
    _check_visible(listing_id)
    mark, _ = ListingMark.objects.get_or_create(user_id=require_scope().user_id, listing_id=listing_id)
    return mark


def _unset(mark: ListingMark, name: str) -> bool:
    """Whether this call is the one that sets it."""
    return bool(ListingMark.objects.filter(pk=mark.pk, **{name: None}).update(**{name: timezone.now()}))


def _check_visible(listing_id: uuid.UUID) -> None:
    # A foreign key passes the policies: without this, a mark could be put on what the candidate cannot see.
    if not Listing.objects.filter(pk=listing_id).exists():
        raise NotFound
