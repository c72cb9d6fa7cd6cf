"""What a visitor filters the job list by: read from the address, shown as fields and removable chips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hiretrack.portal import wording

Option = tuple[str, str]
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Select:
    """One drop-down field."""

    name: str
    label: str
    value: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter; `url` is the same list without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the drop-downs offer at the moment."""

    departments: list[Option] = field(default_factory=list)
    employers: list[Option] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class JobFilters:
    q: str = ""
    location: str = ""
    department: str = ""
    employment_type: str = ""
    employer: str = ""
    remote: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> JobFilters:
        """Unknown parameters and values that mean nothing are ignored: a shared link should never break."""
        kind = _text(query, "employment_type")
        return cls(
            q=_text(query, "q"),
            location=_text(query, "location"),
            department=_text(query, "department"),
            employment_type=kind if kind in wording.EMPLOYMENT_TYPES else "",
            employer=_text(query, "employer"),
            remote=_text(query, "remote").lower() in {"true", "1", "on", "yes"},
        )

    @property
    def active(self) -> bool:
        return self != JobFilters()

    def given(self) -> dict[str, str]:
        """The filters that are set, as they stand in an address."""
        return {name: "true" if value is True else str(value) for name, value in asdict(self).items() if value}

    def url(self, path: str, **more: str) -> str:
        query = urlencode(self.given() | more)
        return f"{path}?{query}" if query else path

    def chips(self, path: str, choices: Choices) -> list[Chip]:
        names = self._labels(choices)
        empty = JobFilters()
        return [Chip(names[name], replace(self, **{name: getattr(empty, name)}).url(path)) for name in self.given()]

    def selects(self, choices: Choices, *, with_employers: bool) -> list[Select]:
        types = [(value, str(label)) for value, label in wording.EMPLOYMENT_TYPES.items()]
        made = [
            Select("department", _("Department"), self.department, choices.departments),
            Select("employment_type", _("Job type"), self.employment_type, types),
        ]
        if with_employers:
            made.append(Select("employer", _("Employer"), self.employer, choices.employers))
        return [replace(select, options=_with_current(select)) for select in made]

    def _labels(self, choices: Choices) -> dict[str, str]:
        return {
            "q": self.q if '"' in self.q else f"“{self.q}”",
            "location": self.location,
            "department": self.department,
            "employment_type": str(wording.EMPLOYMENT_TYPES.get(self.employment_type, "")),
            "employer": _label(self.employer, choices.employers),
            "remote": pgettext("a filter", "Remote"),
        }


def _text(query: QueryDict, name: str) -> str:
    # PostgreSQL takes no NUL character in a text.
    return query.get(name, "").replace("\x00", "").strip()[:LONGEST]


def _label(value: str, options: Iterable[Option]) -> str:
    return next((label for known, label in options if known == value), value)


def _with_current(select: Select) -> list[Option]:
    """The options and, when it isn't among them, what is chosen now: nothing may change by sending the form again."""
    known = {value for value, _label in select.options}
    missing = select.value and select.options and select.value not in known
    return [(select.value, select.value), *select.options] if missing else select.options
