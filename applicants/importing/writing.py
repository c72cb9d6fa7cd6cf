"""One batch of rows becomes applicants, in a handful of statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from applicants.choices import OnExisting
from applicants.importing.inserting import insert
from applicants.models import Applicant
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import entry, record_many

Values = Mapping[str, Any]
Conflicts = dict[int, str]
"""Places in a batch whose external id and address tell of different people, and how."""
ATTEMPTS = 3


def write(
    batch: Sequence[Values], *, on_existing: str, dry_run: bool, conflicts: Conflicts | None = None
) -> Counter[str]:
    """Add or bring up to date each person of `batch`, whose addresses differ; how many of what happened.

    People are known by their external id, else by their address. Those of whom the two say different things are left
    as they are and noted in `conflicts`; a record that was merged into another is skipped, not made anew. In the
    employer's open scope, as a savepoint. A dry run does the same and undoes it.
    """
    refused = {} if conflicts is None else conflicts
    for attempt in range(1, ATTEMPTS + 1):
        refused.clear()
        try:
            with transaction.atomic():
                counts = _written(batch, on_existing, refused)
                transaction.set_rollback(dry_run)
                return counts
        except IntegrityError:
            # Somebody has added one of them meanwhile: the next look finds that one.
            if attempt == ATTEMPTS:
                raise
    raise AssertionError


def _written(batch: Sequence[Values], on_existing: str, conflicts: Conflicts) -> Counter[str]:
    unknown, known = _told_apart(batch, conflicts)
    fresh = _without_merged(unknown)
    counts = Counter({"created": len(fresh), "skipped": len(unknown) - len(fresh)})
    entries = _added(fresh)
    if on_existing == OnExisting.SKIP:
        counts["skipped"] += len(known)
    else:
        more = _changed(known)
        counts["updated"], counts["unchanged"] = len(more), len(known) - len(more)
        entries += more
    record_many(entries)
    return counts


def _told_apart(batch: Sequence[Values], conflicts: Conflicts) -> tuple[list[Values], list[tuple[Applicant, Values]]]:
    """Who is new, and who is there already."""
    by_address = _known([values["email"].lower() for values in batch])
    ids = [values["external_id"] for values in batch if values.get("external_id")]
    by_id = _called(ids) if ids else {}
    fresh, known = [], []
    for place, values in enumerate(batch):
        given = values.get("external_id", "")
        same_id, same_address = by_id.get(given), by_address.get(values["email"].lower())
        if code := _conflict(given, same_id, same_address):
            conflicts[place] = code
        elif row := same_id or same_address:
            known.append((row, values))
        else:
            fresh.append(values)
    return fresh, known


def _without_merged(batch: Sequence[Values]) -> list[Values]:
    """Less those whose record was merged into another: somebody has said who they are."""
    if not batch:
        return []
    ids = {values["external_id"] for values in batch if values.get("external_id")}
    addresses = {values["email"].lower() for values in batch}
    merged = Applicant.objects.filter(merged_into__isnull=False, erased_at=None).alias(_email=Lower("email"))
    rows = list(merged.filter(Q(external_id__in=ids) | Q(_email__in=addresses)).values_list("external_id", "email"))
    gone, moved = {given for given, _ in rows} - {""}, {email.lower() for _, email in rows}
    return [one for one in batch if one.get("external_id") not in gone and one["email"].lower() not in moved]


def _conflict(given: str, same_id: Applicant | None, same_address: Applicant | None) -> str:
    if same_address is None or not given:
        return ""
    if same_id is not None:
        return "" if same_id.pk == same_address.pk else "two_people"
    return "other_external_id" if same_address.external_id else ""


def _called(ids: Sequence[str]) -> dict[str, Applicant]:
    rows = Applicant.objects.filter(external_id__in=ids, merged_into=None)
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    return {row.external_id: row for row in locked}


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
        new = {name: value for name, value in values.items() if _differs(row, name, value)}
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


def _differs(row: Applicant, name: str, value: Any) -> bool:
    if name == "email":
        # The person may have written it here themselves: its letter case alone is no change.
        return row.email.lower() != value.lower()
    return bool(getattr(row, name) != value)


def _entry(action: str, row: Applicant, **more: Any) -> AuditLog:
    return entry(action, entity=row, employer_id=row.employer_id, source="import", **more)
