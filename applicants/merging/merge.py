from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants import fairness
from applicants.dependents import dependents
from applicants.merging.fields import CHOOSABLE, DUPLICATE, SURVIVOR, Changes, changes, put
from applicants.merging.rows import locked
from applicants.models import Applicant, ApplicantMerge
from applicants.queries import resolved
from hiretrack.audit.services import record
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import DomainError, FieldError, Invalid


@transaction.atomic
def merge_applicants(
    *, survivor_id: uuid.UUID, duplicate_id: uuid.UUID, fields: Mapping[str, str] | None = None
) -> ApplicantMerge:
    """Make `duplicate_id` part of `survivor_id`, in the employer's open scope; undone by `unmerge_applicant`.

    `fields` says per field whose value stays; without a word the survivor's does, blanks are filled and lists united.
    Raises `NotFound`, `Invalid`, and `DomainError` (already_merged, different_accounts).
    """
    chosen = _chosen(fields or {})
    survivor, duplicate = _pair(resolved(survivor_id).pk, survivor_id, duplicate_id)
    hidden = survivor.identity_hidden or duplicate.identity_hidden
    fairness.refuse_hidden(hidden, _("Whether two are one person cannot be judged without knowing them."))
    made = _written(survivor, duplicate, changes(survivor, duplicate, chosen))
    made.moved = {one.name: one.merge(survivor=survivor, merged=duplicate) for one in dependents()}
    made.save(force_insert=True)
    record(
        "applicant.merged",
        entity=survivor,
        merge_id=str(made.pk),
        merged_id=str(duplicate.pk),
        fields=sorted(made.fields),
    )
    return made


def _chosen(fields: Mapping[str, str]) -> Mapping[str, str]:
    errors = [
        FieldError(f"/fields/{name}", "invalid_choice", f"One of {SURVIVOR}, {DUPLICATE}.")
        for name, choice in fields.items()
        if choice not in {SURVIVOR, DUPLICATE}
    ]
    errors += [
        FieldError(f"/fields/{name}", "unknown_field", f"One of {', '.join(CHOOSABLE)}.")
        for name in fields
        if name not in CHOOSABLE
    ]
    if errors:
        raise Invalid("The choice of fields cannot be read.", errors=errors)
    return fields


def _pair(survivor_id: uuid.UUID, asked: uuid.UUID, duplicate_id: uuid.UUID) -> tuple[Applicant, Applicant]:
    if duplicate_id in {survivor_id, asked}:
        raise _unusable("same", "This is the record itself; name the other one.")
    rows = locked(survivor_id, duplicate_id)
    duplicate = rows.get(duplicate_id)
    if duplicate is None:
        raise _unusable("not_found", "There is no such applicant.")
    if survivor_id not in rows or rows[survivor_id].merged_into_id or duplicate.merged_into_id:
        raise DomainError(
            "One of the records was merged into another one already.",
            code="already_merged",
            title="Already merged",
        )
    return rows[survivor_id], duplicate


def _unusable(code: str, detail: str) -> Invalid:
    return Invalid("These records cannot be merged.", errors=[FieldError("/applicant_id", code, detail)])


def _written(survivor: Applicant, duplicate: Applicant, changed: Changes) -> ApplicantMerge:
    # The duplicate first: it lets go of an address that the survivor may take.
    duplicate.merged_into = survivor
    duplicate.save(update_fields=["merged_into", "updated_at"])
    values: dict[str, Any] = {name: change["after"] for name, change in changed.items()}
    survivor.save(update_fields=[*put(survivor, values), "updated_at"])
    actor = current_actor()
    return ApplicantMerge(
        employer_id=survivor.employer_id,
        survivor=survivor,
        merged=duplicate,
        fields=changed,
        merged_by_id=actor.user_id if actor.kind is ActorKind.USER else None,
    )
