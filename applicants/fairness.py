"""Fair review: who a person is stays hidden until the interview stage of a job that asks for it.

`Application.identity_hidden` says so of one application: its job reviews fairly and it has never come to the
interview. `Applicant.identity_hidden` says so of the person as such: every application of theirs is hidden. Triggers of
the database keep both columns true (docs/adr/0033), so nobody sets them.

What is hidden: name, addresses, phone, links, another system's id, and files, which hold all of it. What stays: an
alias that is the same everywhere, place, skills, and headline, answers, letters and the CV's words with the person's
own names and addresses blotted out.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Case, CharField, F, Func, Q, Value, When
from django.db.models.functions import Cast, Concat, Right, Upper
from django.utils.translation import gettext, gettext_noop

from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import DomainError

ALIAS = gettext_noop("Candidate")
DIGITS = 6
BLOT = "█████"
"""Of one length, which tells nothing of what it covers."""
IDENTITY = frozenset({"name", "email", "phone", "links", "external_id"})
"""The columns of an applicant that say who it is."""
SPOKEN = ("name", "email", "phone", "links")
"""Those whose words stand in letters and CVs, too."""
SAID = frozenset({"headline"})
"""Columns in the person's own words, shown with their names blotted out."""


class Identity(Protocol):
    """Whoever has names and addresses: an applicant, or what a sender said of themselves."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def links(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Named:
    """An identity that was read as values."""

    name: str = ""
    email: str = ""
    phone: str = ""
    links: Any = ()

    @classmethod
    def of(cls, values: Mapping[str, Any], path: str = "") -> Named:
        """From a row that has its columns under `path` (`applicant__`), or from a dictionary that lacks some."""
        return cls(**{name: values[f"{path}{name}"] for name in SPOKEN if values.get(f"{path}{name}")})


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a person: as it stands, or an alias in its stead and nothing that leads to them."""

    name: str
    email: str = ""
    phone: str = ""
    links: list[Any] = field(default_factory=list)
    location: str = ""
    headline: str = ""
    hidden: bool = False

    def __str__(self) -> str:
        return self.name


class Known(Identity, Protocol):
    @property
    def pk(self) -> Any: ...
    @property
    def location(self) -> str: ...
    @property
    def headline(self) -> str: ...


def alias(applicant_id: uuid.UUID) -> str:
    """What a hidden person is called, such as `Candidate 3F9A1C`: the same in every view, of no meaning elsewhere."""
    return f"{gettext(ALIAS)} {applicant_id.hex[-DIGITS:].upper()}"


def person(applicant: Known, *, hidden: bool) -> Shown:
    """The applicant as whoever reviews may see it."""
    if hidden:
        headline = blotted(applicant.headline, applicant)
        return Shown(alias(applicant.pk), location=applicant.location, headline=headline, hidden=True)
    return Shown(
        name=applicant.name,
        email=applicant.email,
        phone=applicant.phone,
        links=applicant.links,
        location=applicant.location,
        headline=applicant.headline,
    )


def masked(row: Mapping[str, Any], applicant_id: uuid.UUID, *, path: str = "") -> dict[str, Any]:
    """The columns of `row` (under `path`) that a hidden person's row must show otherwise."""
    own = Named.of(row, path)
    instead: dict[str, Any] = dict.fromkeys(IDENTITY, "") | {"name": alias(applicant_id), "links": []}
    instead |= {name: blotted(row[f"{path}{name}"], own) for name in SAID if row.get(f"{path}{name}")}
    return {f"{path}{name}": value for name, value in instead.items() if f"{path}{name}" in row}


def is_reviewed() -> bool:
    """Whether somebody of an employer, or a program of theirs, is at work: not a candidate, a command or a task."""
    actor = current_actor()
    return actor.kind in {ActorKind.USER, ActorKind.API_KEY} and actor.roles != {"applicant"}


def refuse_hidden(hidden: bool, why: str) -> None:  # noqa: FBT001 - the sentence reads so
    """Raises `DomainError` (identity_hidden) when whoever reviews asks for what only a known person has."""
    if hidden and is_reviewed():
        ending = gettext("The person is known once an application of theirs comes to the interview.")
        raise DomainError(f"{why} {ending}", code="identity_hidden", title=gettext("Hidden until the interview"))


def shown(column: str, *, hidden: str = "identity_hidden", path: str = "") -> Any:
    """`column` of an applicant for a query's values: as it stands, or what may be shown while the row is hidden.

    `path` leads from the row to the applicant (`applicant__`); `hidden` to the boolean that decides, such as an
    application's own `identity_hidden`.
    """
    plain = F(f"{path}{column}")
    if column not in IDENTITY | SAID:
        return plain
    return Case(When(Q((hidden, False)), then=plain), default=_instead(column, path))


