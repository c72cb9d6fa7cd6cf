"""How a candidate's own rows look on the pages of the account."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.dateformat import format as format_date
from django.utils.dateparse import parse_date
from django.utils.formats import get_format
from django.utils.translation import gettext

from applicants.models import Education, WorkExperience

register = template.Library()
TONES = {
    "received": "going", "in_review": "going", "interview": "going", "applied": "going", "interviewing": "going",
    "offer": "good", "offered": "good", "hired": "good",
}  # fmt: skip


@register.filter
def tone(status: str) -> str:
    """How a status looks beside its words: still going, good, or over."""
    return TONES.get(status, "over")


@register.simple_tag
def period(entry: Any) -> str:
    """Such as "June 2019 – today"; empty when nothing is known."""
    start, end = partial_date(entry.start_date), partial_date(entry.end_date)
    if not start:
        return end
    return f"{start} – {end or gettext('today')}"


@register.filter
def names(entry: WorkExperience | Education) -> tuple[str, str]:
    """What heads an entry of the profile, and what stands below it."""
    if isinstance(entry, WorkExperience):
        return (entry.position, entry.company) if entry.position else (entry.company, "")
    return entry.institution, " ".join(filter(None, (entry.study_type, entry.area)))


@register.filter
def percent(number: int) -> str:
    """As the reader's language writes it."""
    return gettext("%(number)s%%") % {"number": number}


def partial_date(text: str) -> str:
    """A year, a month of it or a day, as the reader's language writes it."""
    day = parse_date(text + "-01-01"[len(text) - 4 :]) if text else None
    if day is None:
        return text
    formats = {4: "Y", 7: get_format("YEAR_MONTH_FORMAT")}
    return format_date(day, formats.get(len(text), get_format("DATE_FORMAT")))
