"""Reads of applications, within the open scope. Lists and details are one query each; their rows are dicts."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from applicants.models import Applicant
from applicants.queries import found as found_applicants
from applications import tokens
from applications.choices import SHOWN, ApplicationStatus, PublicStatus
from applications.models import Application, ApplicationStage
from hiretrack.audit.models import AuditLog
from hiretrack.errors import NotFound
from hiretrack.tenancy import employer_scope
from jobs.models import Job

ORDERING = (("created_at", "desc"), ("id", "desc"))
COLUMNS = (
    "id", "job_id", "applicant_id", "status", "source", "referrer", "cover_letter", "answers", "submitted", "notes",
    "rejection_reason", "cv_id", "cover_letter_file_id", "answer_by", "created_at", "updated_at",
)  # fmt: skip
PRIVATE = frozenset({"notes", "rejection_reason", "referrer"})
"""For recruiters only; candidates read the rest of their own applications."""
EXPANSIONS: dict[str, tuple[str, ...]] = {
    "applicant": ("id", "name", "email", "phone", "location", "headline", "links"),
    "job": ("id", "title", "department", "location", "country", "status"),
}
NAMES = {"cv_id": "cv_upload_id", "cover_letter_file_id": "cover_letter_upload_id"}


SELECTABLE = frozenset(NAMES.get(name, name) for name in COLUMNS) | frozenset(EXPANSIONS)


def columns(expand: Iterable[str], *, private: bool) -> list[str]:
    own = [name for name in COLUMNS if private or name not in PRIVATE]
    return own + [f"{name}__{column}" for name in expand for column in EXPANSIONS[name]]


def listed(
    *, job_id: uuid.UUID | None = None, statuses: Collection[str] = (), expand: Iterable[str] = (), private: bool = True
) -> QuerySet[Application, dict[str, Any]]:
    """Newest first once ordered by `ORDERING`; `shaped` makes an answer of each row."""
    rows = Application.objects.all()
    if job_id is not None:
        rows = rows.filter(job_id=job_id)
    if statuses:
        rows = rows.filter(status__in=statuses)
    return rows.values(*columns(expand, private=private))


def one(application_id: uuid.UUID, *, expand: Iterable[str] = (), private: bool = True) -> dict[str, Any]:
    """Raises `NotFound`."""
    row = Application.objects.filter(pk=application_id).values(*columns(expand, private=private)).first()
    if row is None:
        raise NotFound
    return row


def version_of(application_id: uuid.UUID) -> dict[str, Any]:
    """What an ETag is made of, the row locked until the end of the transaction. Raises `NotFound`."""
    rows = Application.objects.select_for_update(of=("self",)).filter(pk=application_id)
    found = rows.values("id", "updated_at").first()
    if found is None:
        raise NotFound
    return found


def shaped(row: Mapping[str, Any], *, expand: Iterable[str] = (), private: bool = True) -> dict[str, Any]:
    """A row of `listed` or `one` as the contract has it."""
    answer = {NAMES.get(name, name): row[name] for name in COLUMNS if name in row}
    if not private:
        answer["answers"] = [
            {key: value for key, value in given.items() if key != "knocked_out"} for given in row["answers"]
        ]
    for name in expand:
        answer[name] = {column: row[f"{name}__{column}"] for column in EXPANSIONS[name]}
    return answer


def stages(application_id: uuid.UUID, *, private: bool = True) -> QuerySet[ApplicationStage, dict[str, Any]]:
    """The transition log, oldest first once ordered; `shaped_stage` makes an answer of each row."""
    told = ("id", "from_status", "status", "changed_at")
    more = ("note", "changed_by__name") if private else ()
    return ApplicationStage.objects.filter(application_id=application_id).values(*told, *more)


def shaped_stage(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removesuffix("__name"): value for name, value in row.items()}


def with_stage_times(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Each with `in_stage_since`: when it came to where it is."""
    latest = ApplicationStage.objects.filter(application=OuterRef("pk")).order_by("-changed_at").values("changed_at")
    return rows.annotate(in_stage_since=Coalesce(Subquery(latest[:1]), F("created_at")))


def found(words: str, rows: QuerySet[Application]) -> QuerySet[Application]:
    """What the back office's search box finds: by applicant (with the CV's words), address or job title."""
    people = found_applicants(words, Applicant.objects.all())
    return rows.filter(Q(applicant__in=people) | Q(job__title__icontains=words.strip()))


def journal(application: Application) -> QuerySet[AuditLog]:
    return AuditLog.objects.filter(
        employer_id=application.employer_id, entity_type="applications.application", entity_id=application.pk
    )


def job_exists(job_id: uuid.UUID) -> bool:
    return Job.objects.filter(pk=job_id).exists()


def application_exists(application_id: uuid.UUID) -> bool:
    return Application.objects.filter(pk=application_id).exists()


def _by_email(job_id: uuid.UUID, email: str) -> QuerySet[Application]:
    whose = Q(applicant__email__iexact=email, applicant__merged_into=None)
    return Application.objects.filter(whose, job_id=job_id)


def earlier_application(job_id: uuid.UUID, email: str) -> Application:
    """The application that this address made for the job."""
    return _by_email(job_id, email).get()


def has_sent(job_id: uuid.UUID, email: str, upload_ids: Collection[uuid.UUID]) -> bool:
    """Whether this address's application for the job holds exactly these files."""
    found = _by_email(job_id, email).values_list("cv_id", "cover_letter_file_id").first()
    return found is not None and {pk for pk in found if pk} == set(upload_ids)


def status_page(token: str) -> dict[str, Any]:
    """What a magic link shows. One query, the same for first and repeated applications. Raises `NotFound`."""
    link = tokens.opened(token)
    with employer_scope(link.employer_id):
        row = (
            Job.objects.filter(pk=link.job_id)
            .annotate(application_status=_status_of(link.application_id))
            .values("title", "company", "employer__name", "employer__slug", "status", "application_status")
            .first()
        )
    if row is None or (row["application_status"] is None and not link.is_repeat):
        raise NotFound
    status = row["application_status"] or ApplicationStatus.NEW
    return {
        "status": str(PublicStatus.RECEIVED if link.is_repeat else SHOWN[ApplicationStatus(status)]),
        "received_at": link.received_at,
        "job": {"id": link.job_id, "title": row["title"], "is_open": row["status"] == "published"},
        "employer": {"name": row["company"] or row["employer__name"], "slug": row["employer__slug"]},
    }


def _status_of(application_id: uuid.UUID) -> Any:
    return Subquery(Application.objects.filter(pk=application_id).values("status")[:1])
