"""Which column says what: guessed from the headers and from last time, then chosen by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hiretrack.background.models import TaskRun
from hiretrack.errors import FieldError, Invalid
from hiretrack.office.transfer.importing.intake import Column
from hiretrack.office.transfer.importing.kinds import Kind
from hiretrack.uploads.importing.csv import IGNORE, plain


@dataclass(frozen=True, slots=True)
class Choice:
    """A column on the page, with the field that stands chosen."""

    column: Column
    field: str
    error: str = ""


def remembered(kind: Kind) -> dict[str, str]:
    """What the employer's people chose last, by the headers' plain names."""
    last = TaskRun.objects.filter(kind=kind.run_kind, result__options__mapping__isnull=False).order_by("-created_at")
    run = last.first()
    mapping = (run.result or {}).get("options", {}).get("mapping", {}) if run else {}
    return {plain(header): field for header, field in mapping.items()}


def guessed(kind: Kind, columns: Sequence[Column]) -> list[Choice]:
    """Each column's field as far as its name tells it, none of them twice."""
    before, taken = remembered(kind), set[str]()
    choices = []
    for column in columns:
        field = before.get(plain(column.header)) or kind.fields.known(column.header)
        if field == IGNORE or field not in kind.labels or (field in taken and field not in kind.fields.several):
            field = ""
        taken.add(field)
        choices.append(Choice(column, field))
    return choices


def chosen(kind: Kind, columns: Sequence[Column], given: Mapping[str, Any]) -> list[Choice]:
    """What the form says, with what is wrong beside each column."""
    fields = {column.place: str(given.get(f"column-{column.place}", "")) for column in columns}
    return [
        Choice(column, field, _wrong(kind, column.place, fields))
        for column, field in zip(columns, fields.values(), strict=True)
    ]


def _wrong(kind: Kind, place: int, fields: Mapping[int, str]) -> str:
    field = fields[place]
    if not field:
        return ""
    if field not in kind.labels:
        return _("There is no such field. Choose another one.")
    first = next(at for at, other in fields.items() if other == field)
    if first != place and field not in kind.fields.several:
        return _("“%(field)s” is chosen for another column already.") % {"field": kind.labels[field]}
    return ""


def mapping_of(kind: Kind, choices: Sequence[Choice]) -> dict[str, str]:
    """Header → field or `ignore`, for the import. Raises `Invalid` when something is wrong or missing."""
    errors = [FieldError(f"/column-{one.column.place}", "invalid", one.error) for one in choices if one.error]
    if missing := list(_missing(kind, {one.field for one in choices})):
        errors.append(FieldError("", "required", f"{kind.needed} {' '.join(missing)}".strip()))
    if errors:
        raise Invalid(errors[-1].detail, errors=errors)
    return {one.column.header: one.field or IGNORE for one in choices}


def _missing(kind: Kind, fields: set[str]) -> Iterator[str]:
    for group in kind.fields.needed:
        if not fields & {*group}:
            names = _(" or ").join(f"“{kind.labels[name]}”" for name in group)
            yield _("Missing: %(fields)s.") % {"fields": names}
