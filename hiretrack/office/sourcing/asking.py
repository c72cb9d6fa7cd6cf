"""What the list of listings can be asked, as its address holds it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

LONGEST = 200
LAST_PAGE = 1_000
OPEN, NEW, ADOPTED, HIDDEN, GONE, ALL = "", "new", "adopted", "hidden", "gone", "all"
SHOWS: dict[str, Promise] = {
    OPEN: gettext_lazy("Open"),
    NEW: gettext_lazy("New"),
    ADOPTED: gettext_lazy("Adopted"),
    HIDDEN: gettext_lazy("Hidden"),
    GONE: gettext_lazy("Gone"),
    ALL: gettext_lazy("All"),
}
"""Tabs above the list. What is hidden or gone is in its own tab, and among all."""
PLACES: dict[str, Promise] = {
    "remote": gettext_lazy("Remote"),
    "office": gettext_lazy("On site"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Values that make no sense ask for nothing."""

    q: str = ""
    show: str = OPEN
    board: str = ""
    country: str = ""
    remote: str = ""
    salary: str = ""
    p: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        show, remote = given.get("show", ""), given.get("remote", "")
        return cls(
            q=given.get("q", "").strip()[:LONGEST],
            show=show if show in SHOWS else OPEN,
            board=_id(given.get("board", "")),
            country=given.get("country", "").upper() if given.get("country", "").upper() in countries else "",
            remote=remote if remote in PLACES else "",
            salary="1" if given.get("salary") == "1" else "",
            p=_page(given.get("p", "")),
        )

    @property
    def has_filters(self) -> bool:
        return bool(self.board or self.country or self.remote or self.salary)

    @property
    def is_empty(self) -> bool:
        return not (self.q or self.show or self.has_filters)

    def address(self, **changes: Any) -> str:
        """Its query; a change leads back to the first page."""
        kept = asdict(replace(self, **({"p": 1} | changes)))
        return urlencode({name: value for name, value in kept.items() if value and (name, value) != ("p", 1)})


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    without: str


def chips(asked: Asked, boards: Mapping[str, str]) -> Iterator[Chip]:
    """What narrows the list, each with the address without it. `boards`: names by id."""
    said = {
        "q": asked.q and f"{_('Words')}: {asked.q}",
        "board": asked.board and f"{_('Board')}: {boards.get(asked.board, _('a board that is gone'))}",
        "country": asked.country and f"{_('Country')}: {countries.name(asked.country)}",
        "remote": asked.remote and str(PLACES[asked.remote]),
        "salary": asked.salary and _("With salary"),
    }
    yield from (Chip(label, asked.address(**{name: ""})) for name, label in said.items() if label)


def _id(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isdecimal() and len(text) < 6 else 1
