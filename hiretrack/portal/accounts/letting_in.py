"""Whoever has shown who they are is let in: at once, or after the second step."""

from __future__ import annotations

import time

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from employers.models import User
from employers.second_step import remember
from employers.sessions import SIGN_IN
from hiretrack.portal.pages import private

BACKEND = "employers.authentication.EmployerBackend"
LATELY_S = 600


def admit(request: HttpRequest, user: User, *, then: str) -> HttpResponse:
    """The first step is done: in, or on to the second."""
    if user.has_two_factor:
        remember(request, user, then=then)
        return private(redirect("portal:sign-in-code"))
    return let_in(request, user, then=then)


def let_in(request: HttpRequest, user: User, *, then: str) -> HttpResponse:
    # Gives the session a new key.
    login(request, user, backend=BACKEND)
    return private(HttpResponseRedirect(then))


def came_lately(request: HttpRequest) -> bool:
    """Whether this browser has signed in within the last ten minutes: instead of a password, where there is none."""
    return time.time() - request.session.get(SIGN_IN, {}).get("at", 0) < LATELY_S
