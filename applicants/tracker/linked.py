"""The listing that a tracked application is about, when the candidate found it here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from applicants.models import TrackedApplication
from hiretrack.errors import FieldError, Invalid

NEEDED = ("company", "title")
_FILLED = (*NEEDED, "url", "location")


def filled(given: Mapping[str, Any], tracked: TrackedApplication | None = None) -> dict[str, Any]:
    """`given`, with what its listing knows where neither it nor `tracked` says anything.

    Raises `Invalid` for a listing that the open person scope does not hold, and for a new application without a
    company or a title.
    """
    values, errors = dict(given), []
    listing = _listing(values["listing_id"]) if values.get("listing_id") else None
    if values.get("listing_id") and listing is None:
        errors.append(FieldError("/listing_id", "not_found", _("There is no such listing.")))
    if listing is not None:
        values |= {name: text for name, text in _known(listing).items() if text and not _said(name, values, tracked)}
    if tracked is None and not errors:
        errors = [FieldError(f"/{name}", "required", _("This must be given.")) for name in NEEDED if name not in values]
    if errors:
        raise Invalid(_("The application cannot be accepted."), errors=errors)
    return values


def _said(name: str, values: Mapping[str, Any], tracked: TrackedApplication | None) -> bool:
    return name in values or bool(tracked and getattr(tracked, name))


def _listing(listing_id: uuid.UUID) -> Any:
    # Listings lie beside this app: the relation is known to the model, their module is not.
    model: Any = TrackedApplication._meta.get_field("listing").related_model
    return model.objects.filter(pk=listing_id).values(*_FILLED).order_by().first()


def _known(listing: Mapping[str, str]) -> dict[str, str]:
    """Texts as long as the tracker takes them; of an address, a part would lead nowhere."""
    fields: Any = TrackedApplication._meta
    longest = {name: fields.get_field(name).max_length for name in _FILLED}
    known = {name: listing[name][: longest[name]] for name in _FILLED}
    return known | {"url": listing["url"] if len(listing["url"]) <= longest["url"] else ""}
