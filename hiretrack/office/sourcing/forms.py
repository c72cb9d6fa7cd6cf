"""What is asked about a board. The services check it; this form carries it there and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hiretrack.errors import DomainError
from hiretrack.office.sourcing import config
from hiretrack.office.sourcing.wording import KINDS, intervals
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.models import LEAST_INTERVAL, MOST_INTERVAL, JobBoard

USUAL = 360
PLAIN = ("name", "kind", "url", "scan_interval_minutes", "enabled", "open_to_candidates")


class BoardForm(forms.Form):
    name = forms.CharField(max_length=100)
    kind = forms.ChoiceField(choices=BoardKind.choices)
    url = forms.CharField(max_length=500)
    keyword_filters = forms.CharField(max_length=6000, required=False)
    scan_interval_minutes = forms.IntegerField(
        min_value=LEAST_INTERVAL, max_value=MOST_INTERVAL, initial=USUAL,
        error_messages={"invalid": gettext_lazy("Choose how often.")},
    )  # fmt: skip
    enabled = forms.BooleanField(required=False, initial=True)
    open_to_candidates = forms.BooleanField(required=False)

    def __init__(self, *args: Any, board: JobBoard | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        for one in config.SETTINGS:
            self.fields[one.field] = one.form_field()

    @classmethod
    def of(cls, board: JobBoard) -> BoardForm:
        initial = {name: getattr(board, name) for name in PLAIN}
        initial["keyword_filters"] = ", ".join(board.keyword_filters)
        told = {one.field: one.shown(board.scraper_config) for one in config.SETTINGS}
        return cls(board=board, initial=initial | told)

    @property
    def values(self) -> dict[str, Any]:
        """As the services take them; of a valid form."""
        plain = {name: self.cleaned_data[name] for name in PLAIN}
        kept = self.board.scraper_config if self.board and self.board.kind == plain["kind"] else {}
        return plain | {
            "keyword_filters": keywords_of(self.cleaned_data["keyword_filters"]),
            "scraper_config": config.given(plain["kind"], self.cleaned_data, kept),
        }

    @property
    def intervals(self) -> list[tuple[int, str]]:
        present = str(self["scan_interval_minutes"].value())
        in_range = present.isdecimal() and LEAST_INTERVAL <= int(present) <= MOST_INTERVAL
        return list(intervals(int(present) if in_range else USUAL))

    @property
    def kinds(self) -> list[dict[str, Any]]:
        return [
            {"value": value, "label": label, "when": KINDS[value].when, "example": KINDS[value].example}
            for value, label in BoardKind.choices
        ]

    @property
    def first_settings(self) -> Iterator[dict[str, Any]]:
        return self._settings(is_first=True)

    @property
    def more_settings(self) -> Iterator[dict[str, Any]]:
        return self._settings(is_first=False)

    def _settings(self, *, is_first: bool) -> Iterator[dict[str, Any]]:
        """The fields that some kinds have, each with the names of those kinds."""
        for one in config.SETTINGS:
            if one.is_first == is_first:
                yield {"told": one, "bound": self[one.field], "kinds": " ".join(one.kinds)}

    @property
    def says_more(self) -> bool:
        """Whether one of those that wait below has a value, or is wrong."""
        return any(one["bound"].value() or one["bound"].errors for one in self.more_settings)

    @property
    def kinds_with_more(self) -> str:
        return " ".join({kind: None for one in config.SETTINGS if not one.is_first for kind in one.kinds})

    def refuse(self, error: DomainError) -> None:
        """Show what the service has against it beside the field."""
        for one in error.errors:
            self.add_error(_field(one.pointer, self.fields), one.detail)
        if not error.errors:
            self.add_error(None, error.detail)


def keywords_of(text: str) -> list[str]:
    """Separated by commas or lines."""
    return [word.strip() for word in re.split(r"[,\n]", text) if word.strip()]


def _field(pointer: str, known: Mapping[str, Any]) -> str | None:
    first, _slash, rest = pointer.strip("/").partition("/")
    name = f"{config.PREFIX}{rest.partition('/')[0]}" if first == "scraper_config" else first
    return name if name in known else None
