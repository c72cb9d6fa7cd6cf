"""The candidate's alerts. Their rows are the candidate's app's, their searches are the jobs' app's: both lie below."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.alerts import services
from applicants.alerts.shapes import alert_shape
from applicants.api.me.base import ME, PersonView
from applicants.models import JobAlert
from employers.api.examples import answered, asked
from employers.permissions import APPLICANTS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.notifications.api.alert_serializers import AlertBodySerializer, AlertSerializer

BODY: dict[str, Any] = {
    "name": "Python in Berlin",
    "search": {"q": "python -php", "location": "Berlin", "remote": False, "salary_min": "60000.00"},
    "frequency": "weekly",
}
ALERT: dict[str, Any] = {
    "id": "01980a3c-52de-7a20-8d55-1e2f3a4b5c04",
    **BODY,
    "is_active": True,
    "last_sent_at": None,
    "created_at": "2026-01-15T09:30:00Z",
    "updated_at": "2026-01-15T09:30:00Z",
}
NEWEST_FIRST = (("created_at", "desc"), ("id", "desc"))


class AlertsView(PersonView):
    allowed: ClassVar = {"get": APPLICANTS, "post": APPLICANTS}
    idempotent = frozenset({"post"})

    @operation(
        "listAlerts",
        summary="The own alerts, newest first",
        tags=ME,
        responses={200: AlertSerializer},
        examples=[answered(ALERT)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.page(JobAlert.objects.all(), ordering=NEWEST_FIRST, shape=alert_shape)

    @operation(
        "createAlert",
        summary="Have new jobs sent by mail",
        tags=ME,
        request=AlertBodySerializer,
        responses={201: AlertSerializer},
        errors=["validation_failed", "limit_reached"],
        examples=[asked(BODY), answered(ALERT, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        row = services.create_alert(values=self.body(AlertBodySerializer))
        headers = {"Location": f"/v1/me/alerts/{row.pk}"}
        return self.respond(alert_shape(row), status=201, etag=etag_of(row), headers=headers)


class AlertView(PersonView):
    allowed: ClassVar = {"get": APPLICANTS, "patch": APPLICANTS, "delete": APPLICANTS}

    def checked(self, pk: uuid.UUID) -> JobAlert:
        row: JobAlert = self.own(JobAlert.objects.all(), pk, changing=True)
        self.check_if_match(etag_of(row))
        return row

    @operation(
        "getAlert",
        summary="One of the own alerts",
        tags=ME,
        responses={200: AlertSerializer},
        errors=["not_found"],
        examples=[answered(ALERT)],
        etag=True,
    )
    def get(self, request: Request, alert_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row: JobAlert = self.own(JobAlert.objects.all(), alert_id)
        return self.respond(alert_shape(row), etag=etag_of(row))

    @operation(
        "updateAlert",
        summary="Change an alert",
        description="A `search` replaces the one before as a whole.",
        tags=ME,
        request=AlertBodySerializer,
        responses={200: AlertSerializer},
        errors=["not_found", "validation_failed"],
        examples=[asked({"is_active": False}), answered(ALERT | {"is_active": False})],
        etag=True,
    )
    def patch(self, request: Request, alert_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        row = self.checked(alert_id)
        row = services.update_alert(alert=row, changes=self.body(AlertBodySerializer))
        return self.respond(alert_shape(row), etag=etag_of(row))

    @operation(
        "deleteAlert", summary="Remove an alert", tags=ME, responses={204: None}, errors=["not_found"], etag=True
    )
    def delete(self, request: Request, alert_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        services.delete_alert(alert=self.checked(alert_id))
        return self.respond(status=204)
