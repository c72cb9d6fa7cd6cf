"""How jobs look on the pages: links, pay, dates, initials, structured data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_info, gettext, ngettext

from hiretrack.brand import stylesheet
from hiretrack.csp import allow_style
from hiretrack.portal import wording

register = template.Library()

# A data block ends at the first "</script", so no angle bracket may stand in it literally.
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
RECENT_DAYS = 60


def read(job: Any, name: str) -> Any:
    return job.get(name) if isinstance(job, Mapping) else getattr(job, name, None)


def job_slug(title: str) -> str:
    """The readable end of a job's address. `apply` is taken by the form."""
    slug = slugify(title)[:80].strip("-")
    return slug if slug and slug != "apply" else "job"


@register.simple_tag
def job_url(job: Any) -> str:
    return reverse("portal:job", args=[read(job, "id"), job_slug(read(job, "title"))])


@register.simple_tag(takes_context=True)
def brand_style(context: Context, colour: str) -> SafeString:
    """An employer's colour, in the page itself: a stylesheet of its own would cost a slow phone a round trip before it
    shows anything."""
    rules = stylesheet(colour.lstrip("#"))
    allow_style(context["request"], rules)
    return format_html("<style>{}</style>", mark_safe(rules))  # noqa: S308 - made of numbers alone


@register.filter
def initials(name: str) -> str:
    """Up to two letters that stand in for a logo."""
    words = [word for word in re.split(r"[\W_]+", name) if word]
    return "".join(word[0] for word in words[:2]) or "·"


@register.filter
def employment_type(value: str) -> str:
    return str(wording.EMPLOYMENT_TYPES.get(value, value))


@register.filter
def places(job: Any) -> list[str]:
    """Where the work is done, without saying "remote" twice."""
    location = read(job, "location") or ""
    remote = gettext("Remote") if read(job, "remote") and "remote" not in location.lower() else ""
    return [part for part in (location, remote) if part]


@register.filter
def language_names(tags: Iterable[str]) -> str:
    return ", ".join(_language_name(tag) for tag in tags)


def _language_name(tag: str) -> str:
    try:
        return str(get_language_info(tag.lower())["name_translated"])
    except KeyError:
        return tag


@register.filter
def salary(job: Any) -> str:
    """Such as "€60,000–80,000 a year"; empty when the job names no pay."""
    low, high = read(job, "salary_min"), read(job, "salary_max")
    if low is None and high is None:
        return ""
    amount = _amount(low, high, read(job, "salary_currency") or "")
    period = wording.SALARY_PERIODS.get(read(job, "salary_period") or "", "")
    return f"{amount} {period}".strip()


def _amount(low: Any, high: Any, code: str) -> str:
    if low is None:
        return gettext("up to %(amount)s") % {"amount": _money(_number(high), code)}
    if high is None:
        return gettext("from %(amount)s") % {"amount": _money(_number(low), code)}
    exact = Decimal(low) == Decimal(high)
    return _money(_number(low) if exact else f"{_number(low)}–{_number(high)}", code)


def _money(amount: str, code: str) -> str:
    """The currency where the language has it: €60,000, but 60.000 €."""
    sign = wording.CURRENCY_SIGNS.get(code, code).strip()
    if (get_language() or "").partition("-")[0] in wording.SIGN_LAST:
        return f"{amount}\u00a0{sign}".strip()
    return f"{sign}\u00a0{amount}".strip() if sign.isalpha() else f"{sign}{amount}"


def _number(value: Any) -> str:
    amount = Decimal(value)
    places = 0 if amount == amount.to_integral_value() else 2
    return number_format(amount, decimal_pos=places, force_grouping=True)


@register.simple_tag
def posted(when: datetime | str | None) -> SafeString | str:
    """How long ago, as a <time> element whose machine-readable part is exact."""
    if not when:
        return ""
    moment = datetime.fromisoformat(when) if isinstance(when, str) else when
    return format_html('<time datetime="{}">{}</time>', moment.date().isoformat(), _ago(moment))


@register.simple_tag
def day(when: datetime) -> SafeString:
    """The day, as a <time> element. (HTML allows no microseconds, which `date:"c"` would write.)"""
    moment = timezone.localtime(when)
    return format_html('<time datetime="{}">{}</time>', moment.date().isoformat(), date_format(moment, "DATE_FORMAT"))


def _ago(moment: datetime) -> str:
    days = (timezone.now().date() - moment.date()).days
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days < 14:
        return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
    if days < RECENT_DAYS:
        return ngettext("%(weeks)d week ago", "%(weeks)d weeks ago", days // 7) % {"weeks": days // 7}
    return date_format(moment, "DATE_FORMAT")


@register.filter
def open_graph_locale(language: str) -> str:
    """`en_US` of `en`: Open Graph knows languages with a territory only."""
    return wording.OPEN_GRAPH_LOCALES.get(language.partition("-")[0], "en_US")


@register.simple_tag
def json_ld(data: Mapping[str, Any]) -> SafeString:
    """A schema.org data block. It isn't executed, so a strict script-src allows it."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 escaped above
