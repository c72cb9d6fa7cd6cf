"""Signing in with an account elsewhere: off to the other site, and back with what it says."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from employers import services
from employers.federation import Begun, Person, Provider, begin, finish
from employers.federation import provider as provider_called
from employers.models import User
from hiretrack.context import acting_as
from hiretrack.errors import DomainError
from hiretrack.portal import guard
from hiretrack.portal.accounts import ways
from hiretrack.portal.accounts.letting_in import admit
from hiretrack.portal.accounts.pages import actor_of, is_candidate, owner, safe_next
from hiretrack.portal.pages import private, refusal_page
from hiretrack.portal.views.account import account_page

View = Callable[..., HttpResponse]
EXPIRED = "way_expired"
TOLD = {
    "sign_in_cancelled": 200, "provider_refused": 422, "provider_unavailable": 503, "not_by_this_door": 403,
    "no_address": 422, "identity_taken": 409, EXPIRED: 422,
}  # fmt: skip
"""What a page of its own tells, and with which status."""


def of_provider(view: View) -> View:
    """The view is given the provider that its address names; what goes wrong with it becomes a page that says so."""

    @wraps(view)
    def told(request: HttpRequest, provider: str) -> HttpResponse:
        chosen = provider_called(provider)
        if chosen is None:
            raise Http404
        try:
            return view(request, chosen)
        except DomainError as error:
            return _failed(request, chosen, error) if error.code in TOLD else private(refusal_page(request, error))

    return told


@require_POST
@account_page
@of_provider
def start(request: HttpRequest, provider: Provider) -> HttpResponse:
    return leave_for(request, provider, then=safe_next(request))


@require_safe
@account_page
@of_provider
def back(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The other site has sent the browser back, with a code or with its refusal."""
    guard.count_way_in(request)
    way = ways.take(request, provider=provider, state=request.GET.get("state", ""))
    if way is None:
        raise DomainError("The sign-in was not begun here.", code=EXPIRED)
    person = finish(provider, Begun(**way["begun"]), request.GET.dict())
    if way["connects"]:
        return _connect(request, provider, person, way)
    return _enter(request, person, way["then"])


def leave_for(request: HttpRequest, provider: Provider, *, then: str, connects: User | None = None) -> HttpResponse:
    """A page that leads on to the provider. No redirect: browsers hold one that answers a form against our
    policy's form-action, which names this site alone."""
    back_here = settings.PUBLIC_URL + reverse("portal:provider-back", args=[provider.slug])
    address, begun = begin(provider, redirect_uri=back_here)
    ways.note(request, begun, provider=provider, then=then, connects=connects)
    return private(render(request, "portal/account/leaving.html", {"provider": provider, "address": address}))


def _enter(request: HttpRequest, person: Person, then: str) -> HttpResponse:
    if person.email:
        guard.count_account(person.email)
    entered = services.enter_with(person=person)
    if entered.user is None or not entered.is_proven:
        return _unproven(request, entered.user, person, then)
    answer = admit(request, entered.user, then=then)
    if entered.password_ended:
        ended = _("Your e-mail address is confirmed now. The password from before does not count any more.")
        messages.info(request, ended)
    return answer


def _unproven(request: HttpRequest, user: User | None, person: Person, then: str) -> HttpResponse:
    """The address has to be confirmed by mail. Where the mail has led here, it goes on from there."""
    if user is not None:
        ways.note_shown(request, user)
    # Whether or not there was an account before: the way on must not tell.
    if then.startswith(reverse("portal:verify-email", args=["x"]).removesuffix("x/")):
        return private(HttpResponseRedirect(then))
    email = user.email if user else person.email
    return private(render(request, "portal/account/joined.html", {"email": email}))


def _connect(request: HttpRequest, provider: Provider, person: Person, way: dict[str, Any]) -> HttpResponse:
    if not is_candidate(request) or str(owner(request).pk) != way["connects"]:
        raise DomainError("Somebody else is signed in now.", code=EXPIRED)
    with acting_as(actor_of(owner(request))):
        services.connect_identity(user=owner(request), person=person)
    messages.success(request, _("%(name)s is connected: it signs you in from now on.") % {"name": provider.name})
    return private(redirect("portal:settings"))


def _failed(request: HttpRequest, provider: Provider, error: DomainError) -> HttpResponse:
    context = {"provider": provider, "why": error.code, "is_candidate": is_candidate(request)}
    answer = render(request, "portal/account/elsewhere_failed.html", context, status=TOLD[error.code])
    if answer.status_code == 503:
        answer["Retry-After"] = "10"
    return private(answer)
