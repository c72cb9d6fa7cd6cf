"""How something that was done to many is getting on, and taking it back while that is possible."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.choices import ApplicationStatus, BulkMoveState, ItemOutcome, Skipped
from applications.models import Application, BulkMove
from applications.services import outcomes, start_undo, undo_until
from hiretrack.background.choices import OPEN
from hiretrack.notifications.mailings import Appointment, may_change, not_reached, progress, stop_mailing
from hiretrack.notifications.models import Mailing
from hiretrack.office.pages import OfficeCommand, OfficePage

NEWEST = 20


class BulkMovePage(OfficePage):
    permission = "applications.view_application"
    write_permission = "applications.change_application"
    title = gettext_lazy("Bulk move")
    template_name = "office/bulk/move.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = BulkMove.objects.select_related("run", "undo_run")
        row = rows.filter(pk=self.kwargs["bulkmove_id"]).first()
        if row is None:
            raise Http404
        return super().get_context_data(**kwargs) | told_of(row)


def told_of(row: BulkMove) -> dict[str, Any]:
    counts, until = outcomes(row), undo_until(row)
    skipped = [(Skipped(reason).label, count) for reason, count in row.skipped.items()]
    running = row.state in {BulkMoveState.MOVING, BulkMoveState.UNDOING}
    run = row.undo_run if row.state == BulkMoveState.UNDOING else row.run
    return {
        "move": row,
        "target": ApplicationStatus(row.status).label,
        "state": BulkMoveState(row.state),
        "running": running,
        "progress": run.progress if run else 100,
        "counts": [(outcome.label, counts[outcome]) for outcome in ItemOutcome if counts[outcome]],
        "skipped": skipped,
        "until": until,
        "may_undo": row.state == BulkMoveState.MOVED and until is not None and until > timezone.now(),
    }


class UndoBulkMove(OfficeCommand):
    write_permission = "applications.change_application"

    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        start_undo(bulk_move_id=ids["bulkmove_id"], owner_id=self.user.pk)
        return _("Being undone. No mail leaves any more.")

    def back_to(self, **ids: Any) -> str:
        return resolve_url("office:bulk-move", ids["bulkmove_id"])


class MailingPage(OfficePage):
    permission = "applications.view_application"
    write_permission = "applications.change_application"
    title = gettext_lazy("Message to several")
    template_name = "office/bulk/mailing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = Mailing.objects.select_related("run").filter(pk=self.kwargs["mailing_id"]).first()
        if row is None:
            raise Http404
        counts = progress(row)
        open_ones = counts["waiting"] + counts["queued"] + counts["sending"]
        return super().get_context_data(**kwargs) | {
            "mailing": row,
            "people": len(row.application_ids),
            "sent": counts["sent"] + counts["complained"],
            "failed": counts["failed"],
            "bounced": counts["bounced"],
            "blocked": counts["suppressed"],
            "complained": counts["complained"],
            "stopped": counts["cancelled"] + counts["unwritten"],
            "unreached": unreached(row),
            "appointment": Appointment.unpacked(row.appointment),
            "may_change": may_change(row),
            "open": open_ones,
            "is_writing": row.run is not None and row.run.state in OPEN,
            "may_stop": row.stopped_at is None and open_ones > 0,
        }


def unreached(row: Mailing) -> list[Application]:
    """Whom it did not reach, to be called or asked for another address; the first of them."""
    ids = not_reached(row).values_list("entity_id", flat=True)[:NEWEST]
    return list(Application.objects.filter(pk__in=list(ids)).select_related("applicant", "job").order_by("pk"))


class StopMailing(OfficeCommand):
    write_permission = "applications.change_application"

    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        stopped = stop_mailing(mailing_id=ids["mailing_id"])
        said = ngettext("Stopped: %(count)d mail does not leave.", "Stopped: %(count)d mails do not leave.", stopped)
        return said % {"count": stopped}

    def back_to(self, **ids: uuid.UUID) -> str:
        return resolve_url("office:bulk-mailing", ids["mailing_id"])


class BulkHistory(OfficePage):
    """The newest of both, to find them again."""

    permission = "applications.view_application"
    title = gettext_lazy("Bulk actions")
    template_name = "office/bulk/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moves = BulkMove.objects.select_related("run", "undo_run").order_by("-created_at", "-id")[:NEWEST]
        mailings = Mailing.objects.order_by("-created_at", "-id")[:NEWEST]
        return super().get_context_data(**kwargs) | {"moves": [told_of(row) for row in moves], "mailings": mailings}
