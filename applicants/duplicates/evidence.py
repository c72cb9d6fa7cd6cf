"""What speaks for two records being one person, and how much. Pure functions over a few facts of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db import models
from django.utils.translation import gettext_lazy as _

THRESHOLD = 50
"""From this score on two are suggested."""
ALIKE, NEARLY = 0.84, 0.9
"""From these shares of equal letters on two names are similar; and so similar that it may be a slip of the pen."""


class Evidence(models.TextChoices):
    CV = "cv", _("Same CV")
    PHONE = "phone", _("Same phone")
    LINK = "link", _("Same link")
    NAME = "name", _("Same name")
    SIMILAR_NAME = "similar_name", _("Similar name")
    MAILBOX = "mailbox", _("Similar e-mail address")
    PLACE = "place", _("Same place")


LABELS = dict(Evidence.choices)
_POINTS = {
    Evidence.CV: 70,
    Evidence.PHONE: 60,
    Evidence.LINK: 50,
    Evidence.NAME: 35,
    Evidence.MAILBOX: 30,
    Evidence.PLACE: 15,
}
_SIMILAR, _NEARLY_SAME = 25, 35


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of one record; names and places folded, links without scheme."""

    name: str
    phone: str = ""
    location: str = ""
    mailbox: str = ""
    cv: str = ""
    links: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is (of 100), and what says so."""

    score: int
    evidence: tuple[Evidence, ...]

    @property
    def is_likely(self) -> bool:
        return self.score >= THRESHOLD


def compared(one: Facts, other: Facts) -> Likeness:
    found = list(_found(one, other))
    return Likeness(min(100, sum(points for _code, points in found)), tuple(code for code, _points in found))


def _found(one: Facts, other: Facts) -> Iterator[tuple[Evidence, int]]:
    if one.cv and one.cv == other.cv:
        yield Evidence.CV, _POINTS[Evidence.CV]
    if one.phone and one.phone == other.phone:
        yield Evidence.PHONE, _POINTS[Evidence.PHONE]
    if one.links & other.links:
        yield Evidence.LINK, _POINTS[Evidence.LINK]
    yield from _names(words(one.name), words(other.name))
    if one.mailbox and len(one.mailbox) > 3 and one.mailbox == other.mailbox:
        yield Evidence.MAILBOX, _POINTS[Evidence.MAILBOX]
    if _same_place(one.location, other.location):
        yield Evidence.PLACE, _POINTS[Evidence.PLACE]


def _names(one: list[str], other: list[str]) -> Iterator[tuple[Evidence, int]]:
    """In any order of their words; a single word is too little to know somebody by."""
    if min(len(one), len(other)) < 2:
        return
    if one == other:
        yield Evidence.NAME, _POINTS[Evidence.NAME]
        return
    share = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio()
    # Tara and Yara are two people more often than a slip of the pen.
    is_slip = share >= NEARLY and [word[0] for word in one] == [word[0] for word in other]
    if share >= ALIKE:
        yield Evidence.SIMILAR_NAME, _NEARLY_SAME if is_slip else _SIMILAR


def _same_place(one: str, other: str) -> bool:
    """The town; what follows a comma is a country or a region, which not everybody gives."""
    towns = [place.partition(",")[0].strip() for place in (one, other)]
    return bool(towns[0]) and towns[0] == towns[1]


def words(name: str) -> list[str]:
    return sorted(re.findall(r"\w+", folded(name)))


def folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
