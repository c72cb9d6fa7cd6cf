"""What every page of the back office beside Django's own lists and forms has in common."""

# ruff: noqa: ARG002 - for subclasses
from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView, View

from employers.models import User
from hiretrack.api.problems import exception_handler
from hiretrack.errors import DomainError, NotFound


class OfficeView(View):
    """Signed in, with the permission, in the user's own scope; else the sign-in page, 403, or 404 for foreign rows.

    Permissions are those of `employers.permissions`, such as `applications.view_application`.
    """

    permission: ClassVar[str] = ""
    write_permission: ClassVar[str] = ""
    """Asked for instead by every method but GET and HEAD; without one those are refused."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        return admin.site.admin_view(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.allows(self.permission if request.method in {"GET", "HEAD", "OPTIONS"} else self.write_permission):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as error:
            raise Http404 from error

    def allows(self, permission: str) -> bool:
        return bool(permission) and self.user.has_perm(permission)

    @property
    def user(self) -> User:
        user: Any = self.request.user
        return user

    @property
    def may_write(self) -> bool:
        return self.allows(self.write_permission)


class OfficePage(OfficeView, TemplateView):
    """A whole page; its template extends `office/base.html`. Title and breadcrumbs are translated texts.

    A part of a page (a column that loads as it scrolls) derives from it too, with a template of its own.
    """

    title: ClassVar[Any] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return admin.site.each_context(self.request) | {"title": self.title, "may_write": self.may_write} | context


class OfficeCommand(OfficeView):
    """A button's POST: `run` calls one service and returns what to say.

    A script (`Accept: application/json`) gets `{"message": …}` with whatever `run` adds, or a problem (RFC 9457); a
    form goes back to `next` or `back_to`, where the message is shown. A refusal leaves nothing half done.
    """

    http_method_names = ["post"]  # noqa: RUF012 - as in Django

    def run(self, request: HttpRequest, **ids: Any) -> str | dict[str, Any]:
        """The message, or a dictionary with it as `message`. Raises `DomainError` when a rule says no."""
        raise Http404

    def back_to(self, **ids: Any) -> str:
        return resolve_url("admin:index")

    def post(self, request: HttpRequest, **ids: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                said = self.run(request, **ids)
        except NotFound:
            raise
        except DomainError as error:
            return self._refused(request, error, ids)
        answer = said if isinstance(said, dict) else {"message": said}
        if self._is_script:
            return JsonResponse(answer)
        messages.success(request, str(answer["message"]))
        return HttpResponseRedirect(self._next(request) or self.back_to(**ids))

    def _refused(self, request: HttpRequest, error: DomainError, ids: dict[str, Any]) -> HttpResponse:
        if self._is_script:
            return exception_handler(error, {"request": request})
        for detail in [item.detail for item in error.errors] or [error.detail]:
            messages.error(request, detail)
        return HttpResponseRedirect(self._next(request) or self.back_to(**ids))

    @property
    def _is_script(self) -> bool:
        return self.request.headers.get("Accept", "").startswith("application/json")

    def _next(self, request: HttpRequest) -> str:
        """Where the form came from, if that is a page of ours."""
        wanted = request.POST.get("next", "")
        own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        return wanted if own else ""
