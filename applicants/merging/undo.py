from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from applicants.dependents import dependents
from applicants.files import cvs_in, let_go
from applicants.merging.fields import put, stored
from applicants.merging.rows import email_taken, locked
from applicants.models import Applicant, ApplicantMerge
from hiretrack.audit.services import record
from hiretrack.errors import DomainError, NotFound


@transaction.atomic
def unmerge_applicant(*, applicant_id: uuid.UUID) -> ApplicantMerge:
    """Part a record that was merged away, or a survivor from its latest duplicate, in the employer's open scope.

    Fields that still have the merged value go back, what was edited since stays; so do the rows of other apps. Raises
    `NotFound`, and `DomainError` (not_merged, merge_not_latest, email_taken).
    """
    found = _merge_of(applicant_id)
    rows = locked(found.survivor_id, found.merged_id)
    # Read again under the locks: somebody else may have parted them, or merged once more.
    merge = _merge_of(applicant_id)
    if merge.pk != found.pk or len(rows) != 2:
        raise _not_latest()
    survivor, merged = rows[merge.survivor_id], rows[merge.merged_id]
    _check_latest(merge, survivor)
    _put_back(merge, survivor, merged)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    # A CV that was put aside does not come back when somebody has attached another one since.
    let_go(cvs_in([merge]))
    record("applicant.unmerged", entity=survivor, merge_id=str(merge.pk), merged_id=str(merged.pk))
    return merge


def _merge_of(applicant_id: uuid.UUID) -> ApplicantMerge:
    row = Applicant.objects.filter(pk=applicant_id, erased_at=None).first()
    if row is None:
        raise NotFound("There is no such applicant.")
    mine = Q(merged=row) if row.merged_into_id else Q(survivor=row)
    merge: ApplicantMerge | None = ApplicantMerge.objects.filter(mine, undone_at=None).order_by(*_NEWEST).first()
    if merge is None:
        raise DomainError("No other record was merged into this one.", code="not_merged", title="Not merged")
    return merge


_NEWEST = ("-merged_at", "-id")


def _check_latest(merge: ApplicantMerge, survivor: Applicant) -> None:
    latest = ApplicantMerge.objects.filter(survivor=survivor, undone_at=None).order_by(*_NEWEST).first()
    if survivor.merged_into_id is not None or latest != merge:
        raise _not_latest()


def _not_latest() -> DomainError:
    return DomainError(
        "The survivor was merged again since; undo the latest merge first.",
        code="merge_not_latest",
        title="Not the latest merge",
    )


def _put_back(merge: ApplicantMerge, survivor: Applicant, merged: Applicant) -> None:
    values = {
        name: change["before"] for name, change in merge.fields.items() if stored(survivor, name) == change["after"]
    }
    merged.merged_into = None
    try:
        with transaction.atomic():
            survivor.save(update_fields=[*put(survivor, values), "updated_at"])
            merged.save(update_fields=["merged_into", "updated_at"])
    except IntegrityError as error:
        raise _taken(survivor, merged) from error
    for one in reversed([*dependents()]):
        if one.name in merge.moved:
            one.unmerge(survivor=survivor, merged=merged, moved=merge.moved[one.name])


def _taken(survivor: Applicant, merged: Applicant) -> DomainError:
    """Somebody has applied, or was added, with an address that the merge had let go of."""
    others = Applicant.objects.filter(merged_into=None).exclude(pk=survivor.pk)
    # Or the survivor was given the other's address since.
    is_survivors = survivor.email.lower() == merged.email.lower()
    away = survivor if is_survivors else others.filter(email__iexact=merged.email).first()
    holder = away or others.filter(email__iexact=survivor.email).first()
    whose = "the record that was merged away" if away else "the survivor before the merge"
    return email_taken(
        f"Another applicant has the address of {whose} by now. Give that applicant another address, part the"
        " records, then merge those two that are one person.",
        holder=holder,
    )
