"""One batch of rows becomes applicants, in a handful of statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from applicants.choices import OnExisting
from applicants.importing.inserting import insert
from applicants.models import Applicant
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import entry, record_many

Values = Mapping[str, Any]
ATTEMPTS = 3


def write(batch: Sequence[Values], *, on_existing: str, dry_run: bool) -> Counter[str]:
    """Add or bring up to date each person of `batch`, whose addresses differ; how many of what happened.

    In the employer's open scope, as a savepoint. A dry run does the same and undoes it.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                counts = _written(batch, on_existing)
                transaction.set_rollback(dry_run)
                return counts
        except IntegrityError:
            # Somebody has added one of them meanwhile: the next look finds that one.
            if attempt == ATTEMPTS:
                raise
    raise AssertionError


def _written(batch: Sequence[Values], on_existing: str) -> Counter[str]:
    known = _known([values["email"].lower() for values in batch])
    fresh = [values for values in batch if values["email"].lower() not in known]
    counts = Counter({"created": len(fresh)})
    entries = _added(fresh)
    if on_existing == OnExisting.SKIP:
        counts["skipped"] = len(batch) - len(fresh)
    else:
        changed = [(known[key], values) for values in batch if (key := values["email"].lower()) in known]
        more = _changed(changed)
        counts["updated"], counts["unchanged"] = len(more), len(changed) - len(more)
        entries += more
    record_many(entries)
    return counts


def _known(addresses: Sequence[str]) -> dict[str, Applicant]:
    rows = Applicant.objects.alias(_email=Lower("email")).filter(_email__in=addresses, merged_into=None)
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    return {row.email.lower(): row for row in locked}


def _added(batch: Sequence[Values]) -> list[AuditLog]:
    rows = [Applicant(**values) for values in batch]
    if rows:
        insert(rows)
    return [_entry("applicant.created", row) for row in rows]


def _changed(pairs: Sequence[tuple[Applicant, Values]]) -> list[AuditLog]:
    rows: list[Applicant] = []
    entries: list[AuditLog] = []
    names: set[str] = set()
    for row, values in pairs:
        # The address is the same but for its letter case, and the person may have written it here themselves.
        new = {n: value for n, value in values.items() if n != "email" and getattr(row, n) != value}
        if not new:
            continue
        for name, value in new.items():
            setattr(row, name, value)
        row.updated_at = timezone.now()
        rows.append(row)
        names |= new.keys()
        entries.append(_entry("applicant.updated", row, fields=sorted(new)))
    if rows:
        Applicant.objects.bulk_update(rows, sorted(names | {"updated_at"}))
    return entries


def _entry(action: str, row: Applicant, **more: Any) -> AuditLog:
    return entry(action, entity=row, employer_id=row.employer_id, source="import", **more)
