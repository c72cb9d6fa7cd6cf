"""The candidate's notification centre, and where they want to hear of what."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiretrack.notifications import boxes, centre, preferences
from hiretrack.notifications.showing import shown
from hiretrack.portal.accounts.pages import own_page, owner, show
from hiretrack.portal.accounts.paging import paged
from hiretrack.tenancy import all_tenants

WRITING = "a candidate's own notifications"
"""A person's own scope only reads them; every write below keeps to the rows of one user."""


@require_safe
@own_page
def notices(request: HttpRequest) -> HttpResponse:
    page = paged(request, centre.own(owner(request).pk).order_by("-created_at", "-id"))
    return show(request, "notifications", "notifications", {"rows": shown(page.items), "page": page})


@require_POST
@own_page
def read(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Read, and on to what it tells of."""
    with all_tenants(reason=WRITING):
        row = centre.mark_read(user_id=owner(request).pk, notification_id=notice_id)
    address = shown([row])[0]["url"] if "go" in request.POST else None
    return HttpResponseRedirect(address) if address else redirect("portal:notifications")


@require_POST
@own_page
def read_all(request: HttpRequest) -> HttpResponse:
    with all_tenants(reason=WRITING):
        centre.mark_all_read(user_id=owner(request).pk)
    messages.success(request, _("Everything is marked as read."))
    return redirect("portal:notifications")


@own_page
def choices(request: HttpRequest) -> HttpResponse:
    chosen = preferences.chosen(owner(request))
    if request.method == "POST":
        preferences.choose(user=owner(request), changes=[boxes.asked(one, request.POST) for one in chosen])
        messages.success(request, _("Your notifications are saved."))
        return redirect("portal:notification-choices")
    context = {"choices": [boxes.shown(one) for one in chosen]}
    return show(request, "notification_choices", "notifications", context)
