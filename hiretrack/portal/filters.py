"""What a visitor filters the job list by: read from the address, shown as fields and removable chips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hiretrack.portal import wording
from jobs.choices import Sort
from jobs.queries import PublicFilter

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
class Order:
    """A way to sort the list, as a link to it."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What the drop-downs offer at the moment."""

    departments: list[Option] = field(default_factory=list)
    types: list[Option] = field(default_factory=list)
    remote: int = 0
    """How many openings are remote."""
    employers: list[Option] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class JobFilters:
    q: str = ""
    location: str = ""
    department: str = ""
    employment_type: str = ""
    employer: str = ""
    remote: bool = False
    sort: str = ""
    """One of `Sort`, or empty for what suits: the best match of a search, the newest of a list."""

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
            sort=_sort(query),
        )

    @property
    def active(self) -> bool:
        """Whether the list is narrowed; an order alone leaves it whole."""
        return replace(self, sort="") != JobFilters()

    def wanted(self, employer_slug: str = "", *, sort: str = "") -> PublicFilter:
        """The query for it. On an employer's own pages its slug stands above the filter."""
        best = Sort.RELEVANCE if self.q else Sort.NEWEST
        return PublicFilter(
            q=self.q,
            department=self.department,
            location=self.location,
            employment_type=self.employment_type,
            employer=employer_slug or self.employer,
            remote=True if self.remote else None,
            sort=sort or self.sort or best,
        )

    def words(self) -> list[str]:
        """What it is narrowed to, in words."""
        labels = self._labels(Choices())
        return [labels[name] for name in self.given() if name in labels]

    def given(self) -> dict[str, str]:
        """The filters that are set, as they stand in an address."""
        return {name: "true" if value is True else str(value) for name, value in asdict(self).items() if value}

    def url(self, path: str, **more: str) -> str:
        query = urlencode(self.given() | more)
        return f"{path}?{query}" if query else path

    def chips(self, path: str, choices: Choices) -> list[Chip]:
        names = self._labels(choices)
        empty = JobFilters()
        given = [name for name in self.given() if name in names]
        return [Chip(names[name], replace(self, **{name: getattr(empty, name)}).url(path)) for name in given]

    def selects(self, choices: Choices, *, with_employers: bool) -> list[Select]:
        made = [
            Select("department", _("Department"), self.department, choices.departments),
            Select("employment_type", _("Job type"), self.employment_type, choices.types),
        ]
        if with_employers:
            made.append(Select("employer", _("Employer"), self.employer, choices.employers))
        labels = self._labels(choices)
        return [replace(select, options=_with_current(select, labels[select.name])) for select in made]

    def orders(self, path: str) -> list[Order]:
        """How the list can be sorted: by fit only while words are looked for."""
        offered = {Sort.RELEVANCE: _("Best match"), Sort.NEWEST: _("Newest"), Sort.OLDEST: _("Oldest")}
        usual = Sort.RELEVANCE if self.q else Sort.NEWEST
        if not self.q:
            del offered[Sort.RELEVANCE]
        return [
            Order(label, replace(self, sort="" if sort == usual else sort).url(path), sort == (self.sort or usual))
            for sort, label in offered.items()
        ]

    def _labels(self, choices: Choices) -> dict[str, str]:
        return {
            "q": self.q if '"' in self.q else f"“{self.q}”",
            "location": self.location,
            "department": self.department,
            "employment_type": str(wording.EMPLOYMENT_TYPES.get(self.employment_type, "")),
            "employer": _label(self.employer, choices.employers),
            "remote": pgettext("a filter", "Remote"),
        }


def _sort(query: QueryDict) -> str:
    """A sort that asks for what the list does anyway is none: one list, one address."""
    given = _text(query, "sort")
    usual = Sort.RELEVANCE if _text(query, "q") else Sort.NEWEST
    if given == usual or given not in Sort.values or (given == Sort.RELEVANCE and not _text(query, "q")):
        return ""
    return given


def _text(query: QueryDict, name: str) -> str:
    # PostgreSQL takes no NUL character in a text.
    return query.get(name, "").replace("\x00", "").strip()[:LONGEST]


def _label(value: str, options: Iterable[Option]) -> str:
    return next((label for known, label in options if known == value), value)


def _with_current(select: Select, label: str) -> list[Option]:
    """The options and, when it isn't among them, what is chosen now: nothing may change by sending the form again."""
    known = {value for value, _label in select.options}
    missing = select.value and select.value not in known
    return [(select.value, label), *select.options] if missing else select.options
