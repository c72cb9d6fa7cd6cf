"""Which problems an operation can answer, and how the document shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from rest_framework.permissions import SAFE_METHODS

from hiretrack.api.contract import Contract
from hiretrack.api.problems import PROBLEMS, ProblemKind
from hiretrack.api.problems.answers import MEDIA_TYPE
from hiretrack.api.schema.headers import references
from hiretrack.api.throttling import SHUT_WITHOUT_LIMITER

Schema = dict[str, Any]
ALWAYS = (
    "unknown_parameter", "bad_request", "not_acceptable", "rate_limited", "headers_too_large", "internal_error",
    "deadline_exceeded", "unavailable",
)  # fmt: skip
WITH_BODY = ("malformed_json", "unknown_field", "body_too_large", "unsupported_media_type")
WITH_KEY = (
    "idempotency_key_required", "idempotency_key_invalid", "idempotency_key_reused", "idempotency_in_progress",
)  # fmt: skip

PROBLEM_ITEM: Schema = {
    "type": "object",
    "description": "One thing that is wrong, and where: in the body, the query string or a header.",
    "required": ["code", "detail"],
    "properties": {
        "pointer": {"type": "string", "description": "JSON Pointer (RFC 6901) into the body.", "examples": ["/name"]},
        "parameter": {"type": "string", "description": "Name of a query parameter."},
        "header": {"type": "string", "description": "Name of a header."},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}
PROBLEM: Schema = {
    "type": "object",
    "description": "A problem document (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail", "instance", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "A page that explains the code."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string", "description": "Stable; made for programs."},
        "detail": {"type": "string", "description": "What happened this time; made for people."},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "request_id": {"type": "string", "description": "Quote it when you report the problem."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemItem"}},
    },
}


def error_codes(schema: Any, contract: Contract) -> list[str]:
    """Every code that the operation can answer, by what its view does before and around the handler."""
    view, method = schema.view, schema.method
    codes = [*ALWAYS, *contract.errors]
    codes += _authentication(schema)
    if "{" in schema.path:
        codes.append("not_found")
    if method not in SAFE_METHODS:
        codes += [*WITH_BODY, *(["validation_failed"] if contract.request is not None else [])]
    if contract.paginated:
        codes.append("invalid_cursor")
    if contract.paginated or contract.parameters or _typed(view):
        codes.append("invalid_parameter")
    if view.operation_name in view.idempotent:
        codes += WITH_KEY
    if contract.etag and method in {"PATCH", "PUT", "DELETE"}:
        codes.append("precondition_failed")
    return list(dict.fromkeys([*codes, *_limiter(schema)]))


def _authentication(schema: Any) -> list[str]:
    if not schema.asks_who:
        return []
    refused = ["invalid_token", *(code for code, kind in PROBLEMS.items() if _is_about_tokens(kind))]
    return refused if schema.is_open else [*refused, "authentication_required", "forbidden"]


def _is_about_tokens(kind: ProblemKind) -> bool:
    return kind.status == 401 and kind.code.startswith(("token_", "api_key_"))


def _typed(view: Any) -> bool:
    return bool(view.query_serializer or view.selectable or view.expandable)


def _limiter(schema: Any) -> list[str]:
    chosen = schema.view.rate_class
    rate_class = chosen if isinstance(chosen, str) else chosen.get(schema.view.operation_name)
    guarded = schema.is_open and schema.method not in SAFE_METHODS
    return ["limiter_unavailable"] if guarded or rate_class in SHUT_WITHOUT_LIMITER else []


def error_responses(codes: Iterable[str]) -> Schema:
    """One response per status, with an example per code."""
    by_status: dict[int, list[ProblemKind]] = defaultdict(list)
    for code in codes:
        if code not in PROBLEMS:
            raise ValueError(f"The problem {code} is not registered.")
        by_status[PROBLEMS[code].status].append(PROBLEMS[code])
    return {str(status): _response(status, kinds) for status, kinds in sorted(by_status.items())}


def _response(status: int, kinds: list[ProblemKind]) -> Schema:
    examples = {kind.code: {"$ref": f"#/components/examples/{kind.code}"} for kind in sorted(kinds, key=_code)}
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}
    return {
        "description": f"{_phrase(status)}: {', '.join(sorted(kind.code for kind in kinds))}",
        "headers": _headers(status, kinds),
        "content": {MEDIA_TYPE: content},
    }


def _code(kind: ProblemKind) -> str:
    return kind.code


def _phrase(status: int) -> str:
    # The phrases of some statuses differ between Python versions; the document must not.
    return {413: "Content Too Large", 422: "Unprocessable Content"}.get(status, HTTPStatus(status).phrase)


def _headers(status: int, kinds: list[ProblemKind]) -> Schema:
    names = {"X-Request-ID": "RequestId", "RateLimit-Policy": "RateLimitPolicy", "RateLimit": "RateLimit"}
    if status in {429, 503} or any(kind.code == "idempotency_in_progress" for kind in kinds):
        names["Retry-After"] = "RetryAfter"
    if status == 401:
        names["WWW-Authenticate"] = "WWWAuthenticate"
    if status == 412:
        names["ETag"] = "ETag"
    return references(names)


def shared_name(codes: list[str], status: str) -> str:
    """The component's name of an error answer that operations have in common; empty for one of its own."""
    if len(codes) == 1:
        return "".join(part.capitalize() for part in codes[0].split("_"))
    if status == "503" and set(codes) == {"deadline_exceeded", "unavailable"}:
        return "Overloaded"
    if status == "401" and all(code == "invalid_token" or _is_about_tokens(PROBLEMS[code]) for code in codes):
        return "TokenRefused"
    if status == "401" and "authentication_required" in codes:
        return "Unauthenticated"
    return ""


def problem_examples() -> Schema:
    """One example per registered code."""
    return {code: {"summary": kind.title, "value": _example(kind)} for code, kind in sorted(PROBLEMS.items())}


def _example(kind: ProblemKind) -> Schema:
    made: Schema = {
        "type": f"https://hiretrack.example/problems/{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "code": kind.code,
        "detail": kind.explanation,
        "instance": "/v1/jobs",
        "request_id": "0192f3a1-7c1e-7bd0-9f6a-4d1f8f7e2c11",
    }
    items = ITEMS.get(kind.code)
    return made | ({"errors": items} if items else {})


ITEMS: dict[str, list[dict[str, str]]] = {
    "unknown_field": [{"pointer": "/colour", "code": "unknown_field", "detail": "There is no such field."}],
    "validation_failed": [{"pointer": "/name", "code": "required", "detail": "This field is required."}],
    "unknown_parameter": [
        {"parameter": "colour", "code": "unknown_parameter", "detail": "There is no such parameter."}
    ],
    "invalid_parameter": [
        {"parameter": "limit", "code": "out_of_range", "detail": "This must be a number from 1 to 100."}
    ],
    "invalid_cursor": [{"parameter": "cursor", "code": "invalid_cursor", "detail": "Start again without a cursor."}],
    "idempotency_key_required": [
        {"header": "Idempotency-Key", "code": "idempotency_key_required", "detail": "Send an Idempotency-Key header."}
    ],
}
