"""The employer's own jobs."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.permissions import RECRUITERS, VIEWERS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.errors import NotFound
from jobs import queries, services
from jobs.api import examples, serializers
from jobs.models import Job
from jobs.queries.own import EXPANDABLE, SELECTABLE

JOBS = ["Jobs"]


class JobView(TenantView[Job]):
    """What the views of the employer's own jobs share."""

    model = Job
    selectable = SELECTABLE
    expandable = EXPANDABLE

    def answer(self, job_id: uuid.UUID, *, status: int = 200) -> HttpResponse:
        """The job as it is now."""
        row = queries.job(job_id, expand=self.query.expand)
        if row is None:
            raise NotFound
        headers = {"Location": f"/v1/jobs/{job_id}"} if status == 201 else {}
        return self.respond(self.sparse(queries.job_detail(row)), status=status, etag=etag_of(row), headers=headers)

    def check_version(self, job_id: uuid.UUID) -> None:
        """Compare `If-Match` with the job, and keep others from changing it before this request does."""
        if "If-Match" in self.request.headers:
            self.check_if_match(etag_of(services.lock_job(job_id)))


class JobsView(JobView):
    allowed: ClassVar = {"get": VIEWERS, "post": RECRUITERS}
    query_serializer: ClassVar = {"get": serializers.JobsQuery}
    idempotent = frozenset({"post"})

    @operation(
        "listJobs",
        summary="The employer's jobs, whatever their status",
        tags=JOBS,
        responses={200: serializers.JobSerializer},
        examples=[answered(examples.LISTED)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        wanted = queries.JobFilter(**self.query.values)
        rows = queries.jobs(wanted, fields=self.query.fields, expand=self.query.expand)
        return self.page(rows, ordering=wanted.ordering, shape=queries.job_item)

    @operation(
        "createJob",
        summary="Make a draft",
        tags=JOBS,
        request=serializers.JobBodySerializer,
        responses={201: serializers.JobSerializer},
        errors=["validation_failed"],
        examples=[asked(examples.BODY), answered(examples.DRAFT, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        job = services.create_job(**self.body(serializers.JobBodySerializer))
        return self.answer(job.pk, status=201)


class JobDetailView(JobView):
    allowed: ClassVar = {"get": VIEWERS, "patch": RECRUITERS, "delete": RECRUITERS}

    @operation(
        "getJob",
        summary="One of the employer's jobs",
        tags=JOBS,
        responses={200: serializers.JobSerializer},
        errors=["not_found"],
        examples=[answered(examples.JOB)],
        etag=True,
    )
    def get(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(job_id)

    @operation(
        "updateJob",
        summary="Change a job",
        description="A published job must keep everything that its public page needs.",
        tags=JOBS,
        request=serializers.JobBodySerializer,
        responses={200: serializers.JobSerializer},
        errors=["not_found", "validation_failed", "job_incomplete"],
        examples=[asked(examples.CHANGE), answered(examples.JOB | examples.CHANGE)],
        etag=True,
    )
    def patch(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_version(job_id)
        services.update_job(job_id=job_id, changes=self.body(serializers.JobBodySerializer))
        return self.answer(job_id)

    @operation(
        "deleteJob",
        summary="Delete a draft that nobody has applied for",
        tags=JOBS,
        responses={204: None},
        errors=["not_found", "job_not_deletable"],
        etag=True,
    )
    def delete(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_version(job_id)
        services.delete_job(job_id=job_id)
        return self.respond(status=204)


class PublishJobView(JobView):
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "publishJob",
        summary="Publish a draft, or open a closed job again",
        tags=JOBS,
        responses={200: serializers.JobSerializer},
        errors=["not_found", "job_status_conflict", "job_incomplete"],
        examples=[answered(examples.JOB)],
        etag=True,
    )
    def post(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_version(job_id)
        services.publish_job(job_id=job_id)
        return self.answer(job_id)


class CloseJobView(JobView):
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "closeJob",
        summary="Take a published job from every public place",
        tags=JOBS,
        responses={200: serializers.JobSerializer},
        errors=["not_found", "job_status_conflict"],
        examples=[answered(examples.CLOSED)],
        etag=True,
    )
    def post(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        self.check_version(job_id)
        services.close_job(job_id=job_id)
        return self.answer(job_id)


class DuplicateJobView(JobView):
    allowed: ClassVar = {"post": RECRUITERS}
    idempotent = frozenset({"post"})

    @operation(
        "duplicateJob",
        summary="Make a draft with the same content",
        tags=JOBS,
        responses={201: serializers.JobSerializer},
        errors=["not_found"],
        examples=[answered(examples.DRAFT | {"title": "Data Engineer (copy)"}, 201)],
        etag=True,
    )
    def post(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        copy = services.duplicate_job(job_id=job_id)
        return self.answer(copy.pk, status=201)
