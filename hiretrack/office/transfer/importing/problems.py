"""What is wrong with a row, in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hiretrack.office.transfer.importing.kinds import Kind

WORDS = {
    "required": gettext_noop("The cell is empty. Fill it in."),
    "duplicate": gettext_noop("An earlier row is about the same. Keep one of the two."),
    "quotes": gettext_noop("A quotation mark is not closed. Correct the row, then load the file again."),
    "too_many_cells": gettext_noop("The row has more cells than the header. Quote cells that hold a separator."),
    "two_people": gettext_noop("External id and e-mail address are those of two candidates. Correct one of the two."),
    "other_external_id": gettext_noop("The candidate with this address has another external id. Correct one of them."),
    "two_jobs": gettext_noop("Another job has this external id. Correct one of the two."),
    "in_the_past": gettext_noop("This date has passed. Choose one in the future, or leave the cell empty."),
    "email:invalid": gettext_noop("This is not an e-mail address."),
    "phone:invalid": gettext_noop("This is not a phone number. Write it with its country code: +49 30 1234567."),
    "links:invalid": gettext_noop("A link begins with https:// or http://."),
    "languages:invalid": gettext_noop("This is not a language. Write its code, such as de or en-GB."),
    "country:invalid": gettext_noop("This is not a country. Write its two-letter code, such as DE."),
    "closes_at:invalid": gettext_noop("This is not a date. Write it as 2027-03-31."),
    "salary_min:invalid": gettext_noop("This is not an amount. Write it in digits, such as 52000."),
    "salary_max:invalid": gettext_noop("This is not an amount. Write it in digits, such as 52000."),
    "id:not_found": gettext_noop("There is no job with this HireTrack id. Leave the cell empty for a new job."),
    "id:invalid": gettext_noop("This is not a HireTrack id. Leave the cell empty for a new job."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    column: str
    """The header, or the field's name where no one column is to blame."""
    words: str


def problems_of(kind: Kind, result: Mapping[str, Any]) -> Iterator[Problem]:
    """The first thousand, in the file's order."""
    mapping = result.get("options", {}).get("mapping", {})
    headers = {field: header for header, field in reversed(mapping.items())}
    for error in sorted(result.get("errors", []), key=lambda one: int(one["row"])):
        field = str(error["pointer"]).strip("/").partition("/")[0]
        column = headers.get(field) or str(kind.labels.get(field, ""))
        yield Problem(error["row"], column, _said(field, error))


def _said(field: str, error: Mapping[str, Any]) -> str:
    words = WORDS.get(f"{field}:{error['code']}") or WORDS.get(error["code"])
    return _(words) if words else str(error["detail"])


def as_lines(problems: Iterable[Problem]) -> Iterator[list[str]]:
    """For a file: the header, then a line for each."""
    yield [_("Row"), _("Column"), _("What to do")]
    for one in problems:
        yield [str(one.row), one.column, one.words]
