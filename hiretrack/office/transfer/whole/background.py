"""Everything of an employer, made by a worker for an employer admin."""

from __future__ import annotations

import time
import zipfile
from tempfile import TemporaryFile
from typing import Any

from django.utils.translation import gettext as _

from employers.models import Employer
from hiretrack.audit.services import record
from hiretrack.background.choices import OPEN
from hiretrack.background.models import TaskRun
from hiretrack.background.services import report, start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import PlatformTask, enqueue
from hiretrack.context import current_actor
from hiretrack.errors import DomainError, Forbidden
from hiretrack.office.transfer import objects
from hiretrack.office.transfer.whole.exporting import Manifest, export_employer
from hiretrack.office.transfer.whole.targets import Archive
from hiretrack.tenancy import require_scope

KIND = "employer.export"
LONGEST_S = 480
"""Below the task's own limit: what takes longer is for the command."""
LINK_SECONDS = 24 * 3600
TABLES_SHARE = 40


def start_employer_export() -> TaskRun:
    """Queue the export of the open scope's employer.

    Raises `Forbidden` outside an employer's scope, and `DomainError` (export_running) while another one is being made.
    """
    employer_id = require_scope().employer_id
    if employer_id is None:
        raise Forbidden("An export is made by an employer's own admins.")
    if TaskRun.objects.filter(kind=KIND, state__in=OPEN).exists():
        detail = _("An export is being made already. Wait until it has ended.")
        raise DomainError(detail, code="export_running", title="Export running")
    run = start_run(kind=KIND, owner_id=current_actor().user_id, message="Waiting for a worker")
    record("employer.export.started", entity=Employer.objects.get(pk=employer_id), employer_id=employer_id)
    _send(run)
    return run


def _send(run: TaskRun) -> None:
    from hiretrack.office.tasks import export_everything

    enqueue(export_everything, str(run.pk))


def resend() -> int:
    """Send again the exports whose message was lost; they begin anew."""
    return resend_silent(kind=KIND, send=_send)


def carry_out_employer_export(*, task: PlatformTask, run: TaskRun) -> dict[str, Any]:
    """The task's work; its answer tells where the archive lies, and for programs an address that ends with it."""
    employer_id = run.employer_id
    assert employer_id is not None  # noqa: S101 - made in an employer's scope
    with task.scope():
        employer = Employer.objects.get(pk=employer_id)
    late_at = time.monotonic() + LONGEST_S
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            manifest = export_employer(employer=employer, target=Archive(archive), advance=_Advance(task, run, late_at))
        name = f"{employer.slug}-{manifest.exported_at:%Y-%m-%d}.zip"
        told = objects.put(run, "everything.zip", file, content_type="application/zip", filename=name)
    with task.scope():
        record("employer.exported", entity=employer, employer_id=employer.pk, **_counted(manifest))
    run.result = told | _counted(manifest)
    return {**run.result, "download_url": objects.link(run, seconds=LINK_SECONDS)}


def _counted(manifest: Manifest) -> dict[str, int]:
    rows = sum(table["rows"] for table in manifest.tables.values())
    return {"tables": len(manifest.tables), "rows": rows, "files": manifest.files}


class _Advance:
    """Tells how far it is, at most once in a second, and never while the tables' transaction is open."""

    def __init__(self, task: PlatformTask, run: TaskRun, late_at: float) -> None:
        self.task, self.run, self.late_at = task, run, late_at
        self.told_at = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        if time.monotonic() > self.late_at:
            raise DomainError(
                "There is too much for this way. Ask the people who run the server for `manage.py export_employer`.",
                code="export_too_large",
                status=422,
            )
        if what != "files" or time.monotonic() - self.told_at < 1:
            return
        self.told_at = time.monotonic()
        with self.task.scope():
            report(self.run, TABLES_SHARE + (99 - TABLES_SHARE) * done / max(total, 1), f"{done:,} files of {total:,}")
