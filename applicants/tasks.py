from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from celery import shared_task

from applicants.duplicates import looking
from applicants.importing.services import carry_out_import, resend_imports
from applicants.importing.work import Options
from applicants.privacy import retention
from applicants.tags import renaming
from employers.models import Employer
from hiretrack.background.services import carry_out
from hiretrack.celery import LongTask, PlatformTask, TenantTask, Urgency
from hiretrack.tenancy import employer_scope


@shared_task(base=LongTask, name="applicants.import", bind=True)
def import_applicants(self: LongTask, run_id: str, upload_id: str, options: dict[str, Any]) -> None:
    """Import one file."""
    carry_out(
        task=self,
        run_id=uuid.UUID(run_id),
        work=lambda run: carry_out_import(
            task=self, run=run, upload_id=uuid.UUID(upload_id), options=Options(**options)
        ),
    )


@shared_task(base=PlatformTask, name="applicants.sweep_imports", urgency=Urgency.LATER)
def sweep_imports() -> int:
    """Send again the imports whose message was lost."""
    return resend_imports()


@shared_task(base=PlatformTask, name="applicants.apply_retention", urgency=Urgency.LATER)
def apply_retention() -> int:
    """Have each employer's part done by a task of its own; how many employers there are."""
    ids = [str(pk) for pk in Employer.objects.values_list("pk", flat=True)]
    for employer_id in ids:
        apply_retention_of.delay(employer_id)
    return len(ids)


@shared_task(base=PlatformTask, name="applicants.apply_retention_of", urgency=Urgency.LATER)
def apply_retention_of(employer_id: str) -> int:
    """Erase a batch of one employer's expired applicants; another one follows while there are more."""
    employer = Employer.objects.filter(pk=uuid.UUID(employer_id)).first()
    done = retention.apply_to(employer) if employer else 0
    if done == retention.BATCH:
        apply_retention_of.delay(employer_id)
    return done


@shared_task(base=LongTask, name="applicants.rename_tags", bind=True)
def rename_tags(self: LongTask, run_id: str) -> None:
    """Give a tag that many bear its new name."""
    carry_out(task=self, run_id=uuid.UUID(run_id), work=lambda run: renaming.carry_out_renaming(task=self, run=run))


@shared_task(base=LongTask, name="applicants.duplicates", bind=True, soft_time_limit=240, time_limit=270)
def look_for_duplicates(self: LongTask, run_id: str) -> None:
    """The look for duplicates that somebody asked for."""
    carry_out(task=self, run_id=uuid.UUID(run_id), work=lambda _run: _looked(self))


def _looked(task: TenantTask) -> dict[str, int]:
    with task.scope():
        return asdict(looking.look_through())


@shared_task(base=PlatformTask, name="applicants.duplicates_everywhere", urgency=Urgency.LATER)
def look_for_duplicates_everywhere() -> int:
    """Have each employer's applicants looked through by a task of its own; how many employers there are."""
    ids = list(Employer.objects.values_list("pk", flat=True))
    for employer_id in ids:
        look_for_duplicates_of.delay(str(employer_id))
    return len(ids)


@shared_task(
    base=PlatformTask, name="applicants.duplicates_of", urgency=Urgency.LATER, soft_time_limit=240, time_limit=270
)
def look_for_duplicates_of(employer_id: str) -> int:
    with employer_scope(uuid.UUID(employer_id)):
        return looking.look_through().suggestions


@shared_task(base=PlatformTask, name="applicants.sweep_runs", urgency=Urgency.LATER)
def sweep_runs() -> int:
    """Send again what lost its message: looks for duplicates, and tags to be renamed."""
    return looking.resend_looks() + renaming.resend_renamings()
