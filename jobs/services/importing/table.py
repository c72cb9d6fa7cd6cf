"""One batch of a table's rows becomes jobs: new ones are drafts, known ones are brought up to date."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hiretrack.audit.services import entry, record_many
from hiretrack.context import current_actor
from hiretrack.errors import FieldError, Invalid
from hiretrack.tenancy import require_scope
from hiretrack.uploads.importing.batches import Record
from hiretrack.uploads.importing.rows import BadRow
from jobs.models import Job
from jobs.publishing import missing_for_publishing
from jobs.validation import WRITABLE, clean, closing_problems

Values = dict[str, Any]
Known = Mapping[uuid.UUID | str, Job]
UNKNOWN = FieldError("/id", "not_found", "There is no job with this id here. Leave the cell empty for a new job.")
TWO_JOBS = FieldError("/external_id", "two_jobs", "Another job has this external id. Correct one of the two.")


class _Batch:
    """What becomes of a batch's rows."""

    def __init__(self) -> None:
        self.made: list[Job] = []
        self.changed: list[tuple[Job, list[str]]] = []
        self.unchanged = 0
        self.refused: list[BadRow] = []

    @property
    def counts(self) -> dict[str, int]:
        return {"created": len(self.made), "updated": len(self.changed), "unchanged": self.unchanged}


def write(batch: list[Record[Values]], *, update: bool, dry_run: bool) -> tuple[dict[str, int], list[BadRow]]:
    """Store a batch whose rows name different jobs; how many of what happened, and what had to be refused.

    Jobs are known by their own id, else by their external id; what a row leaves empty stays. In the employer's open
    scope, as a savepoint; a dry run does the same and undoes it.
    """
    with transaction.atomic():
        known = _known([record.values for record in batch])
        done, skipped = _Batch(), 0
        for record in batch:
            try:
                job = _meant(record.values, known)
                if job is not None and not update:
                    skipped += 1
                    continue
                _made(record.values, done) if job is None else _changed(job, record.values, done)
            except Invalid as invalid:
                done.refused += [BadRow(record.number, e.pointer, e.code, e.detail) for e in invalid.errors]
        _store(done)
        transaction.set_rollback(dry_run)
    return Counter(done.counts) | Counter({"skipped": skipped}), done.refused


def _known(batch: Sequence[Values]) -> Known:
    ids = [values["id"] for values in batch if "id" in values]
    external = [values["external_id"] for values in batch if "external_id" in values]
    rows = Job.objects.filter(Q(pk__in=ids) | Q(external_id__in=external)) if ids or external else Job.objects.none()
    locked = list(rows.select_related("employer").select_for_update(of=("self",)).order_by("pk"))
    return {row.pk: row for row in locked} | {row.external_id: row for row in locked if row.external_id}


def _meant(values: Values, known: Known) -> Job | None:
    """The job that a row is about; None for a new one."""
    by_id = known.get(values["id"]) if "id" in values else None
    by_external = known.get(values.get("external_id", ""))
    if "id" in values and by_id is None:
        raise Invalid(UNKNOWN.detail, errors=[UNKNOWN])
    if by_id is not None and by_external is not None and by_id.pk != by_external.pk:
        raise Invalid(TWO_JOBS.detail, errors=[TWO_JOBS])
    return by_id or by_external


def _made(values: Values, done: _Batch) -> None:
    columns: Any = [Job._meta.get_field(name) for name in WRITABLE]
    fields: dict[str, Any] = {column.name: column.get_default() for column in columns}
    kept = clean(fields | _writable(values))
    _refuse(list(closing_problems(kept["closes_at"])))
    owner: dict[str, Any] = {"employer_id": require_scope().employer_id, "created_by_id": current_actor().user_id}
    done.made.append(Job(**kept, **owner, external_id=values.get("external_id", "")))


def _changed(job: Job, values: Values, done: _Batch) -> None:
    before = {name: getattr(job, name) for name in WRITABLE}
    kept = clean(before | _writable(values))
    new = {name: value for name, value in kept.items() if name in WRITABLE and value != before[name]}
    if "closes_at" in new:
        _refuse(list(closing_problems(new["closes_at"])))
    if new and job.is_published:
        _refuse(missing_for_publishing(before | new, employer_name=job.employer.name))
    if values.get("external_id", job.external_id) != job.external_id:
        new["external_id"] = values["external_id"]
    if not new:
        done.unchanged += 1
        return
    for name, value in new.items():
        setattr(job, name, value)
    job.updated_at = timezone.now()
    done.changed.append((job, sorted(new)))


def _writable(values: Values) -> Values:
    return {name: value for name, value in values.items() if name in WRITABLE}


def _refuse(errors: list[FieldError]) -> None:
    if errors:
        raise Invalid("The job is not valid.", errors=errors)


def _store(done: _Batch) -> None:
    entries = []
    if done.made:
        Job.objects.bulk_create(done.made)
        entries += [_entry("job.created", job) for job in done.made]
    if done.changed:
        names = {name for _, changed in done.changed for name in changed}
        Job.objects.bulk_update([job for job, _ in done.changed], sorted(names | {"updated_at"}))
        entries += [_entry("job.updated", job, fields=changed, status=job.status) for job, changed in done.changed]
    record_many(entries)


def _entry(action: str, job: Job, **more: Any) -> Any:
    return entry(action, entity=job, employer_id=job.employer_id, source="import", **more)
