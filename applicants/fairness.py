"""Fair review: who a person is stays hidden until the interview stage of a job that asks for it.

`Application.identity_hidden` says so of one application: its job reviews fairly and it has not come to the interview.
`Applicant.identity_hidden` says so of the person as such: every application of theirs is hidden. Triggers of the
database keep both columns true (applications/migrations), so nobody sets them.

What is hidden: name, addresses, phone, links, and files, which hold all of it. What stays: an alias that is the same
everywhere, headline, place, skills, answers, letters and the CV's words with the person's own names and addresses
blotted out.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Concat, Right, Upper

ALIAS = "Candidate"
DIGITS = 6
IDENTITY = frozenset({"name", "email", "phone", "links"})
"""The columns of an applicant that say who it is."""


def alias(applicant_id: uuid.UUID) -> str:
    """What a hidden person is called, such as `Candidate 3F9A1C`: the same in every view, of no meaning elsewhere."""
    return f"{ALIAS} {applicant_id.hex[-DIGITS:].upper()}"


def shown(column: str, *, hidden: str = "identity_hidden", path: str = "") -> Any:
    """`column` of an applicant for a query's values: as it stands, or what may be shown while the row is hidden.

    `path` leads from the row to the applicant (`applicant__`); `hidden` to the boolean that decides, such as an
    application's own `identity_hidden`.
    """
    field = F(f"{path}{column}")
    if column not in IDENTITY:
        return field
    return Case(When(Q((hidden, False)), then=field), default=_instead(column, path))


def _instead(column: str, path: str) -> Any:
    if column == "name":
        digits = Upper(Right(Cast(f"{path}id", CharField()), DIGITS))
        return Concat(Value(f"{ALIAS} "), digits, output_field=CharField())
    if column == "links":
        from applicants.models import Applicant

        return Value([], output_field=Applicant._meta.get_field("links"))
    return Value("", output_field=CharField())
