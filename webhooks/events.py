"""From a journal entry to what subscribers are sent: thin, and without personal data."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from applications.models import Application
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.audit.models import AuditLog
from webhooks.choices import PING, EventType
from webhooks.models import WebhookDelivery, WebhookSubscription

Data = dict[str, Any]


def delivery_of(entry: AuditLog, subscription: WebhookSubscription) -> WebhookDelivery:
    """An unsaved delivery of the entry to `subscription`."""
    return deliveries_of(entry, [subscription])[0]


def deliveries_of(entry: AuditLog, subscriptions: list[WebhookSubscription]) -> list[WebhookDelivery]:
    data = data_of(entry)
    return [
        WebhookDelivery(
            employer_id=subscription.employer_id,
            subscription=subscription,
            event_id=entry.pk,
            event_type=entry.action if entry.action in EventType.values else PING,
            event_at=entry.created_at,
            sequence=entry.sequence,
            data=data,
            applicant_id=data.get("applicant_id"),
        )
        for subscription in subscriptions
    ]


def data_of(entry: AuditLog) -> Data:
    """The `data` member: ids and statuses."""
    shape = _SHAPES.get(entry.action, _of_ping)
    return shape(entry)


def body_of(delivery: WebhookDelivery) -> bytes:
    """The bytes of every attempt: they depend on the row alone."""
    return json_bytes(payload_of(delivery))


def payload_of(delivery: WebhookDelivery) -> Data:
    return {
        "type": delivery.event_type,
        "timestamp": _rfc3339(delivery.event_at),
        "sequence": delivery.sequence,
        "data": delivery.data,
    }


def _rfc3339(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _of_job(entry: AuditLog) -> Data:
    return {"job_id": str(entry.entity_id), "status": entry.action.rpartition(".")[2]}


def _of_application(entry: AuditLog) -> Data:
    told = entry.metadata
    data = {
        "application_id": str(entry.entity_id),
        "job_id": told.get("job_id"),
        "applicant_id": told.get("applicant_id"),
        "status": told.get("status") or told.get("to_status") or "new",
    }
    if "from_status" in told:
        data["from_status"] = told["from_status"]
    return data if data["job_id"] and data["applicant_id"] else data | _owners(entry.entity_id)


def _owners(application_id: uuid.UUID) -> Data:
    row = Application.objects.filter(pk=application_id).values("job_id", "applicant_id").first() or {}
    return {name: str(value) for name, value in row.items()}


def _of_applicant(entry: AuditLog) -> Data:
    return {"applicant_id": str(entry.entity_id)}


def _of_ping(entry: AuditLog) -> Data:
    return {"subscription_id": str(entry.entity_id)}


_SHAPES: dict[str, Callable[[AuditLog], Data]] = {
    EventType.JOB_PUBLISHED: _of_job,
    EventType.JOB_CLOSED: _of_job,
    EventType.APPLICATION_CREATED: _of_application,
    EventType.APPLICATION_STATUS_CHANGED: _of_application,
    EventType.APPLICANT_CREATED: _of_applicant,
    EventType.APPLICANT_ERASED: _of_applicant,
}
