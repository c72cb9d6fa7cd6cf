"""Published jobs, for everybody."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers.api.examples import answered
from hiretrack.api.pagination import estimate
from hiretrack.api.permissions import PUBLIC
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.errors import DomainError, NotFound
from jobs import queries
from jobs.api import examples, serializers

PUBLIC_JOBS = ["Public jobs"]


def members(serializer: Any) -> frozenset[str]:
    return frozenset(serializer().fields)


class PublicJobsView(ContractView):
    allowed: ClassVar = {"get": PUBLIC}
    query_serializer = serializers.PublicJobsQuery
    selectable = members(serializers.PublicJobSerializer)

    @operation(
        "listPublicJobs",
        summary="Published jobs, by words and filters",
        description="When no job has the words of `q`, jobs whose title is written almost like them are found.",
        tags=PUBLIC_JOBS,
        responses={200: serializers.PublicJobSerializer},
        examples=[answered(examples.PUBLIC_ITEM)],
        paginated=True,
        etag=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        wanted = queries.PublicFilter(**self.query.values)
        rows, cursor = queries.find_public(wanted, lambda found: self.paginate(found, ordering=wanted.ordering))
        items = [self.sparse(queries.public_item(row)) for row in rows]
        total = estimate(queries.public_jobs(wanted)) if "total_estimate" in self.query.include else None
        return self.paginated(items, cursor, total_estimate=total, etag=True)


class PublicJobView(ContractView):
    allowed: ClassVar = {"get": PUBLIC}
    selectable = members(serializers.PublicJobDetailSerializer)

    @operation(
        "getPublicJob",
        summary="A published job",
        tags=PUBLIC_JOBS,
        responses={200: serializers.PublicJobDetailSerializer},
        errors=["not_found", "job_closed"],
        examples=[answered(examples.PUBLIC_DETAIL)],
        etag=True,
    )
    def get(self, request: Request, job_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row = queries.public_job(job_id)
        if row is None:
            raise _closed() if queries.is_closed(job_id) else NotFound()
        return self.respond(self.sparse(row), etag=True)


def _closed() -> DomainError:
    return DomainError("This job takes no more applications.", code="job_closed", title="Job closed", status=410)
