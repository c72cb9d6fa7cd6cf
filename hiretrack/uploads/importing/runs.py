"""Imports that somebody waits for: started by a request, carried out by a worker."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.background.models import TaskRun
from hiretrack.background.services import HandedOver, report, start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import PlatformTask
from hiretrack.context import Actor, ActorKind, acting_as, current_actor
from hiretrack.errors import DomainError, FieldError, Invalid
from hiretrack.uploads import storage
from hiretrack.uploads.choices import MAX_IMPORT_BYTES, ScanStatus, UploadKind
from hiretrack.uploads.importing.batches import Steps
from hiretrack.uploads.importing.outcome import Outcome
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import scan

HAND_OVER_AFTER_S = 240
"""Then another message goes on: a file may take longer than a task may run."""
Work = Callable[[BinaryIO, Outcome, Steps], bool]
"""Imports an open file; whether that was all of it. Raises `DomainError` when the file cannot be used."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of import: its runs' kind, the journal's word for its beginning, and how a run's message is sent."""

    name: str
    started: str
    send: Callable[[TaskRun], None]


def start(*, kind: Kind, upload: Upload, options: Mapping[str, Any], dry_run: bool, **told: Any) -> TaskRun:
    """Queue the import of a completed upload; `told` goes to the journal."""
    run = start_run(kind=kind.name, owner_id=current_actor().user_id, message="Waiting for a worker")
    # In the result, because that is what a message is made from again when this one is lost.
    run.result = Outcome(dry_run).as_json() | {"upload_id": str(upload.pk), "options": dict(options)}
    run.save(update_fields=["result"])
    record(kind.started, entity=run, dry_run=dry_run, **told)
    kind.send(run)
    return run


def so_far(run: TaskRun) -> dict[str, Any]:
    return dict(run.result or {})


def resend(kind: Kind) -> int:
    """Send again the imports whose message was lost; how many. They go on behind their last batch."""
    return resend_silent(kind=kind.name, send=kind.send)


def usable(upload_id: uuid.UUID) -> Upload:
    """An upload of the scope that can be imported. Raises `Invalid`."""
    upload: Upload | None = Upload.objects.filter(pk=upload_id, kind=UploadKind.IMPORT).first()
    if upload is None or upload.completed_at is None or upload.scan_status == ScanStatus.INFECTED:
        detail = "There is no completed upload of the kind `import` with this id that has passed the scan."
        raise Invalid(detail, errors=[FieldError("/upload_id", "upload_unusable", detail)])
    return upload


def carry_out_import(
    *, task: PlatformTask, kind: Kind, run: TaskRun, upload_id: uuid.UUID, dry_run: bool, work: Work
) -> dict[str, Any]:
    """The task's work; what it answers is the run's result. Begun again, it goes on behind the last whole batch.

    Raises `HandedOver` when another message is to go on, or does so already.
    """
    late_at = time.monotonic() + HAND_OVER_AFTER_S
    outcome = Outcome.of(run.result, dry_run=dry_run)
    if not outcome.is_done:
        upload = _imported(
            task=task,
            kind=kind,
            run=run,
            upload_id=upload_id,
            outcome=outcome,
            work=work,
            is_late=lambda: time.monotonic() >= late_at,
        )
        _finish(task, run, upload, outcome)
    return so_far(run) | outcome.as_json()


def _imported(
    *,
    task: PlatformTask,
    kind: Kind,
    run: TaskRun,
    upload_id: uuid.UUID,
    outcome: Outcome,
    work: Work,
    is_late: Callable[[], bool],
) -> Upload:
    with ExitStack() as open_file, acting_as(_starter(task, kind, run)):
        file = open_file.enter_context(TemporaryFile())
        upload = _fetched(task, upload_id, file)
        steps = Steps(task.scope, lambda told: _tell(run, told, file.tell() / upload.size), is_late)
        is_all = work(file, outcome, steps)
    if not is_all:
        with task.scope():
            kind.send(run)
        raise HandedOver
    return upload


def _starter(task: PlatformTask, kind: Kind, run: TaskRun) -> Actor:
    """Who asked for it, as the journal knows: a key may be revoked meanwhile, and messages hold no names."""
    with task.scope():
        asked = AuditLog.objects.filter(entity_type=run._meta.label_lower, entity_id=run.pk, action=kind.started).get()
    return Actor(ActorKind(asked.actor_kind), asked.actor_name, asked.actor_id, run.api_key_id)


def _fetched(task: PlatformTask, upload_id: uuid.UUID, file: BinaryIO) -> Upload:
    with task.scope() as scope:
        pending = Upload.objects.filter(pk=upload_id, scan_status=ScanStatus.PENDING).exists()
    if pending:
        # Not waited for: whoever is first scans it.
        scan(upload_id=upload_id, employer_id=scope.employer_id)
    with task.scope():
        upload: Upload | None = Upload.objects.filter(pk=upload_id, scan_status=ScanStatus.CLEAN).first()
    if upload is None:
        raise DomainError("The file is gone, or has not passed the scan.", code="upload_unusable", status=422)
    file.write(storage.read(upload.path, at_most=MAX_IMPORT_BYTES))
    return upload


def _tell(run: TaskRun, outcome: Outcome, share: float) -> None:
    """Raises `HandedOver`, which undoes the batch, when another worker has got further: messages may come twice."""
    before = so_far(run)
    run.result = before | outcome.as_json()
    if not TaskRun.objects.filter(pk=run.pk, result__rows=before["rows"]).update(result=run.result):
        raise HandedOver
    said = "rows checked" if outcome.dry_run else "rows imported"
    report(run, 99 * share, f"{outcome.counts['rows']:,} {said}")


def _finish(task: PlatformTask, run: TaskRun, upload: Upload, outcome: Outcome) -> None:
    """The file has served, and holds what an erasure would not find: it goes, unless the real import is to come."""
    outcome.is_done = True
    with task.scope():
        TaskRun.objects.filter(pk=run.pk).update(result=so_far(run) | outcome.as_json())
        if not outcome.dry_run:
            upload.delete()
    if not outcome.dry_run:
        storage.remove(upload.incoming_path, upload.path)
