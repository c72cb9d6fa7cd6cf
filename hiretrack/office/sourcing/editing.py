"""A board added, and changed."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiretrack.errors import DomainError
from hiretrack.office.pages import OfficePage
from hiretrack.office.sourcing.forms import BoardForm
from hiretrack.office.sourcing.rooms import BoardView
from jobs.sourcing import services
from jobs.sourcing.choices import Trigger


class FormPage(BoardView, OfficePage):
    template_name = "office/sourcing/form.html"
    permission = write_permission = "sourcing.change_jobboard"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form") or self.form()}

    def form(self) -> BoardForm:
        return BoardForm()

    def sent(self, request: HttpRequest) -> BoardForm:
        return BoardForm(request.POST)

    def save(self, values: dict[str, Any]) -> uuid.UUID:
        raise DomainError(_("Nothing to save."))

    def post(self, request: HttpRequest, **ids: Any) -> HttpResponse:
        form = self.sent(request)
        try:
            board_id = self.save(form.values) if form.is_valid() else None
        except DomainError as error:
            form.refuse(error)
            board_id = None
        if board_id is None:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return HttpResponseRedirect(reverse("office:job-board", args=[board_id]))


class AddPage(FormPage):
    """With `scan` the board is scanned at once."""

    title = gettext_lazy("New job board")
    write_permission = permission = "sourcing.add_jobboard"

    def save(self, values: dict[str, Any]) -> uuid.UUID:
        row = services.create_board(values=values, created_by=self.user.pk)
        if "scan" in self.request.POST:
            services.start_scan(board_id=row.pk, trigger=Trigger.MANUAL)
            messages.success(self.request, _("The board was added, and its first scan has begun."))
        else:
            messages.success(self.request, _("The board was added."))
        return row.pk


class EditPage(FormPage):
    title = gettext_lazy("Edit the board")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"board": self.board}

    def form(self) -> BoardForm:
        return BoardForm.of(self.board)

    def sent(self, request: HttpRequest) -> BoardForm:
        return BoardForm(request.POST, board=self.board)

    def save(self, values: dict[str, Any]) -> uuid.UUID:
        services.change_board(board_id=self.board.pk, changes=values)
        messages.success(self.request, _("The board was changed."))
        return self.board.pk
