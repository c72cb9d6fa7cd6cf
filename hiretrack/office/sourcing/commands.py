"""The buttons of the boards' pages."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hiretrack.background.services import cancel
from hiretrack.errors import DomainError
from hiretrack.office.pages import OfficeCommand
from hiretrack.office.sourcing import finding
from hiretrack.office.sourcing.rooms import BoardView
from jobs.sourcing import services
from jobs.sourcing.choices import Trigger
from jobs.sourcing.models import JobBoard


class BoardCommand(BoardView, OfficeCommand):
    def back_to(self, **ids: Any) -> str:
        return reverse("office:job-board", args=[ids["job_board_id"]])


class ScanNow(BoardCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:
        services.start_scan(board_id=self.board.pk, trigger=Trigger.MANUAL)
        return _("The scan has begun.")


class Cancel(BoardCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:
        scan = finding.open_scan(self.board)
        if scan is None or scan.run is None:
            raise DomainError(_("No scan of this board is running."), code="task_ended")
        cancel(scan.run)
        return _("The scan stops after the page that it is reading. What it has found stays.")


class Switch(BoardCommand):
    """On or off, as `enabled` says: pressing twice changes nothing."""

    def run(self, request: HttpRequest, **ids: Any) -> str:
        enabled = request.POST.get("enabled") == "1"
        services.change_board(board_id=self.board.pk, changes={"enabled": enabled})
        if enabled:
            return _("The board is on: it is scanned on schedule from now on.")
        return _("The board is off. Its listings stay.")


class Delete(BoardCommand):
    write_permission = "sourcing.delete_jobboard"

    def run(self, request: HttpRequest, **ids: Any) -> str:
        name = self.board.name
        services.delete_board(board_id=self.board.pk)
        return _("“%(name)s” is deleted.") % {"name": name}

    def back_to(self, **ids: Any) -> str:
        # Refused, it is still there.
        is_there = JobBoard.objects.filter(pk=ids["job_board_id"]).exists()
        return super().back_to(**ids) if is_there else reverse("office:job-boards")
