"""Imports of tables that somebody waits for: started by a request, carried out by a worker."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, BinaryIO

from hiretrack.background.models import TaskRun
from hiretrack.celery import PlatformTask, enqueue
from hiretrack.errors import Forbidden
from hiretrack.tenancy import require_scope
from hiretrack.uploads.importing import runs
from hiretrack.uploads.importing.batches import Record, Steps, import_batches
from hiretrack.uploads.importing.outcome import Outcome
from hiretrack.uploads.importing.rows import BadRow, Parsed
from jobs.importing import table
from jobs.services.importing.table import Values, write


@dataclass(frozen=True, slots=True)
class TableOptions:
    mapping: Mapping[str, str] = field(default_factory=dict)
    on_existing: str = "update"
    """Or `skip`, which leaves known jobs as they are."""
    dry_run: bool = False


def start_table_import(*, options: TableOptions, upload_id: uuid.UUID) -> TaskRun:
    """Queue the import of a completed upload with a table as CSV. Raises `Invalid`, `Forbidden`."""
    if require_scope().employer_id is None:
        raise Forbidden("Jobs are imported by an employer's own people.")
    upload = runs.usable(upload_id)
    return runs.start(kind=IMPORT, upload=upload, options=asdict(options), dry_run=options.dry_run)


def _send(run: TaskRun) -> None:
    from jobs.tasks import import_table

    told = runs.so_far(run)
    enqueue(import_table, str(run.pk), told["upload_id"], told["options"])


IMPORT = runs.Kind("jobs.import", "job.import.started", _send)


def resend_imports() -> int:
    """Send again the imports whose message was lost; how many. They go on behind their last batch."""
    return runs.resend(IMPORT)


def carry_out_import(
    *, task: PlatformTask, run: TaskRun, upload_id: uuid.UUID, options: TableOptions
) -> dict[str, Any]:
    """The task's work; what it answers is the run's result. Begun again, it goes on behind the last whole batch."""

    def work(file: BinaryIO, outcome: Outcome, steps: Steps) -> bool:
        return import_table(file=file, options=options, outcome=outcome, steps=steps)

    return runs.carry_out_import(
        task=task, kind=IMPORT, run=run, upload_id=upload_id, dry_run=options.dry_run, work=work
    )


def import_table(*, file: BinaryIO, options: TableOptions, outcome: Outcome, steps: Steps) -> bool:
    """Import what `outcome` does not count yet; see `import_batches`."""
    read = table.read(file, mapping=dict(options.mapping))
    outcome.ignored_columns = read.ignored
    return import_batches(
        rows=read.rows,
        outcome=outcome,
        sort=partial(_sorted, known={}),
        write=partial(write, update=options.on_existing == "update", dry_run=options.dry_run),
        steps=steps,
    )


def _sorted(batch: Sequence[Parsed], *, known: dict[Any, int]) -> tuple[list[Record[Values]], list[BadRow]]:
    fresh: list[Record[Values]] = []
    errors: list[BadRow] = []
    for parsed in batch:
        values = [parsed] if isinstance(parsed, BadRow) else table.meant(parsed)
        if isinstance(values, list):
            errors += values
        elif repeated := _repeated(values, parsed.number, known):
            errors.append(repeated)
        else:
            fresh.append(Record(parsed.number, values))
    return fresh, errors


def _repeated(values: Values, number: int, known: dict[Any, int]) -> BadRow | None:
    for name in table.IDENTITY:
        if name in values and (first := known.setdefault((name, values[name]), number)) != number:
            return BadRow(number, f"/{name}", "duplicate", f"Row {first} is about the same job.")
    return None
