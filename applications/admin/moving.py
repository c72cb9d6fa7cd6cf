"""Moves in the back office: the buttons of the page, and the actions of the list. All go through the services."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import services
from applications.choices import ApplicationStatus
from applications.models import Application
from applications.services.moves import MAX_NOTE, MAX_REASON
from employers.admin_scope import OwnEmployerAdmin
from hiretrack.errors import DomainError

REOPEN = "reopen"
MOST_AT_ONCE = 500


class MoveForm(forms.Form):
    status = forms.ChoiceField(choices=[*ApplicationStatus.choices, (REOPEN, "Reopen")])
    expected_status = forms.ChoiceField(choices=ApplicationStatus.choices)
    note = forms.CharField(max_length=MAX_NOTE, required=False)
    rejection_reason = forms.CharField(max_length=MAX_REASON, required=False)


def move(pk: uuid.UUID, *, status: str, expected_status: str | None = None, note: str = "", reason: str = "") -> None:
    """One move in a savepoint of its own, so that a refused one leaves the others alone."""
    with transaction.atomic():
        if status == REOPEN:
            services.reopen(application_id=pk, note=note)
            return
        rejected = status == ApplicationStatus.REJECTED
        services.move(
            application_id=pk,
            status=status,
            expected_status=expected_status,
            note=note,
            rejection_reason=reason if rejected else "",
        )


class MoveMixin(OwnEmployerAdmin):
    def move_view(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """What a button of the application's page sends."""
        row = self.get_object(request, str(pk))
        if row is None or request.method != "POST" or not self.has_change_permission(request, row):
            raise Http404
        form = MoveForm(request.POST)
        if form.is_valid():
            self._move_one(request, row, form.cleaned_data)
        else:
            self.message_user(request, " ".join(form.errors.as_text().split()), messages.ERROR)
        return redirect("admin:applications_application_change", pk)

    def _move_one(self, request: HttpRequest, row: Application, given: dict[str, str]) -> None:
        try:
            move(
                row.pk,
                status=given["status"],
                expected_status=given["expected_status"],
                note=given["note"],
                reason=given["rejection_reason"],
            )
        except DomainError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("The application was moved."), messages.SUCCESS)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        if not self.has_change_permission(request):
            return actions
        for status in ApplicationStatus:
            if status not in {ApplicationStatus.NEW, ApplicationStatus.REJECTED}:
                name = f"move_to_{status.value}"
                actions[name] = (partial(move_selected, status), name, _("Move to %s") % status.label)
        actions["reject_selected"] = (reject_selected, "reject_selected", _("Reject…"))
        return actions


def move_selected(
    status: str, page: MoveMixin, request: HttpRequest, rows: QuerySet[Application], *, note: str = "", reason: str = ""
) -> None:
    """Move each that can be moved, and say which could not and why."""
    moved, refused = 0, []
    for row in rows.select_related("applicant").order_by("pk")[:MOST_AT_ONCE]:
        try:
            move(row.pk, status=status, expected_status=row.status, note=note, reason=reason)
            moved += 1
        except DomainError as error:
            refused.append(f"{row.applicant}: {error}")
    if moved:
        told = ngettext("%d application was moved.", "%d applications were moved.", moved) % moved
        page.message_user(request, told, messages.SUCCESS)
    for line in refused[:20]:
        page.message_user(request, line, messages.WARNING)


def reject_selected(page: MoveMixin, request: HttpRequest, rows: QuerySet[Application]) -> HttpResponse | None:
    """First a page that asks for the reason, then the moves."""
    if "rejection_reason" in request.POST:
        reason = request.POST["rejection_reason"][:MAX_REASON]
        move_selected(ApplicationStatus.REJECTED, page, request, rows, reason=reason)
        return None
    context = {
        **page.admin_site.each_context(request),
        "title": _("Reject applications"),
        "rows": rows.select_related("applicant", "job")[:MOST_AT_ONCE],
        "opts": Application._meta,
        "action": "reject_selected",
        "max_reason": MAX_REASON,
    }
    return TemplateResponse(request, "admin/applications/reject.html", context)
