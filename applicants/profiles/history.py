"""Writes of education and work experience, in the person's own scope."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from applicants.models import Education, WorkExperience
from applicants.profiles.checks import period_problems
from applicants.profiles.services import locked_profile
from hiretrack.audit.services import record
from hiretrack.errors import DomainError, Invalid

Entry = Education | WorkExperience
MOST = 100
EDUCATION = ("institution", "url", "area", "study_type", "score", "courses", "start_date", "end_date")
EXPERIENCE = (
    "company", "company_description", "position", "location", "url", "summary", "highlights", "start_date", "end_date",
)  # fmt: skip
ACTIONS = {Education: "education", WorkExperience: "experience"}


def add_entry(*, model: type[Entry], values: Mapping[str, Any]) -> Entry:
    """Raises `Invalid`, and `DomainError` (limit_reached) when there are `MOST` already."""
    row = model(**_clean(values))
    # Held until the end, so that two at once cannot both be the hundredth.
    locked_profile()
    if model.objects.count() >= MOST:
        raise DomainError(_("At most %(count)d entries; remove one first.") % {"count": MOST}, code="limit_reached")
    row.save(force_insert=True)
    record(f"{ACTIONS[model]}.added", entity=row)
    return row


def update_entry(*, entry: Entry, changes: Mapping[str, Any]) -> Entry:
    """Raises `Invalid`."""
    dates = {"start_date": entry.start_date, "end_date": entry.end_date}
    new = {name: value for name, value in _clean(dates | dict(changes)).items() if getattr(entry, name) != value}
    for name, value in new.items():
        setattr(entry, name, value)
    if new:
        entry.save(update_fields=[*new, "updated_at"])
        record(f"{ACTIONS[type(entry)]}.updated", entity=entry, fields=sorted(new))
    return entry


def delete_entry(*, entry: Entry) -> None:
    record(f"{ACTIONS[type(entry)]}.removed", entity=entry)
    entry.delete()


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    errors = period_problems(values.get("start_date", ""), values.get("end_date", ""))
    if errors:
        raise Invalid(_("The dates cannot be accepted."), errors=errors)
    return dict(values)
