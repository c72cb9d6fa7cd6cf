"""Problems as HTTP answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.problems.registry import PROBLEMS
from hiretrack.context import request_id

log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"


@dataclass(slots=True)
class Problem:
    """What went wrong, before it becomes an answer. Empty texts and status 0 stand for what the registry says."""

    code: str
    detail: str = ""
    status: int = 0
    title: str = ""
    errors: Sequence[Mapping[str, str]] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self, instance: str) -> dict[str, Any]:
        kind = PROBLEMS.get(self.code) or PROBLEMS["internal_error"]
        named = {
            "type": f"{settings.PUBLIC_URL}/problems/{self.code}",
            "title": self.title or kind.title,
            "status": self.status or kind.status,
            "code": self.code,
            "detail": self.detail or kind.explanation,
            "instance": instance,
            "request_id": request_id(),
        }
        return {**self.extra, **named, **({"errors": list(self.errors)} if self.errors else {})}


def answer(problem: Problem, request: HttpRequest | None = None) -> HttpResponse:
    document = problem.document(escape_uri_path(request.path) if request is not None else "")
    status: int = document["status"]
    headers = {**_standing_headers(problem, status), **problem.headers}
    return HttpResponse(json_bytes(document), content_type=MEDIA_TYPE, status=status, headers=headers)


def _standing_headers(problem: Problem, status: int) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = _challenge(problem)
    elif status in (429, 503) or problem.code == "idempotency_in_progress":
        headers["Retry-After"] = str(problem.extra.get("retry_after", 1))
    return headers


def _challenge(problem: Problem) -> str:
    """RFC 6750, section 3: no error is named to a caller that sent no token."""
    if problem.code == "authentication_required":
        return 'Bearer realm="hiretrack"'
    return f'Bearer realm="hiretrack", error="invalid_token", error_description="{problem.code}"'


def problem_response(
    code: str,
    detail: str = "",
    *,
    request: HttpRequest | None = None,
    status: int = 0,
    title: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """An `application/problem+json` answer; what is left out comes from the code's registration."""
    return answer(Problem(code, detail, status, title, errors, extra or {}, headers or {}), request)


def exception_handler(error: Exception, context: Mapping[str, Any] | None = None) -> HttpResponse:
    """REST framework's hook, and what `ContractView` calls: any exception as a problem, logged when it is our fault."""
    from hiretrack.api.problems.translation import problem_of

    problem = problem_of(error)
    request = (context or {}).get("request")
    response = answer(problem, request)
    if response.status_code == 500:
        log.error("request_failed", exc_info=error)
    elif response.status_code > 500:
        log.warning("request_unavailable", code=problem.code, error=type(error).__name__)
    return response
