"""Imports carried out as a worker does."""

from __future__ import annotations

import uuid
from typing import Any

from applicants.importing.services import start_import
from applicants.importing.work import Options
from applicants.models import Applicant
from applicants.tasks import import_applicants
from employers.models import Employer
from hiretrack.background.models import TaskRun
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import complete, presign
from tests.factories.uploads import put

CSV = "name,email,skills\nAda,ada@example.com,Python|SQL\nBob,bob@example.com,\nNobody,nowhere,\n"


def stored(employer: Employer) -> dict[str, list[str]]:
    with employer_scope(employer.pk):
        return dict(Applicant.objects.order_by("email").values_list("email", "skills"))


def carried_out(employer: Employer, *, content: str = CSV, upload_id: uuid.UUID | None = None, **given: Any) -> TaskRun:
    """One run from start to end, its task called as a worker does."""
    options = Options(**{"format": "csv", **given})
    with employer_scope(employer.pk):
        run = start_import(options=options, upload_id=upload_id, content="" if upload_id else content)
        upload = upload_id or Upload.objects.latest("created_at").pk
    return again(employer, run, upload, options)


def again(employer: Employer, run: TaskRun, upload_id: uuid.UUID, options: Options) -> TaskRun:
    given = {"format": options.format, "mapping": dict(options.mapping), "on_existing": options.on_existing}
    arguments = [str(run.pk), str(upload_id), {**given, "dry_run": options.dry_run}]
    import_applicants.apply(arguments, headers={HEADER_EMPLOYER: str(employer.pk)})
    with employer_scope(employer.pk):
        run.refresh_from_db()
    return run


def totals(run: TaskRun) -> tuple[int, ...]:
    return tuple(run.result[name] for name in ("rows", "created", "updated", "unchanged", "skipped", "failed"))


def sent(employer: Employer, content: bytes) -> uuid.UUID:
    """A file put into the store by a recruiter's browser."""
    form = presign(
        employer_id=employer.pk, kind="import", filename="people.csv", content_type="text/csv", size=len(content)
    )
    assert put(form, content) in {200, 204}
    with employer_scope(employer.pk):
        complete(upload=Upload.objects.get(pk=form.upload_id))
    return form.upload_id
