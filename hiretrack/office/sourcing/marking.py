"""What recruiters do with listings: read, hide, show again, adopt as a draft; one or many at once."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiretrack.errors import DomainError, FieldError, Invalid, NotFound
from hiretrack.office.pages import OfficeCommand
from hiretrack.office.sourcing.rooms import ListingView
from jobs.sourcing import services
from jobs.sourcing.models import Listing

AT_ONCE = 200
ADOPTED_AT_ONCE = 25
"""Each becomes a draft that somebody has to write on."""
SINGLE = ("hide", "unhide", "read")
"""A row's own buttons: their value is the listing's id."""


def read_by(row: Listing) -> None:
    services.read_listings(listing_ids=[row.pk])
    row.is_new = False


class Mark(ListingView, OfficeCommand):
    """POST `do` (hide, unhide, read, adopt) with `ids`; or one of the first three with an id."""

    def run(self, request: HttpRequest, **ids: Any) -> str | dict[str, Any]:
        doing, chosen = _asked(request)
        if doing not in DOINGS or (doing == "adopt" and not self.may_adopt):
            detail = _("Choose what to do with the listings.")
            raise Invalid(detail, errors=[FieldError("/do", "choice", detail)])
        return {"message": DOINGS[doing](chosen), "did": doing, "ids": [str(pk) for pk in chosen]}

    def back_to(self, **ids: Any) -> str:
        return reverse("office:listings")


def _asked(request: HttpRequest) -> tuple[str, list[uuid.UUID]]:
    single = next((name for name in SINGLE if request.POST.get(name)), "")
    doing = single or request.POST.get("do", "")
    given = [request.POST[single]] if single else request.POST.getlist("ids")
    most = ADOPTED_AT_ONCE if doing == "adopt" else AT_ONCE
    if not 0 < len(given) <= most:
        detail = _("Select 1 to %(most)d listings.") % {"most": most}
        raise Invalid(detail, errors=[FieldError("/ids", "length", detail)])
    return doing, _there(given)


def _there(given: Sequence[str]) -> list[uuid.UUID]:
    """Those of the ids that are listings here, in the order of the list. Raises `NotFound` when none is."""
    wanted = [pk for pk in map(_id, given) if pk]
    found = list(Listing.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if not found:
        raise NotFound
    return found


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _hide(ids: Sequence[uuid.UUID]) -> str:
    services.hide_listings(listing_ids=ids)
    said = ngettext("%(count)d listing is hidden.", "%(count)d listings are hidden.", len(ids))
    return said % {"count": len(ids)}


def _unhide(ids: Sequence[uuid.UUID]) -> str:
    services.unhide_listings(listing_ids=ids)
    said = ngettext("%(count)d listing is shown again.", "%(count)d listings are shown again.", len(ids))
    return said % {"count": len(ids)}


def _read(ids: Sequence[uuid.UUID]) -> str:
    services.read_listings(listing_ids=ids)
    said = ngettext("%(count)d listing is marked as read.", "%(count)d listings are marked as read.", len(ids))
    return said % {"count": len(ids)}


def _adopt(ids: Sequence[uuid.UUID]) -> str:
    """Those that are jobs already stay as they are."""
    made = sum(_adopted(pk) for pk in ids)
    if not made:
        raise DomainError(_("All of them are among your jobs already."), code="already_adopted")
    said = ngettext("%(count)d draft is among your jobs now.", "%(count)d drafts are among your jobs now.", made)
    rest = len(ids) - made
    left = ngettext("%(count)d was there before.", "%(count)d were there before.", rest) % {"count": rest}
    return f"{said % {'count': made}} {left}" if rest else said % {"count": made}


def _adopted(pk: uuid.UUID) -> bool:
    try:
        with transaction.atomic():
            services.adopt_listing(listing_id=pk)
    except DomainError as error:
        if error.status != 409:
            raise
        return False
    return True


DOINGS: dict[str, Callable[[Sequence[uuid.UUID]], str]] = {
    "hide": _hide,
    "unhide": _unhide,
    "read": _read,
    "adopt": _adopt,
}


class Adopt(ListingView, OfficeCommand):
    """The listing as a draft, which opens. One that was adopted before leads to its job."""

    def allows(self, permission: str) -> bool:
        return super().allows(permission) and (
            permission != self.write_permission or self.user.has_perm("jobs.add_job")
        )

    def run(self, request: HttpRequest, **ids: Any) -> str:
        services.adopt_listing(listing_id=self.listing.pk)
        return _("This draft was made of the listing. Nobody sees it until you publish it.")

    def back_to(self, **ids: Any) -> str:
        job_id = Listing.objects.values_list("adopted_as_id", flat=True).get(pk=ids["listing_id"])
        if job_id is None:
            return reverse("office:listing", args=[ids["listing_id"]])
        return reverse("admin:jobs_job_change", args=[job_id])

    def _next(self, request: HttpRequest) -> str:
        return ""
