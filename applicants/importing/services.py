"""Imports that somebody waits for: started by a request, carried out by a worker."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any, BinaryIO

from applicants.choices import ImportFormat
from applicants.importing.work import Options, import_rows, reading
from hiretrack.background.models import TaskRun
from hiretrack.celery import PlatformTask, enqueue
from hiretrack.context import current_actor
from hiretrack.errors import FieldError, Forbidden, Invalid
from hiretrack.tenancy import require_scope
from hiretrack.uploads.choices import ContentType, UploadKind
from hiretrack.uploads.importing import runs
from hiretrack.uploads.importing.batches import Steps
from hiretrack.uploads.importing.outcome import Outcome
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import store

KIND = "applicants.import"
STARTED = "applicant.import.started"
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
    upload = _stored(employer_id, options.format, content) if upload_id is None else runs.usable(upload_id)
    return runs.start(
        kind=IMPORT, upload=upload, options=asdict(options), dry_run=options.dry_run, format=options.format
    )


def _send(run: TaskRun) -> None:
    from applicants.tasks import import_applicants

    told = runs.so_far(run)
    enqueue(import_applicants, str(run.pk), told["upload_id"], told["options"])


IMPORT = runs.Kind(KIND, STARTED, _send)


def resend_imports() -> int:
    """Send again the imports whose message was lost; how many. They go on behind their last batch."""
    return runs.resend(IMPORT)


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


def carry_out_import(*, task: PlatformTask, run: TaskRun, upload_id: uuid.UUID, options: Options) -> dict[str, Any]:
    """The task's work; what it answers is the run's result. Begun again, it goes on behind the last whole batch."""

    def work(file: BinaryIO, outcome: Outcome, steps: Steps) -> bool:
        read = reading(file, options)
        outcome.ignored_columns = read.ignored
        return import_rows(
            rows=read.rows,
            options=options,
            outcome=outcome,
            step=steps.scope,
            after=steps.after,
            is_late=steps.is_late,
        )

    return runs.carry_out_import(
        task=task, kind=IMPORT, run=run, upload_id=upload_id, dry_run=options.dry_run, work=work
    )
