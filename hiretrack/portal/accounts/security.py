"""How a candidate signs in, and where they are signed in."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from employers import services
from employers.models import User
from employers.second_factor import grouped, picture
from employers.second_step import refusal_of
from hiretrack.errors import DomainError, Invalid
from hiretrack.portal import guard
from hiretrack.portal.account_forms import CodeForm
from hiretrack.portal.accounts.pages import own_page, owner, show
from hiretrack.portal.accounts.security_forms import ChangePasswordForm, PasswordAndCodeForm, TurnOnForm
from hiretrack.portal.accounts.sign_ins import signed_in


@require_safe
@own_page
def settings(request: HttpRequest) -> HttpResponse:
    return show(request, "settings", "settings", signed_in(request))


@sensitive_post_parameters()
@own_page
def password(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _changed(request, form):
        messages.success(request, _("Your new password is saved. Every other device has been signed out."))
        return redirect("portal:settings")
    return show(request, "own_password", "settings", {"form": form}, status=422 if form.errors else 200)


def _changed(request: HttpRequest, form: ChangePasswordForm) -> bool:
    user, given = owner(request), form.cleaned_data
    guard.count_account(f"password:{user.pk}")
    if not user.check_password(given["current"]):
        form.add_error("current", _("This is not your current password."))
        return False
    try:
        services.change_password(user=user, current=given["current"], new=given["password"])
    except Invalid as error:
        form.refuse(error)
        return False
    update_session_auth_hash(request, _stored(user))
    return True


@require_POST
@own_page
def password_link(request: HttpRequest) -> HttpResponse:
    """For an account that has no password."""
    email = owner(request).email
    guard.count_account(email)
    services.request_password_reset(email=email)
    return render(request, "portal/account/asked.html", {"email": email})


@require_POST
@own_page
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    user = services.sign_out_everywhere(user=owner(request))
    # All sessions but this one.
    update_session_auth_hash(request, user)
    messages.success(request, _("Every other browser and program has been signed out."))
    return redirect("portal:settings")


@sensitive_post_parameters()
@own_page
def two_factor(request: HttpRequest) -> HttpResponse:
    """GET shows what can be done now; POST does it. Recovery codes are in the answer alone, and kept nowhere."""
    steps = {"begin": _begin, "disable": _disable, "renew": _renew}
    made: dict[str, Any] = {}
    if request.method == "POST":
        made = steps.get(request.POST.get("step", ""), _confirm)(request)
    bad = any(isinstance(one, CodeForm) and one.errors for one in made.values())
    return show(request, "two_factor", "settings", _situation(request) | made, status=422 if bad else 200)


def _situation(request: HttpRequest) -> dict[str, Any]:
    user = _stored(owner(request))
    if user.has_two_factor:
        left = len(user.two_factor.recovery_digests)
        forms = {"disable": PasswordAndCodeForm(auto_id="off_%s"), "renew": CodeForm(auto_id="new_%s")}
        return {"is_on": True, "codes_left": left, **forms}
    setup = services.pending_two_factor(user=user)
    if setup is None:
        return {"is_on": False, "without_password": not user.has_usable_password()}
    drawn = mark_safe(picture(setup.address))  # noqa: S308 - made of squares, no text
    shown = {"secret": grouped(setup.secret), "address": setup.address, "qr": drawn}
    return {"is_on": False, **shown, "confirm": TurnOnForm()}


def _begin(request: HttpRequest) -> dict[str, Any]:
    # On already: the page shows it.
    with suppress(DomainError):
        services.begin_two_factor(user=owner(request))
    return {}


def _confirm(request: HttpRequest) -> dict[str, Any]:
    form = TurnOnForm(request.POST)
    if not form.is_valid():
        return {"confirm": form}
    guard.count_account(f"code:{owner(request).pk}")
    given = form.cleaned_data
    try:
        codes = services.confirm_two_factor(user=owner(request), password=given["password"], code=given["code"])
    except Invalid as error:
        form.explain(error)
        return {"confirm": form}
    except DomainError:
        # On since a moment ago: the page shows it.
        return {}
    # Every other session has ended; this one has just given a code.
    update_session_auth_hash(request, _stored(owner(request)))
    return {"new_codes": codes, "done": _("Two-factor sign-in is on.")}


def _disable(request: HttpRequest) -> dict[str, Any]:
    form = PasswordAndCodeForm(request.POST, auto_id="off_%s")
    if not form.is_valid():
        return {"disable": form}
    guard.count_account(f"code:{owner(request).pk}")
    given = form.cleaned_data
    try:
        checked = services.disable_two_factor(user=owner(request), password=given["password"], code=given["code"])
    except Invalid:
        form.add_error("password", _("This is not your password."))
        return {"disable": form}
    if not checked.ok:
        form.add_error("code", refusal_of(checked))
        return {"disable": form}
    return {"done": _("Two-factor sign-in is off.")}


def _renew(request: HttpRequest) -> dict[str, Any]:
    form = CodeForm(request.POST, auto_id="new_%s")
    if not form.is_valid():
        return {"renew": form}
    guard.count_account(f"code:{owner(request).pk}")
    checked, codes = services.renew_recovery_codes(user=owner(request), code=form.cleaned_data["code"])
    if not checked.ok:
        form.add_error("code", refusal_of(checked))
        return {"renew": form}
    return {"new_codes": codes, "done": _("These are your new recovery codes. The old ones work no more.")}


def _stored(user: User) -> User:
    # What this request may have changed is not in its own user.
    return User.objects.select_related("employer", "two_factor").get(pk=user.pk)
