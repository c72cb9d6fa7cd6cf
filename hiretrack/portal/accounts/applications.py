"""A candidate's applications at every employer: where each stands, and the way to withdraw."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications import queries, services
from applications.models import Application
from hiretrack.errors import DomainError, NotFound
from hiretrack.portal import wording
from hiretrack.portal.accounts.pages import own_page, show
from hiretrack.portal.accounts.paging import paged
from hiretrack.portal.views.tracking import steps
from hiretrack.tenancy import employer_scope


@require_safe
@own_page
def applications(request: HttpRequest) -> HttpResponse:
    order = [f"-{name}" if way == "desc" else name for name, way in queries.MINE_ORDERING]
    page = paged(request, queries.my_applications().order_by(*order))
    rows = [_worded(queries.shaped_mine(row)) for row in page.items]
    return show(request, "applications", "applications", {"rows": rows, "page": page})


@require_safe
@own_page
def application(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    row = _worded(queries.my_application(application_id))
    context = {"application": row, "steps": steps(row["status"])}
    return show(request, "application", "applications", context)


@require_POST
@own_page
def withdraw(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    # A candidate's scope only reads; whose application it is has been decided once the row is found in it.
    found = Application.objects.filter(pk=application_id).values_list("employer_id", flat=True).first()
    if found is None:
        raise NotFound
    try:
        with employer_scope(found):
            services.withdraw(application_id=application_id)
    except DomainError as error:
        if error.status != 409:
            raise
        messages.error(request, _("This application can't be withdrawn any more."))
    else:
        messages.success(request, _("Your application is withdrawn."))
    return redirect("portal:application", application_id)


def _worded(row: dict[str, Any]) -> dict[str, Any]:
    history = [one | {"title": wording.STATUSES[one["status"]].title} for one in row.get("history", ())]
    return row | {"wording": wording.STATUSES[row["status"]], "history": history}
