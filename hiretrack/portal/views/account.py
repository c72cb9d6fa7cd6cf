"""What the links in account mails lead to, and the page that asks for such a mail.

Opening a page does nothing: programs that read mail open every link in it. Only its button acts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from employers.models import User
from employers.services import request_password_reset, reset_password, verify_email
from employers.tokens import LinkRefused, user_of_password_token, user_of_verification_token
from hiretrack.errors import DomainError, Invalid
from hiretrack.portal import guard
from hiretrack.portal.account_forms import ForgottenForm, NewPasswordForm, PresentPasswordForm
from hiretrack.portal.pages import private, private_form, refusal_page

View = Callable[..., HttpResponse]


def account_page(view: View) -> View:
    """Counted, kept nowhere, and with pages for refusals."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @csrf_protect
    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            guard.count_account_page(request)
            return view(request, *args, **kwargs)
        except LinkRefused:
            context = {"is_verification": view.__name__ == "verify", "is_sign_in": view.__name__ == "by_link"}
            return private(render(request, "portal/account/link_refused.html", context, status=410))
        except DomainError as error:
            return private(refusal_page(request, error))

    return counted


@sensitive_post_parameters("password")
@account_page
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """The mail alone is not enough: a stranger may have made the account, and by the owner's click the stranger's
    password would open all that is found under the address."""
    with transaction.atomic():
        user = user_of_verification_token(token)
    if request.POST.get("step") == "replace":
        return _mail_password_link(request, user.email)
    is_signed_in = request.user.is_authenticated and request.user.pk == user.pk
    form = PresentPasswordForm(request.POST if request.method == "POST" and not is_signed_in else None)
    if request.method == "POST" and (is_signed_in or _opens(form, user)):
        return private(render(request, "portal/account/verified.html", _whose(verify_email(token=token))))
    context = _whose(user) | {"form": form, "is_signed_in": is_signed_in, "has_password": user.has_usable_password()}
    return private_form(render(request, "portal/account/verify.html", context, status=422 if form.errors else 200))


def _opens(form: PresentPasswordForm, user: User) -> bool:
    """Whether the password is the account's; counted as a sign-in is."""
    if not form.is_valid():
        return False
    guard.count_account(user.email)
    if not user.check_password(form.cleaned_data["password"]):
        form.refuse()
    return not form.errors


@account_page
def password(request: HttpRequest, token: str) -> HttpResponse:
    with transaction.atomic():
        user = user_of_password_token(token)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            changed = reset_password(token=token, password=form.cleaned_data["password"])
            return private(render(request, "portal/account/changed.html", _whose(changed)))
        except LinkRefused:
            raise
        except Invalid as error:
            form.refuse(error)
    context = _whose(user) | {"form": form, "is_first": not user.has_usable_password()}
    return private_form(render(request, "portal/account/password.html", context, status=422 if form.errors else 200))


@account_page
def forgot(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _mail_password_link(request, form.cleaned_data["email"])
    status = 422 if form.errors else 200
    return private_form(render(request, "portal/account/forgot.html", {"form": form}, status=status))


def _mail_password_link(request: HttpRequest, email: str) -> HttpResponse:
    guard.count_account(email)
    request_password_reset(email=email)
    return private(render(request, "portal/account/asked.html", {"email": email}))


def _whose(user: User) -> dict[str, Any]:
    return {"account": user, "employer": user.employer}
