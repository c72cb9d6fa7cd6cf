"""Notes about applications, and whom they can mention."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from applications.models import Application, ApplicationNote
from employers.models import User
from hiretrack.errors import NotFound

NOTE_ORDERING = (("created_at", "desc"), ("id", "desc"))
COLUMNS = ("id", "application_id", "author_id", "author_name", "body", "mentions", "created_at", "edited_at")


def notes(application_id: uuid.UUID) -> QuerySet[ApplicationNote, dict[str, Any]]:
    """Of one application, not yet ordered or cut; `shaped_note` makes an answer of each row."""
    return ApplicationNote.objects.filter(application_id=application_id).values(*COLUMNS)


def note(application_id: uuid.UUID, note_id: uuid.UUID) -> dict[str, Any]:
    """Raises `NotFound`."""
    row = notes(application_id).filter(pk=note_id).first()
    if row is None:
        raise NotFound
    return row


def shaped_note(row: Mapping[str, Any]) -> dict[str, Any]:
    author = {"id": row["author_id"], "name": row["author_name"]}
    return {name: row[name] for name in COLUMNS if not name.startswith("author")} | {"author": author}


def colleagues(application_id: uuid.UUID) -> QuerySet[User]:
    """Who works for the application's employer, and so can be mentioned. Raises `NotFound`."""
    owner = Application.objects.filter(pk=application_id).values_list("employer_id", flat=True).first()
    if owner is None:
        raise NotFound
    return User.objects.filter(employer_id=owner, is_active=True).exclude(roles=[]).order_by("name", "id")


def named_in(text: str, people: Collection[User]) -> list[uuid.UUID]:
    """Which of `people` stand in the text as `@Their Name`; the longest name counts: `@Ann Lee Smith` is no Ann Lee."""
    signs: dict[str, list[uuid.UUID]] = {}
    for user in people:
        signs.setdefault(f"@{user.name.casefold()}", []).append(user.pk)
    found, left = [], text.casefold()
    for sign in sorted(signs.keys() - {"@"}, key=len, reverse=True):
        if sign in left:
            found += signs[sign]
            left = left.replace(sign, " ")
    return found
