"""The fields of a record as people read them, side by side."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applicants.models import Applicant

NOTHING = "–"


def label(name: str) -> str:
    field: Any = Applicant._meta.get_field(name)
    said = str(field.verbose_name)
    return said[:1].upper() + said[1:]


def told(applicant: Applicant, name: str) -> str:
    """A field's value in words."""
    value: Any = getattr(applicant, name)
    if name == "cv":
        return str(value.filename) if value else NOTHING
    if name == "consent":
        return _consent(value) if value else NOTHING
    if name == "links":
        return "\n".join(link.get("url", "") for link in value) or NOTHING
    if isinstance(value, list):
        return ", ".join(value) or NOTHING
    return str(value) or NOTHING


def _consent(value: dict[str, Any]) -> str:
    at = parse_datetime(str(value.get("given_at", "")))
    return _("Given on %(day)s") % {"day": date_format(at, "SHORT_DATE_FORMAT")} if at else _("Given")
