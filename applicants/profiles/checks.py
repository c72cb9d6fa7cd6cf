"""What a profile may say, whoever brings it: the API, a résumé in JSON, the portal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from applicants.person import Person, checked
from employers.models import User
from hiretrack.codes import CURRENCIES, is_country, language_tag
from hiretrack.errors import FieldError, Invalid

Values = Mapping[str, Any]

PERSONAL = ("phone", "location", "headline", "links")
"""What `applicants.person` checks."""
MAX_SKILLS, MAX_LANGUAGES, MAX_PLACES = 100, 30, 20
LARGEST = Decimal("9999999999.99")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def clean_profile(values: Values, *, user: User) -> dict[str, Any]:
    """A whole profile in its kept form. Raises `Invalid` with everything that is wrong with it."""
    kept = dict(values)
    for name in ("skills", "desired_locations"):
        kept[name] = once(" ".join(text.split()) for text in values[name])
    kept["languages"] = once(language_tag(tag) or tag for tag in values["languages"])
    kept["desired_title"] = " ".join(values["desired_title"].split())
    kept["summary"] = values["summary"].strip()
    if kept["minimum_salary"] is None:
        kept["salary_currency"] = ""
    errors = list(_problems(kept))
    try:
        kept |= _personal(values, user)
    except Invalid as invalid:
        errors += invalid.errors
    if errors:
        raise Invalid(_("Some of the profile cannot be accepted."), errors=errors)
    return kept


def _personal(values: Values, user: User) -> dict[str, Any]:
    given = {name: values[name] for name in PERSONAL} | {"region": values["country"]}
    person = checked(Person(name=user.name or user.email, email=user.email, **given))
    return {name: getattr(person, name) for name in PERSONAL} | {"links": list(person.links)}


def once(texts: Iterable[str]) -> list[str]:
    """Without repetitions, whatever their case; the first spelling stays."""
    first: dict[str, str] = {}
    for text in texts:
        if text:
            first.setdefault(text.casefold(), text)
    return list(first.values())


def _problems(profile: Values) -> Iterator[FieldError]:
    yield from _list_problems(profile)
    yield from _salary_problems(profile)
    yield from _text_problems(profile)
    if profile["country"] and not is_country(profile["country"]):
        yield FieldError("/country", "invalid", _("This is not an ISO 3166-1 alpha-2 code, such as DE."))


def _text_problems(profile: Values) -> Iterator[FieldError]:
    for name, limit in (("desired_title", 200), ("summary", 5000)):
        if len(profile[name]) > limit:
            yield _too_long(name, limit)


def _too_long(name: str, most: int) -> FieldError:
    return FieldError(f"/{name}", "max_length", _("At most %(count)d characters.") % {"count": most})


def _list_problems(profile: Values) -> Iterator[FieldError]:
    limits = (("skills", MAX_SKILLS, 100), ("languages", MAX_LANGUAGES, 35), ("desired_locations", MAX_PLACES, 200))
    for name, most, longest in limits:
        if len(profile[name]) > most:
            yield FieldError(f"/{name}", "max_length", _("At most %(count)d.") % {"count": most})
        for place, text in enumerate(profile[name]):
            if len(text) > longest:
                yield _too_long(f"{name}/{place}", longest)
    for place, tag in enumerate(profile["languages"]):
        if not language_tag(tag):
            yield FieldError(f"/languages/{place}", "invalid", _("This is not a BCP 47 language tag, such as de-AT."))


def _salary_problems(profile: Values) -> Iterator[FieldError]:
    amount = profile["minimum_salary"]
    if amount is None:
        return
    if not 0 <= amount <= LARGEST:
        yield FieldError("/minimum_salary", "out_of_range", _("An amount from 0 to %(most)s.") % {"most": LARGEST})
    if profile["salary_currency"] not in CURRENCIES:
        yield FieldError("/salary_currency", "invalid", _("A salary needs an ISO 4217 code, such as EUR."))


def is_partial_date(text: str) -> bool:
    """Whether `text` is a year, a month or a day that exists: `2019`, `2019-06`, `2019-06-30`."""
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def period_problems(start: str, end: str, *, names: tuple[str, str] = ("start_date", "end_date")) -> list[FieldError]:
    """What is wrong with two dates of which either may be empty. Less exact ones are compared by what both tell."""
    pairs = [(name, text) for name, text in zip(names, (start, end), strict=True) if text]
    wrong = _("Give a year, a month or a day that exists: 2019, 2019-06 or 2019-06-30.")
    errors = [FieldError(f"/{name}", "invalid", wrong) for name, text in pairs if not is_partial_date(text)]
    told = min(len(start), len(end))
    if not errors and end[:told] < start[:told]:
        errors = [FieldError(f"/{names[1]}", "before_start", _("The end is before the start."))]
    return errors
