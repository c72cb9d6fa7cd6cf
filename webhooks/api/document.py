"""The requests that subscribers receive: the contract's `webhooks` section (OpenAPI 3.1, section 4.8.1)."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiWebhook

from webhooks.api.examples import DATA, payload

Schema = dict[str, Any]
SAID = {
    "job.published": "A job is public from now on.",
    "job.closed": "A job takes no applications any more.",
    "application.created": "Somebody has applied, or was entered as an applicant for a job.",
    "application.status.changed": "An application went on in the pipeline, or left it.",
    "applicant.created": "Somebody is known as an applicant from now on.",
    "applicant.erased": "A person's data was erased: erase what you keep about them.",
    "webhook.ping": "A test that an administrator asked for.",
}
WHY = (
    " Signed as Standard Webhooks say, with every valid secret. Answer 2xx within 10 seconds, then do the work:"
    " anything else is tried again over three days, but for 4xx, which is final (408, 425 and 429 aside), and 410,"
    " which switches the subscription off. Delivery is at least once: know a repeated event by `webhook-id`. Order is"
    " not promised: `sequence` grows with time. There is no personal data in it; ask the API with the ids."
)
_UUID: Schema = {"type": "string", "format": "uuid", "maxLength": 36}
_STATUS: Schema = {"type": "string", "maxLength": 16}
_TIME: Schema = {"type": "string", "format": "date-time", "maxLength": 40}
_SECONDS: Schema = {"type": "string", "pattern": "^[0-9]{10,12}$", "maxLength": 12}
_SIGNATURES: Schema = {"type": "string", "maxLength": 1000}
_HEADERS = (
    ("webhook-id", _UUID, "The event's id, the same for each attempt."),
    ("webhook-timestamp", _SECONDS, "Of the attempt, in Unix seconds."),
    ("webhook-signature", _SIGNATURES, "`v1,` and a base64 HMAC-SHA256; for several secrets, separated by spaces."),
)


def _member(name: str) -> Schema:
    return dict(_UUID) if name.endswith("_id") else dict(_STATUS)


def _object(members: Schema) -> Schema:
    return {"type": "object", "required": list(members), "properties": members}


def _schema(event_type: str) -> Schema:
    sequence: Schema = {"type": "integer", "format": "int64", "minimum": 0, "maximum": 2**53 - 1}
    data = _object({name: _member(name) for name in DATA[event_type]})
    kind: Schema = {"type": "string", "const": event_type}
    return _object({"type": kind, "timestamp": dict(_TIME), "sequence": sequence, "data": data})


def _operation(event_type: str) -> Schema:
    content = {"schema": _schema(event_type), "examples": {"Event": {"value": payload(event_type)}}}
    return {
        "operationId": "on" + "".join(part.capitalize() for part in event_type.split(".")),
        "summary": SAID[event_type].rstrip("."),
        "description": SAID[event_type] + WHY,
        "tags": ["Webhooks"],
        "parameters": [
            {"in": "header", "name": name, "required": True, "schema": dict(schema), "description": said}
            for name, schema, said in _HEADERS
        ],
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {
            "204": {"description": "Received; any other 2xx says the same."},
            "410": {"description": "Never again: switches the subscription off."},
        },
        "security": [],
    }


(
    JOB_PUBLISHED,
    JOB_CLOSED,
    APPLICATION_CREATED,
    APPLICATION_STATUS_CHANGED,
    APPLICANT_CREATED,
    APPLICANT_ERASED,
    PING,
) = (OpenApiWebhook(name, {"post": _operation(name)}) for name in DATA)
"""One by one: drf-spectacular's setting names each by its import path."""
