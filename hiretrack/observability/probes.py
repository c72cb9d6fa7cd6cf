"""`/livez`, `/readyz`, `/healthz` and `/metrics`, answered before everything else.

As a middleware and not as routes: an orchestrator asks by the instance's address, which no ALLOWED_HOSTS lists, and a
probe needs neither session, language nor a redirect to https. From other networks these paths do not exist.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.http.response import HttpResponseBase
from prometheus_client import CONTENT_TYPE_LATEST

from hiretrack.observability import metrics
from hiretrack.observability.checks import Part, examine
from hiretrack.observability.draining import is_draining
from hiretrack.observability.network import is_allowed


def livez(_request: HttpRequest) -> HttpResponse:
    """The process answers: restarting it would not help."""
    return JsonResponse({"status": "ok"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """503 while draining or without PostgreSQL; Redis and the object store are told of, but work goes on without."""
    if is_draining():
        return JsonResponse({"status": "draining"}, status=503)
    parts = examine()
    ready = all(part.ok for part in parts if part.name == "postgresql")
    return JsonResponse({"status": _word(parts, ready=ready), "parts": _shown(parts)}, status=200 if ready else 503)


def healthz(_request: HttpRequest) -> HttpResponse:
    """Every part, with how long it took: 503 when any is away."""
    parts = examine()
    whole = all(part.ok for part in parts)
    answer = {"status": _word(parts, ready=whole), "draining": is_draining(), "parts": _shown(parts)}
    return JsonResponse(answer, status=200 if whole else 503)


def scrape(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(metrics.render(), content_type=CONTENT_TYPE_LATEST)


def _word(parts: list[Part], *, ready: bool) -> str:
    if not ready:
        return "failing"
    return "ok" if all(part.ok for part in parts) else "degraded"


def _shown(parts: list[Part]) -> dict[str, dict[str, object]]:
    return {
        part.name: {"ok": part.ok, "duration_ms": part.duration_ms} | ({"error": part.error} if part.error else {})
        for part in parts
    }


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/livez": livez,
    "/readyz": readyz,
    "/healthz": healthz,
    "/metrics": scrape,
}


class ProbeMiddleware:
    """First in the list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        response = self.get_response(request) if probe is None else self._answer(probe, request)
        if is_draining():
            # The balancer's kept connections would otherwise be cut when the worker ends.
            response["Connection"] = "close"
        return response

    def _answer(self, probe: Callable[[HttpRequest], HttpResponse], request: HttpRequest) -> HttpResponse:
        if not is_allowed(request):
            return HttpResponseNotFound()
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = probe(request)
        response["Cache-Control"] = "no-store"
        return response
