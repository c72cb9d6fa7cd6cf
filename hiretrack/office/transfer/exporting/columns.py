"""What a column of an export says, as text or number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from applicants.fairness import Named, blotted_answer

Cell = str | int | Decimal
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`value` reads a row of the kind's values; `chosen`: unless somebody says otherwise."""

    name: str
    label: Any
    value: Callable[[Row], Any]
    chosen: bool = True


def cell(value: Any) -> Cell:
    """A value as a person reads it, and as an import reads it again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(sep=" ")
    if isinstance(value, int | Decimal):
        return value
    return str(value) if isinstance(value, Promise) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        parts = [str(part) for part in value]
        # One part with a semicolon would be taken for two.
        alone = len(parts) == 1 and ";" in parts[0] and "|" not in parts[0]
        return " | ".join(parts) + (" |" if alone else "")
    return str(value)


def plain(field: str) -> Callable[[Row], Any]:
    return lambda row: row[field]


def to_the_minute(field: str) -> Callable[[Row], Any]:
    return lambda row: f"{row[field].astimezone(dt.UTC):%Y-%m-%d %H:%M}" if row[field] else ""


def labelled(field: str, choices: Iterable[tuple[Any, Any]]) -> Callable[[Row], Any]:
    known = dict(choices)
    return lambda row: known.get(row[field], row[field])


def links(field: str) -> Callable[[Row], Any]:
    return lambda row: [_link(one) for one in row[field] or ()]


def _link(one: Mapping[str, str]) -> str:
    url, label = one.get("url", ""), one.get("label", "")
    own = not label or label == urlsplit(url).hostname
    return url if own else f"{label} <{url}>"


def answers(row: Row) -> str:
    """Questions and answers, a line each; of a hidden person without their own name and addresses."""
    own = Named.of(row, "applicant__") if row["identity_hidden"] else None
    return "\n".join(
        f"{one.get('question', '')}: {_answer(blotted_answer(one.get('answer'), own) if own else one.get('answer'))}"
        for one in row["answers"] or ()
    )


def _answer(value: Any) -> Cell:
    return cell(value) if value is not None else "–"
