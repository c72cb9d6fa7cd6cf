"""A candidate's own account is made. The answer is the same whether or not there was one; the mail tells."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from employers import services
from hiretrack.errors import Invalid
from hiretrack.portal import guard
from hiretrack.portal.account_forms import SignUpForm
from hiretrack.portal.accounts.pages import is_candidate, safe_next
from hiretrack.portal.pages import private
from hiretrack.portal.views.account import account_page, form_page


@sensitive_post_parameters("password")
@account_page
def join(request: HttpRequest) -> HttpResponse:
    if is_candidate(request):
        return private(HttpResponseRedirect(safe_next(request)))
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and guard.is_proved(request, form) and _registered(form):
        return private(render(request, "portal/account/joined.html", {"email": form.cleaned_data["email"]}))
    return form_page(request, "portal/account/join.html", form)


def _registered(form: SignUpForm) -> bool:
    given = form.cleaned_data
    guard.count_account(given["email"])
    try:
        services.register_applicant(email=given["email"], name=given["name"], password=given["password"])
    except Invalid as error:
        form.refuse(error)
        return False
    return True
