"""Finding applications, and what is known about one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from applicants.queries import found_ids
from applications.choices import PIPELINE, ApplicationStatus
from applications.models import Application, ApplicationStage, BulkMove, BulkMoveItem
from applications.queries.filtering import found_by
from hiretrack.audit.models import AuditLog
from hiretrack.background.choices import OPEN
from hiretrack.errors import NotFound
from jobs.models import Job


def version_of(application_id: uuid.UUID) -> dict[str, Any]:
    """What an ETag is made of, the row locked until the end of the transaction. Raises `NotFound`."""
    rows = Application.objects.select_for_update(of=("self",)).filter(pk=application_id)
    found = rows.values("id", "updated_at").first()
    if found is None:
        raise NotFound
    return found


def with_stage_times(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Each with `in_stage_since`: when it came to where it is."""
    latest = ApplicationStage.objects.filter(application=OuterRef("pk")).order_by("-changed_at").values("changed_at")
    return rows.annotate(in_stage_since=Coalesce(Subquery(latest[:1]), F("created_at")))


def found(words: str, rows: QuerySet[Application]) -> QuerySet[Application]:
    """What the back office's search box finds: by applicant (with the CV's words), address or job title."""
    jobs = Job.objects.filter(title__icontains=words.strip())
    return rows.filter(found_by(words, found_ids(words)) | Q(job__in=jobs.values("pk")))


def journal(application: Application) -> QuerySet[AuditLog]:
    return AuditLog.objects.filter(
        employer_id=application.employer_id, entity_type="applications.application", entity_id=application.pk
    )


def reached(stage: str, rows: QuerySet[Application]) -> QuerySet[Application]:
    """Those that were in `stage` of the pipeline or further along, whatever became of them: as the reports count."""
    there = PIPELINE[PIPELINE.index(ApplicationStatus(stage)) :]
    if len(there) == len(PIPELINE):
        return rows
    steps = ApplicationStage.objects.filter(application=OuterRef("pk"), status__in=there, undone=False)
    return rows.filter(Exists(steps))


def job_exists(job_id: uuid.UUID) -> bool:
    return Job.objects.filter(pk=job_id).exists()


def application_exists(application_id: uuid.UUID) -> bool:
    return Application.objects.filter(pk=application_id).exists()


def has_moved_on(application_id: uuid.UUID, stage_id: uuid.UUID) -> bool:
    """Whether the step is not the application's last one any more, is about to be undone, or is to be kept untold."""
    steps = ApplicationStage.objects.filter(application_id=application_id).order_by("-changed_at", "-id")
    last = steps.first()
    if last is None or last.pk != stage_id or (last.withheld and last.tell_at is None):
        return True
    return BulkMoveItem.objects.filter(stage_id=stage_id, bulk_move__undo_requested_at__isnull=False).exists()


def _by_email(job_id: uuid.UUID, email: str) -> QuerySet[Application]:
    whose = Q(applicant__email__iexact=email, applicant__merged_into=None)
    return Application.objects.filter(whose, job_id=job_id)


def earlier_application(job_id: uuid.UUID, email: str) -> Application:
    """The application that this address made for the job."""
    return _by_email(job_id, email).get(superseded_by=None)


def has_sent(job_id: uuid.UUID, email: str, upload_ids: Collection[uuid.UUID]) -> bool:
    """Whether an application of this address for the job holds exactly these files."""
    sent = _by_email(job_id, email).values_list("cv_id", "cover_letter_file_id")
    return any({pk for pk in files if pk} == set(upload_ids) for files in sent)


def open_bulk_moves(*, silent_for: dt.timedelta) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(bulk move, employer) whose run or undoing has shown no sign of life for so long. In an all-tenants scope."""
    before = timezone.now() - silent_for
    moving = Q(run__state__in=OPEN, run__touched_at__lt=before)
    undoing = Q(undo_run__state__in=OPEN, undo_run__touched_at__lt=before)
    return list(BulkMove.objects.filter(moving | undoing).order_by("pk").values_list("pk", "employer_id")[:500])
