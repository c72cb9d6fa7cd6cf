"""What every page of the account shares: who may see it, in which scope it reads, and its menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from employers.models import User
from hiretrack.api.principals import APPLICANT
from hiretrack.api.throttling import enforce, hit
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.errors import DomainError
from hiretrack.notifications import centre
from hiretrack.portal.pages import private, private_form, refusal_page
from hiretrack.tenancy import person_scope

View = Callable[..., HttpResponse]
SECTIONS: tuple[tuple[str, Promise], ...] = (
    ("matches", _("Jobs for you")),
    ("applications", _("Applications")),
    ("saved", _("Saved jobs")),
    ("profile", _("Profile")),
    ("alerts", _("Alerts")),
    ("notifications", _("Notifications")),
    ("tracker", _("Tracker")),
    ("settings", _("Account & data")),
)
"""The menu: the name of each page's address, and its title."""


def is_candidate(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(user.is_authenticated and user.is_active and APPLICANT in user.roles)


def own_page(view: View) -> View:
    """For signed-in candidates, in their own scope and as their own doing; anybody else signs in first."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @csrf_protect
    @wraps(view)
    def scoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_candidate(request):
            return private(HttpResponseRedirect(door(request)))
        user = owner(request)
        try:
            _count(request, user)
            with acting_as(actor_of(user)), person_scope(user.pk):
                return private_form(view(request, *args, **kwargs))
        except DomainError as error:
            return private(refusal_page(request, error))

    return scoped


def owner(request: HttpRequest) -> User:
    """Whose page it is; only after `is_candidate`."""
    return cast("User", request.user)


def actor_of(user: User) -> Actor:
    return Actor(ActorKind.USER, user.name or user.email, user.pk, roles=frozenset(map(str, user.roles)))


def _count(request: HttpRequest, user: User) -> None:
    is_write = request.method == "POST"
    enforce(hit("write" if is_write else "read", f"user:{user.pk}"), guarded=is_write)


def count_expensive(request: HttpRequest) -> None:
    """One more page of this candidate that costs a lot to make. Raises 429, or 503 when limits cannot be checked."""
    enforce(hit("expensive", f"user:{owner(request).pk}"), guarded=True)


def door(request: HttpRequest) -> str:
    """The sign-in page, which leads back here. What was sent with a form is lost, so that its page is led to."""
    return f"{reverse('portal:sign-in')}?next={quote(request.get_full_path())}"


def safe_next(request: HttpRequest, wanted: str | None = None) -> str:
    """Where the visitor wanted to go, if it is here; else where candidates begin."""
    given = request.GET.get("next", "") if wanted is None else wanted
    host = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(given, host, require_https=request.is_secure())
    return given if is_ours else reverse("portal:matches")


def show(
    request: HttpRequest, page: str, section: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of the account within its frame; `section` is the entry of the menu that it belongs to."""
    user = owner(request)
    frame = {
        "owner": user,
        "section": section,
        "sections": SECTIONS,
        "section_title": dict(SECTIONS).get(section, ""),
        "unread": centre.own(user.pk, unread=True).count(),
        "said": get_messages(request),
    }
    return render(request, f"portal/account/{page}.html", frame | (context or {}), status=status)
