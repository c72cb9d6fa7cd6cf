"""How a candidate's own rows look on the pages of the account."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.dateformat import format as format_date
from django.utils.dateparse import parse_date
from django.utils.formats import get_format
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag
def period(entry: Any) -> str:
    """Such as "June 2019 – today"; empty when nothing is known."""
    start, end = partial_date(entry.start_date), partial_date(entry.end_date)
    if not start:
        return end
    return f"{start} – {end or gettext('today')}"


def partial_date(text: str) -> str:
    """A year, a month of it or a day, as the reader's language writes it."""
    day = parse_date(text + "-01-01"[len(text) - 4 :]) if text else None
    if day is None:
        return text
    formats = {4: "Y", 7: get_format("YEAR_MONTH_FORMAT")}
    return format_date(day, formats.get(len(text), get_format("DATE_FORMAT")))
