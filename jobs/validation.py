"""What a job's fields may say, whoever writes them: the API, the back office, an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hiretrack.codes import CURRENCIES, is_country, language_tag
from hiretrack.errors import FieldError, Invalid
from jobs.choices import EmploymentType, SalaryPeriod
from jobs.models import MAX_LIST, longest
from jobs.questions import normalise_questions
from jobs.salaries import LARGEST

Values = Mapping[str, Any]

WRITABLE = frozenset({
    "title", "description_md", "company", "department", "location", "country", "remote", "languages", "tags",
    "employment_type", "salary_min", "salary_max", "salary_currency", "salary_period", "questions", "closes_at",
    "fair_review",
})  # fmt: skip
_TEXTS = ("title", "company", "department", "location")


def clean(values: Values) -> dict[str, Any]:
    """The values in their kept form. Raises `Invalid` with everything that is wrong with them.

    Rules between fields look at `values` alone: pass a whole job, or the changed one's.
    """
    kept = _normalised(values)
    errors = list(_problems(kept))
    try:
        kept["questions"] = normalise_questions(kept.get("questions") or [])
    except Invalid as invalid:
        errors += invalid.errors
    if errors:
        raise Invalid(_("The job is not valid."), errors=errors)
    return kept


def _normalised(values: Values) -> dict[str, Any]:
    kept = dict(values)
    for name in _TEXTS:
        kept[name] = " ".join(str(kept.get(name) or "").split())
    for name in ("country", "salary_currency"):
        kept[name] = str(kept.get(name) or "").strip().upper()
    kept["tags"] = _once(" ".join(tag.split()) for tag in kept.get("tags") or [])
    kept["languages"] = _once(language_tag(tag) or tag for tag in kept.get("languages") or [])
    if kept.get("salary_min") is None and kept.get("salary_max") is None:
        kept["salary_currency"] = kept["salary_period"] = ""
    return kept


def _once(items: Iterator[str]) -> list[str]:
    """Without repetitions, whatever their case; the first spelling stays."""
    first: dict[str, str] = {}
    for item in items:
        if item:
            first.setdefault(item.casefold(), item)
    return list(first.values())


def _problems(job: Values) -> Iterator[FieldError]:
    yield from _text_problems(job)
    yield from _list_problems(job)
    yield from _salary_problems(job)
    if job["country"] and not is_country(job["country"]):
        yield FieldError("/country", "invalid", _("This is not an ISO 3166-1 alpha-2 code, such as DE."))
    if job.get("employment_type") not in EmploymentType.values:
        yield FieldError("/employment_type", "invalid_choice", _one_of(EmploymentType.values))


def closing_problems(closes_at: Any) -> Iterator[FieldError]:
    """Asked only when the time is set anew: a draft may lie around until its time has passed."""
    if closes_at is not None and closes_at <= timezone.now():
        yield FieldError("/closes_at", "in_the_past", _("Choose a time in the future."))


def _text_problems(job: Values) -> Iterator[FieldError]:
    if not job["title"]:
        yield FieldError("/title", "required", _("A job has a title."))
    for name in (*_TEXTS, "description_md"):
        limit = longest(name)
        if limit and len(job.get(name) or "") > limit:
            yield FieldError(f"/{name}", "too_long", _("At most %(count)d characters.") % {"count": limit})


def _list_problems(job: Values) -> Iterator[FieldError]:
    for name in ("tags", "languages"):
        if len(job[name]) > MAX_LIST:
            yield FieldError(f"/{name}", "too_many", _("At most %(count)d.") % {"count": MAX_LIST})
    for place, tag in enumerate(job["tags"]):
        if len(tag) > 50:
            yield FieldError(f"/tags/{place}", "too_long", _("At most %(count)d characters.") % {"count": 50})
    for place, tag in enumerate(job["languages"]):
        if not language_tag(tag):
            yield FieldError(f"/languages/{place}", "invalid", _("This is not a BCP 47 language tag, such as de-AT."))


def _salary_problems(job: Values) -> Iterator[FieldError]:
    low, high = job.get("salary_min"), job.get("salary_max")
    for name, amount in (("salary_min", low), ("salary_max", high)):
        if amount is not None and not Decimal(0) <= amount <= LARGEST:
            yield FieldError(f"/{name}", "out_of_range", _("An amount from 0 to %(most)s.") % {"most": LARGEST})
    if low is not None and high is not None and low > high:
        yield FieldError("/salary_min", "above_maximum", _("The minimum is above the maximum."))
    if low is None and high is None:
        return
    if job["salary_currency"] not in CURRENCIES:
        yield FieldError("/salary_currency", "invalid", _("A salary needs an ISO 4217 code, such as EUR."))
    if job.get("salary_period") not in SalaryPeriod.values:
        wanted = _("A salary needs one of %(choices)s.") % {"choices": ", ".join(SalaryPeriod.values)}
        yield FieldError("/salary_period", "invalid_choice", wanted)


def _one_of(values: Iterable[str]) -> str:
    return _("One of %(choices)s.") % {"choices": ", ".join(values)}
