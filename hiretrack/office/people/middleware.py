"""Where the employer requires two-factor sign-in, whoever has not set it up is led there and can do nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from employers.errors import TwoFactorOwed
from hiretrack.api.problems import exception_handler

OPEN = ("office:two-factor", "admin:logout", "admin:login", "office:sign-in-code", "admin:jsi18n")


class TwoFactorMiddleware:
    """After `AuthenticationMiddleware`, before the back office's scope opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(f"/{settings.ADMIN_PATH}") or not self._owes(request):
            return self.get_response(request)
        if request.headers.get("Accept", "").startswith("application/json"):
            return exception_handler(TwoFactorOwed(), {"request": request})
        return HttpResponseRedirect(reverse("office:two-factor"))

    def _owes(self, request: HttpRequest) -> bool:
        user: Any = request.user
        if not user.is_authenticated or not user.owes_two_factor:
            return False
        return request.path not in {reverse(name) for name in OPEN}
