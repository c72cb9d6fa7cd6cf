"""Django's error handlers: problems under /v1, pages elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.views import defaults

from hiretrack.api.middleware import is_api
from hiretrack.api.problems import answer, problem_of, problem_response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(problem_of(exception), request) if is_api(request.path) else defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request.path):
        return problem_response("forbidden", request=request)
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request.path):
        return problem_response("not_found", request=request)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; Django has logged the exception. The page is rendered without context processors, which may be the cause."""
    if is_api(request.path):
        return problem_response("internal_error", request=request)
    try:
        return HttpResponseServerError(render_to_string("500.html"))
    except TemplateDoesNotExist:
        return defaults.server_error(request)
