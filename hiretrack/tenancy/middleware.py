"""The back office's door: everything under the admin's path runs in the signed-in user's scope."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from hiretrack.tenancy.scopes import all_tenants, employer_scope


class AdminScopeMiddleware:
    """One transaction and one scope per back-office request. After `AuthenticationMiddleware`.

    Views that wait for somebody else say `opens_own_scope`: no transaction may stay open for as long as that takes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return self.get_response(request)
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            # PostgreSQL takes none; Django's lists hand it on.
            raise BadRequest("A NUL character.")
        if _opens_own_scope(request):
            return self.get_response(request)
        with transaction.atomic(), self._scope(request):
            response = self.get_response(request)
            # Django has already turned an exception into this answer: nothing else would undo its half-made writes.
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def _scope(self, request: HttpRequest) -> AbstractContextManager[Any]:
        user: Any = request.user
        if not user.is_authenticated:
            return nullcontext()
        if user.is_superuser:
            return all_tenants(reason=f"back office of platform admin {user.pk}")
        return employer_scope(user.employer_id) if user.employer_id else nullcontext()


def _opens_own_scope(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return bool(getattr(getattr(view, "view_class", None), "opens_own_scope", False))
