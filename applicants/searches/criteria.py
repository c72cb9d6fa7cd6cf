"""What a recruiter asks of the list of candidates: read from an address, kept as JSON, written as an address again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from applicants.queries.search import Wanted
from hiretrack.errors import FieldError, Invalid

PERIODS = (1, 7, 30, 90, 365)
"""Days that the back office offers; the API takes any number up to the longest."""
MOST_DAYS = 3650
MOST_TERMS = 20
NEVER = "none"
"""As a status: whoever has not applied at all."""


class CriteriaSort(models.TextChoices):
    RELEVANCE = "relevance", _("Best match first")
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")


_LONGEST = {"q": 200, "language": 35, "location": 200, "status": 16, "sort": 16}
_TERMS = {"skill": 100, "tag": 50}


@dataclass(frozen=True, slots=True)
class Criteria:
    """Empty values don't filter. Of several skills or tags a person has all.

    `status` is that of the newest application (for `job`, if one is given), or `NEVER`. `added` counts days back from
    now, so that a kept search stays one for new people.
    """

    q: str = ""
    skill: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    language: str = ""
    location: str = ""
    job: str = ""
    status: str = ""
    added: int = 0
    sort: str = ""

    @classmethod
    def names(cls) -> list[str]:
        return [one.name for one in fields(cls)]

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Criteria:
        """From JSON or a query string's lists. Raises `Invalid` naming everything that cannot be read."""
        errors = [FieldError(f"/{name}", "unknown_field", "There is no such filter.") for name in given]
        errors = [error for error in errors if error.pointer[1:] not in cls.names()]
        values = {name: _tidy(name, given[name]) for name in cls.names() if name in given}
        errors += [error for name, value in values.items() for error in _wrong(name, value)]
        if errors:
            raise Invalid("The search cannot be read.", errors=errors)
        read: dict[str, Any] = {name: int(value or 0) if name == "added" else value for name, value in values.items()}
        return cls(**read)

    @classmethod
    def from_address(cls, given: MultiValueDict[str, str]) -> Criteria:
        return cls.of({name: values if name in _TERMS else values[-1] for name, values in given.lists() if values})

    @property
    def wanted(self) -> Wanted:
        return Wanted(q=self.q, skills=self.skill, tags=self.tag, language=self.language, location=self.location)

    @property
    def ordering(self) -> str:
        """Words are ranked unless another order is asked for; without words there is nothing to rank by."""
        if not self.q and self.sort in {"", CriteriaSort.RELEVANCE}:
            return CriteriaSort.NEWEST
        return self.sort or CriteriaSort.RELEVANCE

    @property
    def is_empty(self) -> bool:
        return not any(value for name, value in asdict(self).items() if name != "sort")

    @property
    def has_filters(self) -> bool:
        """Whether more than words are asked for."""
        return any(value for name, value in asdict(self).items() if name not in {"q", "sort"})

    def as_json(self) -> dict[str, Any]:
        """What is asked, without what is not."""
        return {name: list(value) if name in _TERMS else value for name, value in asdict(self).items() if value}

    def address(self, **changes: Any) -> str:
        """The query string, with some of it changed."""
        asked = {name: value for name, value in (asdict(self) | changes).items() if value}
        return urlencode(asked, doseq=True)


def _tidy(name: str, value: Any) -> Any:
    if name not in _TERMS:
        said = str(value) if isinstance(value, uuid.UUID) else value
        return said.replace("\x00", "").strip() if isinstance(said, str) else said
    given = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else [None]
    # Anything but a text stays, to be refused.
    tidy = [" ".join(one.split()) if isinstance(one, str) else None for one in given]
    return tuple(dict.fromkeys(one for one in tidy if one != ""))


def _wrong(name: str, value: Any) -> Iterator[FieldError]:
    if name in _TERMS:
        yield from _wrong_terms(name, value)
    elif name == "added":
        said = str(value or 0)
        if not said.isdecimal() or not said.isascii() or len(said) > 5 or int(said) > MOST_DAYS:
            yield FieldError("/added", "out_of_range", f"A number of days, at most {MOST_DAYS}.")
    elif not isinstance(value, str):
        yield FieldError(f"/{name}", "invalid", "This must be a text.")
    elif name == "job":
        yield from _wrong_id(value)
    else:
        yield from _wrong_text(name, value)


def _wrong_text(name: str, value: str) -> Iterator[FieldError]:
    if len(value) > _LONGEST[name]:
        yield FieldError(f"/{name}", "max_length", f"At most {_LONGEST[name]} characters.")
    elif name == "sort" and value and value not in CriteriaSort.values:
        yield FieldError("/sort", "invalid_choice", f"One of {', '.join(CriteriaSort.values)}.")
    elif name == "status" and value and not value.isidentifier():
        yield FieldError("/status", "invalid_choice", "A status of applications, or none.")


def _wrong_terms(name: str, value: tuple[Any, ...]) -> Iterator[FieldError]:
    longest = _TERMS[name]
    if len(value) > MOST_TERMS:
        yield FieldError(f"/{name}", "max_length", f"At most {MOST_TERMS}.")
    if not all(isinstance(one, str) and len(one) <= longest for one in value):
        yield FieldError(f"/{name}", "invalid", f"Texts of at most {longest} characters.")


def _wrong_id(value: str) -> Iterator[FieldError]:
    try:
        if value:
            uuid.UUID(value)
    except ValueError:
        yield FieldError("/job", "invalid", "This is not the id of a job.")
