"""Headers that requests may carry and answers do, by what the view declares."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import SAFE_METHODS

from hiretrack.api.contract import Contract

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 1}

COMPONENTS: dict[str, Schema] = {
    "RequestId": {"description": "The request's id: yours, if `X-Request-ID` was sane.", "schema": TEXT},
    "RateLimitPolicy": {
        "description": "The limit that applies: quota `q` per window of `w` seconds.",
        "schema": TEXT,
        "example": '"read";q=1200;w=60',
    },
    "RateLimit": {
        "description": "What is left: `r` requests now; more come after `t` seconds.",
        "schema": TEXT,
        "example": '"read";r=1199;t=60',
    },
    "RetryAfter": {"description": "Seconds to wait before trying again.", "schema": WHOLE, "example": 1},
    "ETag": {"description": "The version of what was answered.", "schema": TEXT, "example": '"tBvX0lJzOcWQ1n3s"'},
    "Link": {"description": 'The next page, with `rel="next"` (RFC 8288); absent on the last.', "schema": TEXT},
    "Location": {"description": "Where the new object is.", "schema": TEXT},
    "IdempotentReplayed": {
        "description": "`true` when this is the stored answer to an earlier request with the same key.",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "AccessControlAllowOrigin": {
        "description": "Your page's origin, when it is on the allow-list (CORS); absent otherwise.",
        "schema": TEXT,
        "example": "https://jobs.example.com",
    },
    "WWWAuthenticate": {"description": "How to authenticate (RFC 6750).", "schema": TEXT},
}

IDEMPOTENCY_KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A random key of yours; repeating the request with it repeats the answer, not the effect.",
    # No blank at either end: HTTP removes those.
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]([ -~]{0,253}[!-~])?$"},
    "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
}
IF_NONE_MATCH: Schema = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETags that you have: 304 when the current one is among them.",
    "schema": TEXT,
    "example": '"tBvX0lJzOcWQ1n3s"',
}
IF_MATCH: Schema = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of the version that you mean to change: 412 when it is not the current one.",
    "schema": TEXT,
    "example": '"tBvX0lJzOcWQ1n3s"',
}


def request_headers(view: Any, contract: Contract, method: str) -> list[Schema]:
    made = [IDEMPOTENCY_KEY] if view.operation_name in view.idempotent else []
    if contract.etag and method == "GET":
        made.append(IF_NONE_MATCH)
    if contract.etag and method in {"PATCH", "PUT", "DELETE"}:
        made.append(IF_MATCH)
    return [dict(header) for header in made]


def response_headers(view: Any, contract: Contract, method: str, status: int) -> Schema:
    names = {"X-Request-ID": "RequestId", "RateLimit-Policy": "RateLimitPolicy", "RateLimit": "RateLimit"}
    if contract.etag and status not in {202, 204}:
        names["ETag"] = "ETag"
    if contract.paginated and status == 200:
        names["Link"] = "Link"
    if status == 201:
        names["Location"] = "Location"
    if method not in SAFE_METHODS and view.operation_name in view.idempotent:
        names["Idempotent-Replayed"] = "IdempotentReplayed"
    return references(names)


def references(names: dict[str, str]) -> Schema:
    """Headers of an answer; a page of another origin may read every one."""
    names = {**names, "Access-Control-Allow-Origin": "AccessControlAllowOrigin"}
    return {header: {"$ref": f"#/components/headers/{component}"} for header, component in names.items()}
