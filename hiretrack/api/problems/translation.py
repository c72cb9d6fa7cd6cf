"""Which problem an exception is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import psycopg.errors
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelInvalid
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError
from rest_framework import exceptions

from hiretrack.api.problems.answers import Problem
from hiretrack.api.problems.errors import Item, Refusal
from hiretrack.api.problems.registry import PROBLEMS
from hiretrack.errors import DomainError

FIELD_CODES_OF_400 = frozenset({"unknown_field", "read_only_field"})
BY_STATUS = {
    400: "bad_request", 401: "invalid_token", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    406: "not_acceptable", 409: "conflict", 410: "gone", 411: "length_required", 412: "precondition_failed",
    413: "body_too_large", 415: "unsupported_media_type", 422: "validation_failed", 429: "rate_limited",
    431: "headers_too_large", 503: "unavailable",
}  # fmt: skip


def problem_of(error: BaseException) -> Problem:
    """The problem to answer. Nothing of an unknown exception is shown: no message, path or SQL."""
    for kind, translate in TRANSLATIONS:
        if isinstance(error, kind):
            return translate(error)
    return Problem("internal_error")


def of_status(status: int, **given: Any) -> Problem:
    return Problem(BY_STATUS.get(status, "bad_request" if status < 500 else "internal_error"), **given)


def _domain(error: Any) -> Problem:
    items: list[Item] = [{"pointer": e.pointer, "code": e.code, "detail": e.detail} for e in error.errors]
    headers: dict[str, str] = {}
    if isinstance(error, Refusal):
        items, headers = items + error.items, error.headers
    kind = PROBLEMS.get(error.code)
    title = error.title if kind is None else kind.title
    return Problem(error.code, error.detail, error.status, title, items, error.extra, headers)


def _invalid(error: Any) -> Problem:
    items = list(items_of(error.detail))
    unknown = any(item["code"] in FIELD_CODES_OF_400 for item in items)
    return Problem("unknown_field" if unknown else "validation_failed", errors=items)


def items_of(detail: Any, pointer: str = "") -> Iterator[Item]:
    """REST framework's tree of errors as a flat list with JSON pointers (RFC 6901)."""
    if isinstance(detail, Mapping):
        for key, inner in detail.items():
            yield from items_of(inner, pointer if key == "non_field_errors" else f"{pointer}/{_escape(str(key))}")
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for index, inner in enumerate(detail):
            yield from items_of(inner, pointer if isinstance(inner, str) else f"{pointer}/{index}")
    else:
        yield {"pointer": pointer, "code": str(getattr(detail, "code", "invalid")), "detail": str(detail)}


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _model_invalid(error: Any) -> Problem:
    fields = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    items = [
        {"pointer": f"/{name}" if name.strip("_") not in {"", "all"} else "", "code": inner.code or "invalid",
         "detail": " ".join(inner.messages)}
        for name, errors in fields.items()
        for inner in errors
    ]  # fmt: skip
    return Problem("validation_failed", errors=items)


def _not_allowed(error: Any) -> Problem:
    return Problem("method_not_allowed", str(error.detail))


def _rest(error: Any) -> Problem:
    """Authentication raises `AuthenticationFailed(detail, code=…)`; a registered code of the same status is kept."""
    kind = PROBLEMS.get(str(error.get_codes()))
    if kind is not None and kind.status == error.status_code:
        return Problem(kind.code, str(error.detail))
    if isinstance(error, exceptions.NotAuthenticated):
        return Problem("authentication_required")
    headers = {"Retry-After": str(int(error.wait))} if getattr(error, "wait", None) else {}
    detail = str(error.detail) if error.status_code < 500 else ""
    return of_status(error.status_code, detail=detail, headers=headers)


def _operational(error: Any) -> Problem:
    if isinstance(error.__cause__, psycopg.errors.QueryCanceled):
        return Problem("deadline_exceeded")
    return Problem("unavailable")


def _integrity(error: Any) -> Problem:
    clashes = (psycopg.errors.UniqueViolation, psycopg.errors.ForeignKeyViolation, psycopg.errors.ExclusionViolation)
    if isinstance(error.__cause__, clashes):
        return Problem("conflict", "Another request made or removed something that this one depends on.")
    return Problem("internal_error")


def _constant(code: str) -> Callable[[Any], Problem]:
    return lambda _error: Problem(code)


TRANSLATIONS: tuple[tuple[type[BaseException], Callable[[Any], Problem]], ...] = (
    (DomainError, _domain),
    (exceptions.ValidationError, _invalid),
    (exceptions.MethodNotAllowed, _not_allowed),
    (exceptions.APIException, _rest),
    (ModelInvalid, _model_invalid),
    (Http404, _constant("not_found")),
    (PermissionDenied, _constant("forbidden")),
    (RequestDataTooBig, _constant("body_too_large")),
    (SuspiciousOperation, _constant("bad_request")),
    (IntegrityError, _integrity),
    # A number or text that PostgreSQL cannot hold got past validation: the caller's value, not a failure of ours.
    (DataError, _constant("bad_request")),
    (OperationalError, _operational),
    (InterfaceError, _constant("unavailable")),
    (DatabaseError, _constant("internal_error")),
    (RedisError, _constant("unavailable")),
    (BrokerError, _constant("unavailable")),
)
