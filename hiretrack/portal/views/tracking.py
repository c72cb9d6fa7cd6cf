"""After applying: the thank-you page, and the status behind the magic link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.queries import followed
from employers.models import Employer
from hiretrack.portal import wording
from hiretrack.portal.pages import limited_page, private


@require_safe
@limited_page
def applied(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, token, "portal/applied.html")


@require_safe
@limited_page
def status(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, token, "portal/status.html")


def _page(request: HttpRequest, token: str, template: str) -> HttpResponse:
    return private(render(request, template, shown(token)))


def shown(token: str) -> dict[str, Any]:
    """What the pages behind one link have in common. Raises `NotFound`."""
    application = followed(token)
    return {
        "employer": Employer.objects.get(slug=application["employer"]["slug"]),
        "application": application,
        "token": token,
        "status_url": reverse("portal:status", args=[token]),
        "wording": wording.STATUSES[application["status"]],
        "steps": steps(application["status"]),
        "history": [step | {"title": wording.STATUSES[step["status"]].title} for step in application["history"]],
        "missing": [(kind, wording.DOCUMENTS[kind]) for kind in application["missing"]],
    }


def steps(status: str) -> list[dict[str, Any]]:
    """The way of an application: what lies behind, where it is, what may come."""
    if status not in wording.WAY:
        ways = [("received", "done"), (status, "now")]
    else:
        here = wording.WAY.index(status)
        ways = [
            (name, "done" if place < here else "now" if place == here else "later")
            for place, name in enumerate(wording.WAY)
        ]
    return [{"title": wording.STATUSES[name].title, "state": state} for name, state in ways]
