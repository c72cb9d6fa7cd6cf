"""Imports that somebody waits for: started by a request, carried out by a worker."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from applicants.choices import ImportFormat
from applicants.importing.outcome import Outcome
from applicants.importing.work import Options, import_rows, reading
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.background.models import TaskRun
from hiretrack.background.services import HandedOver, report, start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import PlatformTask, enqueue
from hiretrack.context import Actor, ActorKind, acting_as, current_actor
from hiretrack.errors import DomainError, FieldError, Forbidden, Invalid
from hiretrack.tenancy import require_scope
from hiretrack.uploads import storage
from hiretrack.uploads.choices import MAX_IMPORT_BYTES, ContentType, ScanStatus, UploadKind
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import scan, store

KIND = "applicants.import"
STARTED = "applicant.import.started"
HAND_OVER_AFTER_S = 240
"""Then another message goes on: a file may take longer than a task may run."""
TYPES = {
    ImportFormat.CSV: (ContentType.CSV, "applicants.csv"),
    ImportFormat.NDJSON: (ContentType.NDJSON, "applicants.ndjson"),
    ImportFormat.JSON_RESUME: (ContentType.JSON, "resumes.json"),
}


def start_import(*, options: Options, upload_id: uuid.UUID | None = None, content: str = "") -> TaskRun:
    """Queue the import of a completed upload, or of `content`. Raises `Invalid`, `Forbidden`, `Unavailable`."""
    employer_id = require_scope().employer_id
    if employer_id is None:
        raise Forbidden("Applicants are imported by an employer's own people.")
    upload = _stored(employer_id, options.format, content) if upload_id is None else _usable(upload_id)
    run = start_run(kind=KIND, owner_id=current_actor().user_id, message="Waiting for a worker")
    # In the result, because that is what a message is made from again when this one is lost.
    run.result = Outcome(options.dry_run).as_json() | {"upload_id": str(upload.pk), "options": asdict(options)}
    run.save(update_fields=["result"])
    record(STARTED, entity=run, format=options.format, dry_run=options.dry_run)
    _send(run)
    return run


def _send(run: TaskRun) -> None:
    from applicants.tasks import import_applicants

    so_far = _so_far(run)
    enqueue(import_applicants, str(run.pk), so_far["upload_id"], so_far["options"])


def _so_far(run: TaskRun) -> dict[str, Any]:
    return dict(run.result or {})


def resend_imports() -> int:
    """Send again the imports whose message was lost; how many. They go on behind their last batch."""
    return resend_silent(kind=KIND, send=_send)


def _stored(employer_id: uuid.UUID, given: str, content: str) -> Upload:
    """Through the store like any other file: what people wrote does not belong into a queue."""
    content_type, filename = TYPES[ImportFormat(given)]
    try:
        return store(
            employer_id=employer_id,
            kind=UploadKind.IMPORT,
            filename=filename,
            content=content.encode(),
            content_type=content_type,
            uploaded_by=current_actor().user_id,
        )
    except Invalid as invalid:
        named = [FieldError("/content", error.code, error.detail) for error in invalid.errors]
        raise Invalid("The content cannot be imported.", errors=named) from invalid


def _usable(upload_id: uuid.UUID) -> Upload:
    upload: Upload | None = Upload.objects.filter(pk=upload_id, kind=UploadKind.IMPORT).first()
    if upload is None or upload.completed_at is None or upload.scan_status == ScanStatus.INFECTED:
        detail = "There is no completed upload of the kind `import` with this id that has passed the scan."
        raise Invalid(detail, errors=[FieldError("/upload_id", "upload_unusable", detail)])
    return upload


def carry_out_import(*, task: PlatformTask, run: TaskRun, upload_id: uuid.UUID, options: Options) -> dict[str, Any]:
    """The task's work; what it answers is the run's result. Begun again, it goes on behind the last whole batch.

    Raises `HandedOver` when another message is to go on, or does so already.
    """
    late_at = time.monotonic() + HAND_OVER_AFTER_S
    outcome = Outcome.of(run.result, dry_run=options.dry_run)
    if not outcome.is_done:
        upload = _imported(task, run, upload_id, options, outcome, is_late=lambda: time.monotonic() >= late_at)
        _finish(task, run, upload, outcome)
    return outcome.as_json()


def _imported(
    task: PlatformTask,
    run: TaskRun,
    upload_id: uuid.UUID,
    options: Options,
    outcome: Outcome,
    *,
    is_late: Callable[[], bool],
) -> Upload:
    with ExitStack() as open_file, acting_as(_starter(task, run)):
        file = open_file.enter_context(TemporaryFile())
        upload = _fetched(task, upload_id, file)
        read = reading(file, options)
        outcome.ignored_columns = read.ignored
        is_all = import_rows(
            rows=read.rows,
            options=options,
            outcome=outcome,
            step=task.scope,
            after=lambda so_far: _tell(run, so_far, file.tell() / upload.size),
            is_late=is_late,
        )
    if not is_all:
        with task.scope():
            _send(run)
        raise HandedOver
    return upload


def _starter(task: PlatformTask, run: TaskRun) -> Actor:
    """Who asked for it, as the journal knows: a key may be revoked meanwhile, and messages hold no names."""
    with task.scope():
        asked = AuditLog.objects.filter(entity_type=run._meta.label_lower, entity_id=run.pk, action=STARTED).get()
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
    before = _so_far(run)
    run.result = before | outcome.as_json()
    if not TaskRun.objects.filter(pk=run.pk, result__rows=before["rows"]).update(result=run.result):
        raise HandedOver
    said = "rows checked" if outcome.dry_run else "rows imported"
    report(run, 99 * share, f"{outcome.counts['rows']:,} {said}")


def _finish(task: PlatformTask, run: TaskRun, upload: Upload, outcome: Outcome) -> None:
    """The file has served, and holds what an erasure would not find: it goes, unless the real import is to come."""
    outcome.is_done = True
    with task.scope():
        TaskRun.objects.filter(pk=run.pk).update(result=_so_far(run) | outcome.as_json())
        if not outcome.dry_run:
            upload.delete()
    if not outcome.dry_run:
        storage.remove(upload.incoming_path, upload.path)
