"""Exports too large to wait for: a worker makes the file, whoever asked for it fetches it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

import orjson
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from employers.models import User
from hiretrack.audit.services import record
from hiretrack.background.models import TaskRun
from hiretrack.background.services import report, start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import PlatformTask, enqueue
from hiretrack.errors import Invalid
from hiretrack.office.transfer import objects
from hiretrack.office.transfer.exporting.columns import Cell
from hiretrack.office.transfer.exporting.files import CONTENT_TYPES, Format, write
from hiretrack.office.transfer.exporting.kinds import KINDS, Kind
from hiretrack.uploads import storage

KIND = "office.export"
MAX_ROWS = 100_000
MAX_IDS_BYTES = 8 * 1024 * 1024
CHUNK = 500


def start_export(*, rows: QuerySet[Any], kind: Kind, given: str, columns: Sequence[str], user: User) -> TaskRun:
    """Queue the export of `rows` as they are now. Raises `Invalid` when there are too many."""
    ids = [str(pk) for pk in rows.values_list("pk", flat=True)[: MAX_ROWS + 1]]
    if len(ids) > MAX_ROWS:
        raise Invalid(_("An export has at most 100,000 rows. Narrow the list by a filter or a search first."))
    run = start_run(kind=KIND, owner_id=user.pk)
    # The ids, not the filter: what is exported is what the list held.
    storage.write(objects.key_of(run, "ids"), orjson.dumps(ids), content_type="application/json")
    asked = {"table": kind.slug, "format": given, "columns": [*columns], "language": get_language() or "en"}
    run.result = asked | {"rows": len(ids)}
    run.save(update_fields=["result"])
    journal(user, kind, given, len(ids))
    _send(run)
    return run


def journal(user: User, kind: Kind, given: str, rows: int) -> None:
    record("export.made", entity=user, table=kind.slug, format=given, rows=rows)


def _send(run: TaskRun) -> None:
    from hiretrack.office.tasks import export_list

    enqueue(export_list, str(run.pk))


def resend() -> int:
    """Send again the exports whose message was lost."""
    return resend_silent(kind=KIND, send=_send)


def carry_out_export(*, task: PlatformTask, run: TaskRun) -> dict[str, Any]:
    """The task's work: one short transaction for each few hundred rows. Begun again, it begins anew."""
    asked = run.result or {}
    kind, given = KINDS[asked["table"]], asked["format"]
    with override(asked["language"]), TemporaryFile() as file:
        columns = kind.named(asked["columns"])
        lines = _lines(task, run, kind, [column.name for column in columns])
        written = write(file, given, [str(column.label) for column in columns], lines)
        filename = f"{kind.slug}-{run.created_at:%Y-%m-%d}.{given}"
        told = objects.put(run, f"list.{given}", file, content_type=CONTENT_TYPES[Format(given)], filename=filename)
    storage.remove(objects.key_of(run, "ids"))
    return asked | told | {"written": written}


def _lines(task: PlatformTask, run: TaskRun, kind: Kind, names: list[str]) -> Iterator[list[Cell]]:
    ids = orjson.loads(storage.read(objects.key_of(run, "ids"), at_most=MAX_IDS_BYTES))
    columns = kind.named(names)
    for start in range(0, len(ids), CHUNK):
        chunk = [uuid.UUID(pk) for pk in ids[start : start + CHUNK]]
        with task.scope():
            report(run, 99 * start / len(ids))
            # Whoever has been deleted meanwhile is not there any more.
            found = {row["id"]: row for row in kind.records(kind.model.objects.filter(pk__in=chunk).order_by())}
        yield from (kind.line(found[pk], columns) for pk in chunk if pk in found)