def _instead(column: str, path: str) -> Any:
    if column == "name":
        digits = Upper(Right(Cast(f"{path}id", CharField()), DIGITS))
        return Concat(Value(f"{gettext(ALIAS)} "), digits, output_field=CharField())
    if column == "links":
        from applicants.models import Applicant

        return Value([], output_field=Applicant._meta.get_field("links"))
    if column in SAID:
        names = Func(F(f"{path}name"), Value(r"\W+"), Value("|"), Value("g"), function="regexp_replace")
        pattern = Concat(Value(r"\m("), names, Value(r")\M"), output_field=CharField())
        return Func(F(f"{path}{column}"), pattern, Value(BLOT), Value("gi"), function="regexp_replace")
    return Value("", output_field=CharField())


def blotted(text: str, *people: Identity) -> str:
    """`text` without what says who `people` (an applicant, and what they said of themselves elsewhere) are: their
    names, addresses, numbers and links, and whatever else looks like an address or a telephone number. Words, lines
    and their order stay."""
    text = _ADDRESS.sub(BLOT, text)
    text = _NUMBER.sub(_number_blot, text)
    for one in people:
        if number := _own_number(one.phone):
            text = number.sub(BLOT, text)
    own = frozenset(word for one in people for word in _words_of(one)) - _EVERYBODYS
    return _WORD.sub(lambda found: BLOT if _is_own(found.group(), own) else found.group(), text) if own else text


_ADDRESS = re.compile(
    r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:https?://|www\.)[^\s<>\"')\]]+"
    r"|\b(?:[a-z]{2,3}\.)?(?:linkedin|github|gitlab|xing|twitter|facebook|instagram|behance|dribbble|medium|x)\.com/"
    r"[^\s<>\"')\]]+"
    r"|(?<![\w@])@\w[\w.-]{2,}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,-])(?:\+|\(\+?)?\d(?:[\s()/.\-–]{0,3}\d){6,16}(?!\w)")
_NO_TELEPHONE = re.compile(
    r"\b\d{4}-\d{1,2}(?:-\d{1,2})?\b"
    r"|(?<!\d)(?<!\d[./-])(?:\d{1,2}[./-]){1,2}\d{4}\b"
    r"|\b(?:\d{1,2}[./-]){2}\d{2}\b"
    r"|\b(?:19|20)\d{2}\b"
    r"|\b\d{1,3}(?:\.\d{3})+\b"
)
_FEWEST = 6
"""Digits that are left of a telephone number."""
_WORD = re.compile(r"[^\W_]+")
LONG = 4
"""From this length on a word of the name is also found inside another word (`annameier`)."""
_EVERYBODYS = frozenset(_WORD.findall("com org net www http https in mail info contact hello van von der de di da la"))
"""Parts of names and addresses that are words of every text."""


def _number_blot(found: re.Match[str]) -> str:
    """Years, dates and sums are as many digits as a telephone number."""
    left = re.sub(r"\D", "", _NO_TELEPHONE.sub("", found.group()))
    return BLOT if len(left) >= _FEWEST else found.group()


def _own_number(phone: str) -> re.Pattern[str] | None:
    """The number's end, however its digits are set apart."""
    digits = re.sub(r"\D", "", phone)[-_FEWEST:]
    return re.compile(r"(?:\+?[\d\s()/.–-]*)" + r"\D{0,3}".join(digits)) if len(digits) == _FEWEST else None


def blotted_answer(value: Any, *people: Identity) -> Any:
    """An answer to a question: a text, or a list of texts; numbers and yes or no stay."""
    if isinstance(value, str):
        return blotted(value, *people)
    return [blotted_answer(one, *people) for one in value] if isinstance(value, list) else value


def _words_of(applicant: Identity) -> Iterator[str]:
    names = [_folded(word) for word in _WORD.findall(applicant.name)]
    yield from (word for word in names if len(word) > 1)
    local = _folded(applicant.email.partition("@")[0])
    yield from (word for word in _WORD.findall(local) if len(word) > 2)
    for link in applicant.links if isinstance(applicant.links, list | tuple) else []:
        handle = str(link.get("url", "") if isinstance(link, Mapping) else link).rstrip("/").rpartition("/")[2]
        yield from (word for word in _WORD.findall(_folded(handle)) if len(word) >= LONG)


def _is_own(word: str, own: Collection[str]) -> bool:
    plain = _folded(word)
    return plain in own or any(len(one) >= LONG and one in plain for one in own)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
