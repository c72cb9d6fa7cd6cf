"""The doors to an account: password, a link from a mail, the second step; and the ways out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from employers import services
from employers.authentication import sign_in
from employers.errors import CredentialsRefused
from employers.models import User
from employers.second_step import forget, refusal_of, remembered
from employers.tokens import user_of_sign_in_token
from hiretrack.api.principals import APPLICANT
from hiretrack.portal import guard
from hiretrack.portal.account_forms import AskMailForm, SecondStepForm, SignInForm
from hiretrack.portal.accounts.letting_in import admit, let_in
from hiretrack.portal.accounts.pages import is_candidate, safe_next
from hiretrack.portal.pages import private, private_form
from hiretrack.portal.views.account import account_page, form_page


@sensitive_post_parameters("password")
@account_page
def enter(request: HttpRequest) -> HttpResponse:
    if is_candidate(request):
        return private(HttpResponseRedirect(safe_next(request)))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (user := _known(form)) is not None:
        return admit(request, user, then=safe_next(request))
    context = {"form": form, "next": request.GET.get("next", "")}
    return private_form(render(request, "portal/account/enter.html", context, status=422 if form.errors else 200))


def _known(form: SignInForm) -> User | None:
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    guard.count_account(email)
    try:
        user = sign_in(email=email, password=password, without_employer=True)
    except CredentialsRefused:
        user = None
    if user is None or APPLICANT not in user.roles:
        form.refuse()
        return None
    return user


@sensitive_post_parameters("code")
@account_page
def code(request: HttpRequest) -> HttpResponse:
    user = remembered(request, back_office=False)
    if user is None:
        return private(redirect("portal:sign-in"))
    form = SecondStepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        guard.count_account(f"code:{user.pk}")
        checked = services.check_second_factor(user=user, code=form.cleaned_data["code"])
        if checked.ok:
            return let_in(request, user, then=safe_next(request, forget(request)))
        form.add_error("code", refusal_of(checked))
    status = 422 if form.errors else 200
    return private_form(render(request, "portal/account/code.html", {"form": form}, status=status))


@account_page
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """A mail with a link that signs in; the same answer whether or not there is an account."""
    form = AskMailForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and guard.is_proved(request, form):
        email = form.cleaned_data["email"]
        guard.count_account(email)
        services.request_sign_in_link(email=email)
        return private(render(request, "portal/account/link_sent.html", {"email": email}))
    return form_page(request, "portal/account/ask_for_link.html", form)


@account_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it does nothing, because programs that read mail open every link; its button signs in, once."""
    with transaction.atomic():
        user = user_of_sign_in_token(token)
        if request.method == "POST":
            return admit(request, user, then=safe_next(request))
    return private_form(render(request, "portal/account/by_link.html", {"account": user}))


@require_POST
@csrf_protect
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return private(redirect("portal:jobs"))


@require_POST
@csrf_protect
def again(request: HttpRequest) -> HttpResponse:
    """For what asks for a fresh sign-in: out, and back to where that was."""
    then = safe_next(request)
    logout(request)
    return private(HttpResponseRedirect(f"{reverse('portal:sign-in')}?{urlencode({'next': then})}"))
