"""Which of two values a merged record keeps, and which one comes back when it is parted."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from applicants.models import Applicant
from hiretrack.errors import DomainError
from hiretrack.uploads.models import Upload

SINGLE = ("name", "email", "phone", "location", "headline", "external_id", "consent", "cv")
LISTS = ("links", "skills", "languages", "tags")
CHOOSABLE = (*SINGLE, *LISTS)
SURVIVOR, DUPLICATE = "survivor", "duplicate"

Changes = dict[str, dict[str, Any]]
"""Field by field `{before, after}` of the survivor, as JSON."""


def changes(survivor: Applicant, duplicate: Applicant, chosen: Mapping[str, str]) -> Changes:
    """What merging changes in the survivor. Raises `DomainError` (different_accounts)."""
    return {name: {"before": before, "after": after} for name, before, after in _values(survivor, duplicate, chosen)}


def _values(survivor: Applicant, duplicate: Applicant, chosen: Mapping[str, str]) -> Iterator[tuple[str, Any, Any]]:
    for name in (*CHOOSABLE, "user"):
        mine, theirs = stored(survivor, name), stored(duplicate, name)
        after = _account(mine, theirs) if name == "user" else _kept(name, mine, theirs, chosen.get(name, ""))
        if after != mine:
            yield name, mine, after


def _kept(name: str, mine: Any, theirs: Any, choice: str) -> Any:
    if choice:
        return theirs if choice == DUPLICATE else mine
    if name in LISTS:
        return [*mine, *(value for value in theirs if _key(value) not in {_key(known) for known in mine})]
    return mine or theirs


def _key(value: Any) -> str:
    """Links are the same by their address, words without regard to case."""
    return str(value["url"] if isinstance(value, dict) and "url" in value else value).casefold()


def _account(mine: Any, theirs: Any) -> Any:
    if mine and theirs and mine != theirs:
        raise DomainError(
            "Both records belong to candidates with an account, and the accounts are different.",
            code="different_accounts",
            title="Two different accounts",
        )
    return mine or theirs


def stored(applicant: Applicant, name: str) -> Any:
    """A field as the journal of merges keeps it."""
    value = getattr(applicant, f"{name}_id" if name in {"cv", "user"} else name)
    return str(value) if isinstance(value, uuid.UUID) else value


def put(applicant: Applicant, values: Mapping[str, Any]) -> list[str]:
    """Set fields from the journal's form; the names of the columns that `save` must write."""
    for name, value in values.items():
        if name in {"cv", "user"}:
            setattr(applicant, f"{name}_id", uuid.UUID(value) if value else None)
        else:
            setattr(applicant, name, value)
    if "cv" not in values:
        return [*values]
    applicant.cv_text = Upload.objects.filter(pk=applicant.cv_id).values_list("text", flat=True).first() or ""
    return [*values, "cv_text"]
