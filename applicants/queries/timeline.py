"""What happened to a person, told from the journal."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from applicants.models import Applicant
from hiretrack.audit.events import entity_name
from hiretrack.audit.models import AuditLog

NEWEST = (("created_at", "desc"), ("id", "desc"))
# UNION instead of UNION ALL ends the walk even if rows pointed at each other in a circle.
_MERGED = """
WITH RECURSIVE family (id) AS (
    SELECT %s::uuid
    UNION
    SELECT source.id FROM applicants_applicant source JOIN family ON source.merged_into_id = family.id
)
SELECT id FROM family
"""


@dataclass(frozen=True, slots=True)
class Traces:
    """The ids under which a person stands in the journal."""

    applicants: list[uuid.UUID]
    applications: list[uuid.UUID]
    uploads: list[uuid.UUID]


def family_of(applicant: Applicant) -> QuerySet[Applicant]:
    """The applicant and all records that were merged into it, however often."""
    return Applicant.objects.filter(pk__in=RawSQL(_MERGED, [applicant.pk]))  # noqa: S611 - constant, one parameter


def traces_of(applicant: Applicant) -> Traces:
    """In two queries, however many there are."""
    people = list(family_of(applicant).order_by().values_list("pk", "cv_id"))
    ids = [pk for pk, _ in people]
    model: Any = Applicant._meta.get_field("applications").related_model
    made = model.objects.filter(applicant_id__in=ids).order_by()
    applied = list(made.values_list("pk", "cv_id", "cover_letter_file_id"))
    files = {cv for _, cv in people} | {upload for _, *uploads in applied for upload in uploads}
    return Traces(ids, [pk for pk, *_ in applied], [upload for upload in files if upload])


def timeline(traces: Traces) -> QuerySet[AuditLog]:
    """The journal's entries about the person, not yet ordered or cut: `NEWEST` says how."""
    about = {
        "applicants.applicant": traces.applicants,
        "applications.application": traces.applications,
        "uploads.upload": traces.uploads,
    }
    condition = Q(pk__in=[])
    for label, ids in about.items():
        condition |= Q(entity_type=label, entity_id__in=ids)
    rows: QuerySet[AuditLog] = AuditLog.objects.filter(condition)
    return rows


def stage_notes(entries: Sequence[AuditLog]) -> dict[str, str]:
    """The notes of the pipeline's steps among `entries`, by stage id, in one query."""
    wanted = [entry.metadata["stage_id"] for entry in entries if "stage_id" in entry.metadata]
    if not wanted:
        return {}
    applications: Any = Applicant._meta.get_field("applications").related_model
    stages = applications._meta.get_field("stages").related_model.objects
    return {str(pk): note for pk, note in stages.filter(pk__in=wanted).exclude(note="").values_list("pk", "note")}


def untold_steps(entries: Sequence[AuditLog]) -> set[str]:
    """Ids of the steps among `entries` that the person knows nothing of: held back, kept untold or undone."""
    wanted = {entry.metadata["stage_id"] for entry in entries if "stage_id" in entry.metadata}
    if not wanted:
        return set()
    applications: Any = Applicant._meta.get_field("applications").related_model
    stages = applications._meta.get_field("stages").related_model.objects
    later = Q(tell_at=None) | Q(tell_at__gt=timezone.now())
    untold = stages.filter(Q(undone=True) | Q(later, withheld=True), pk__in=wanted)
    return set(map(str, untold.values_list("pk", flat=True)))


def timeline_item(entry: AuditLog, notes: dict[str, str]) -> dict[str, Any]:
    """An entry as the API tells it; a step of the pipeline comes with its note."""
    data = dict(entry.metadata)
    if note := notes.get(data.get("stage_id", "")):
        data["note"] = note
    return {
        "id": entry.pk,
        "type": entry.action,
        "at": entry.created_at,
        "actor": {"kind": entry.actor_kind, "id": entry.actor_id, "name": entry.actor_name},
        "entity": {"type": entity_name(entry.entity_type), "id": entry.entity_id},
        "data": data,
    }
