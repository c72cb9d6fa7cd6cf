"""The candidate's tracker of applications made elsewhere."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api.me import tracker_examples as examples
from applicants.api.me import tracker_serializers as serializers
from applicants.api.me.base import ME, PersonView
from applicants.models import TrackedApplication
from applicants.tracker import queries, services
from applicants.tracker.dashboard import dashboard
from applicants.tracker.shapes import tracked_detail, tracked_shape
from employers.api.examples import answered, asked
from employers.permissions import APPLICANTS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation


class TrackedView(PersonView):
    def answer(self, row: TrackedApplication, **more: Any) -> HttpResponse:
        return self.respond(tracked_detail(row, queries.log_of(row)), etag=etag_of(row), **more)

    def checked(self, pk: uuid.UUID) -> TrackedApplication:
        row: TrackedApplication = self.own(TrackedApplication.objects.all(), pk, changing=True)
        self.check_if_match(etag_of(row))
        return row


class TrackerView(TrackedView):
    allowed: ClassVar = {"get": APPLICANTS, "post": APPLICANTS}
    query_serializer: ClassVar = {"get": serializers.TrackerQuery}
    idempotent = frozenset({"post"})

    @operation(
        "listTrackedApplications",
        summary="The own tracker",
        tags=ME,
        responses={200: serializers.TrackedSerializer},
        examples=[answered(examples.TRACKED)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        wanted = queries.TrackerFilter(**self.query.values)
        return self.page(queries.tracked(wanted), ordering=wanted.ordering, shape=tracked_shape)

    @operation(
        "createTrackedApplication",
        summary="Track an application",
        description="Of a listing found here, its id is enough.",
        tags=ME,
        request=serializers.TrackedBodySerializer,
        responses={201: serializers.TrackedDetailSerializer},
        errors=["validation_failed", "already_tracked", "limit_reached"],
        examples=[
            asked(examples.BODY),
            asked(examples.FROM_LISTING, name="Of a listing"),
            answered(examples.DETAIL, 201),
        ],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        row = services.track(values=self.body(serializers.TrackedBodySerializer))
        return self.answer(row, status=201, headers={"Location": f"/v1/me/tracker/{row.pk}"})


class TrackedDetailView(TrackedView):
    allowed: ClassVar = {"get": APPLICANTS, "patch": APPLICANTS, "delete": APPLICANTS}

    @operation(
        "getTrackedApplication",
        summary="A tracked application with its log",
        tags=ME,
        responses={200: serializers.TrackedDetailSerializer},
        errors=["not_found"],
        examples=[answered(examples.DETAIL)],
        etag=True,
    )
    def get(self, request: Request, tracked_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(self.own(TrackedApplication.objects.all(), tracked_id))

    @operation(
        "updateTrackedApplication",
        summary="Change a tracked application",
        description="A change of status is added to the log. Any status may follow any other.",
        tags=ME,
        request=serializers.TrackedBodySerializer,
        responses={200: serializers.TrackedDetailSerializer},
        errors=["not_found", "validation_failed"],
        examples=[asked({"notes": "Call back on Monday"}), answered(examples.DETAIL)],
        etag=True,
    )
    def patch(self, request: Request, tracked_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row = self.checked(tracked_id)
        changes = self.body(serializers.TrackedBodySerializer)
        return self.answer(services.update_tracked(tracked=row, changes=changes))

    @operation(
        "deleteTrackedApplication",
        summary="Remove a tracked application and its log",
        tags=ME,
        responses={204: None},
        errors=["not_found"],
        etag=True,
    )
    def delete(self, request: Request, tracked_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.untrack(tracked=self.checked(tracked_id))
        return self.respond(status=204)


class ArchiveView(TrackedView):
    allowed: ClassVar = {"post": APPLICANTS}

    @operation(
        "archiveTrackedApplication",
        summary="Put a tracked application out of the way",
        tags=ME,
        responses={200: serializers.TrackedDetailSerializer},
        errors=["not_found"],
        examples=[answered(examples.ARCHIVED)],
        etag=True,
    )
    def post(self, request: Request, tracked_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(services.archive(tracked=self.checked(tracked_id)))


class BulkDeleteView(PersonView):
    allowed: ClassVar = {"post": APPLICANTS}

    @operation(
        "deleteTrackedApplications",
        summary="Remove up to 500 tracked applications",
        tags=ME,
        request=serializers.BulkDeleteSerializer,
        responses={200: serializers.BulkDeletedSerializer},
        errors=["validation_failed"],
        examples=[asked(examples.BULK), answered(examples.DELETED)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        ids = self.body(serializers.BulkDeleteSerializer)["ids"]
        missing = services.untrack_many(ids=ids)
        return self.respond({"deleted": len(set(ids)) - len(missing), "not_found": missing})


class DashboardView(PersonView):
    allowed: ClassVar = {"get": APPLICANTS}

    @operation(
        "getTrackerDashboard",
        summary="The tracker in numbers",
        tags=ME,
        responses={200: serializers.DashboardSerializer},
        examples=[answered(examples.DASHBOARD)],
        etag=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.respond(dashboard(), etag=True)
