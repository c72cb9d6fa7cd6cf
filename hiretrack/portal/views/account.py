"""What the links in account mails lead to, and the page that asks for such a mail.

Opening a page does nothing: programs that read mail open every link in it. Only its button acts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from employers.federation.providers import connected_providers
from employers.models import User
from employers.services import request_password_reset, reset_password, verify_email
from employers.tokens import LinkRefused, user_of_password_token, user_of_verification_token
from hiretrack.errors import DomainError, Invalid
from hiretrack.portal import guard
from hiretrack.portal.account_forms import AskMailForm, NewPasswordForm, PresentPasswordForm
from hiretrack.portal.accounts.letting_in import admit
from hiretrack.portal.accounts.pages import safe_next
from hiretrack.portal.accounts.ways import has_shown
from hiretrack.portal.pages import private, private_form, refusal_page
from hiretrack.portal.proving import ProvedForm

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


def form_page(request: HttpRequest, template: str, form: ProvedForm) -> HttpResponse:
    """The form, or the form again with what is wrong; a proof that was sent with it is not taken twice."""
    if form.is_bound:
        form.prove_anew()
    context = {"form": form, "next": request.GET.get("next", "")}
    return private_form(render(request, template, context, status=422 if form.errors else 200))


@sensitive_post_parameters("password")
@account_page
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """The mail alone is not enough: a stranger may have made the account, and by the owner's click the stranger's
    password would open all that is found under the address."""
    with transaction.atomic():
        user = user_of_verification_token(token)
    if request.POST.get("step") == "replace":
        return _mail_password_link(request, user.email)
    is_signed_in = has_shown(request, user) or (request.user.is_authenticated and request.user.pk == user.pk)
    form = PresentPasswordForm(request.POST if request.method == "POST" and not is_signed_in else None)
    if request.method == "POST" and (is_signed_in or _opens(form, user)):
        return _verified(request, verify_email(token=token))
    context = _whose(user) | {"form": form, "is_signed_in": is_signed_in, "has_password": user.has_usable_password()}
    context["others"] = connected_providers(user)
    return private_form(render(request, "portal/account/verify.html", context, status=422 if form.errors else 200))


def _verified(request: HttpRequest, user: User) -> HttpResponse:
    """A candidate is let in, having shown password or account elsewhere just now; others have doors of their own."""
    if user.employer_id is not None or user.is_staff:
        return private(render(request, "portal/account/verified.html", _whose(user)))
    messages.success(request, _("Thank you. Your e-mail address %(email)s is confirmed.") % {"email": user.email})
    return admit(request, user, then=safe_next(request, ""))


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
            others = {"others": [one.name for one in connected_providers(changed)]}
            return private(render(request, "portal/account/changed.html", _whose(changed) | others))
        except LinkRefused:
            raise
        except Invalid as error:
            form.refuse(error)
    context = _whose(user) | {"form": form, "is_first": not user.has_usable_password()}
    return private_form(render(request, "portal/account/password.html", context, status=422 if form.errors else 200))


@account_page
def forgot(request: HttpRequest) -> HttpResponse:
    form = AskMailForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and guard.is_proved(request, form):
        return _mail_password_link(request, form.cleaned_data["email"])
    return form_page(request, "portal/account/forgot.html", form)


def _mail_password_link(request: HttpRequest, email: str) -> HttpResponse:
    guard.count_account(email)
    request_password_reset(email=email)
    return private(render(request, "portal/account/asked.html", {"email": email}))


def _whose(user: User) -> dict[str, Any]:
    return {"account": user, "employer": user.employer}
