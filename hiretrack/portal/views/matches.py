"""A candidate's own page: which openings fit, and why; and the door to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST, require_safe

from employers.authentication import sign_in
from employers.errors import CredentialsRefused
from employers.models import User
from hiretrack.api.principals import APPLICANT
from hiretrack.portal import fitting, guard
from hiretrack.portal.account_forms import SignInForm
from hiretrack.portal.pages import private, private_form
from hiretrack.portal.views.account import account_page
from hiretrack.tenancy import person_scope
from shortlists.queries import feed

BACKEND = "employers.authentication.EmployerBackend"
MOST, LEAST = 50, 30
"""How many the page lists, and from which score on: below, nothing but the place fits."""
View = Callable[..., HttpResponse]


def is_candidate(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(user.is_authenticated and APPLICANT in user.roles)


def own_page(view: View) -> View:
    """For signed-in candidates, in their own scope; anybody else signs in first."""

    @account_page
    @wraps(view)
    def scoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not is_candidate(request):
            return private(redirect("portal:sign-in"))
        with person_scope(user.pk):
            return private_form(view(request, *args, **kwargs))

    return scoped


@require_safe
@own_page
def matches(request: HttpRequest) -> HttpResponse:
    context = {
        "matches": [fitting.shown(row) for row in feed.best_of_feed(MOST, min_score=LEAST) if row["opening"]],
        "says_enough": feed.says_enough(),
        "is_being_computed": feed.is_being_computed(),
        "most": MOST,
    }
    return render(request, "portal/account/matches.html", context)


@account_page
def enter(request: HttpRequest) -> HttpResponse:
    if is_candidate(request):
        return private(redirect("portal:matches"))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (user := _known(form)) is not None:
        # Gives the session a new key.
        login(request, user, backend=BACKEND)
        return private(redirect("portal:matches"))
    status = 422 if form.errors else 200
    return private_form(render(request, "portal/account/enter.html", {"form": form}, status=status))


def _known(form: SignInForm) -> User | None:
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    guard.count_account(email)
    try:
        user = sign_in(email=email, password=password, without_employer=True)
    except CredentialsRefused:
        user = None
    # A code cannot be asked for here, and nobody comes in without theirs.
    if user is None or user.has_two_factor or APPLICANT not in user.roles:
        form.add_error(None, _("E-mail address and password do not match an account."))
        return None
    return user


@require_POST
@csrf_protect
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return private(redirect("portal:jobs"))
