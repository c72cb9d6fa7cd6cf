"""What the buttons of an application's page do. Each is one call of a service."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import services
from applications.choices import ApplicationStatus
from applications.models import Application, ApplicationStage
from applications.queries import colleagues, named_in
from applications.services.moves import NOW
from hiretrack.errors import DomainError, NotFound
from hiretrack.office.application.delays import Delay, wait
from hiretrack.office.application.forms import REOPEN, MoveForm, NoteForm, SummaryForm, checked
from hiretrack.office.application.timeline import is_admin
from hiretrack.office.pages import OfficeCommand
from shortlists.services import add_entry, remove_entry


class ApplicationCommand(OfficeCommand):
    write_permission = "applications.change_application"

    def back_to(self, **ids: Any) -> str:
        return reverse("admin:applications_application_change", args=[ids["application_id"]])


class Move(ApplicationCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:
        application_id: uuid.UUID = ids["application_id"]
        given = checked(MoveForm(request.POST))
        try:
            row = _moved(application_id, given)
        except DomainError as error:
            raise _explained(error, application_id) from error
        return _("Moved to %(status)s.") % {"status": ApplicationStatus(row.status).label}


def _moved(application_id: uuid.UUID, given: dict[str, str]) -> Application:
    status, note = given["status"], given["note"]
    if status == REOPEN:
        return services.reopen(application_id=application_id, note=note)
    if status == ApplicationStatus.WITHDRAWN:
        return services.withdraw(application_id=application_id, note=note)
    rejected = status == ApplicationStatus.REJECTED
    return services.move(
        application_id=application_id,
        status=status,
        expected_status=given["expected_status"],
        note=note,
        rejection_reason=given["rejection_reason"] if rejected else "",
        mail_delay=wait(given["mail"] or Delay.NOW, zone=given["zone"]) if rejected else NOW,
    )


def _explained(error: DomainError, application_id: uuid.UUID) -> DomainError:
    """Of a conflict: who moved it where, and when; nothing is overwritten."""
    if error.code != "status_conflict":
        return error
    steps = ApplicationStage.objects.filter(application_id=application_id)
    steps = steps.select_related("changed_by", "application__applicant")
    last = steps.order_by("-changed_at", "-id").first()
    if last is None:
        return error
    who = last.taken_by or _("Somebody")
    words = {"who": who, "status": last.get_status_display(), "ago": naturaltime(last.changed_at)}
    error.detail = _("%(who)s moved this application to %(status)s, %(ago)s. Nothing was changed.") % words
    return error


class TellNow(ApplicationCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        services.tell_now(application_id=ids["application_id"])
        return _("The candidate is being told.")


class KeepUntold(ApplicationCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        services.keep_untold(application_id=ids["application_id"])
        return _("The mail is cancelled. The decision stands, and the candidate is not told.")


class TakeBack(ApplicationCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        row = services.undo_untold(application_id=ids["application_id"])
        status = ApplicationStatus(row.status).label
        return _("Taken back: the application is in %(status)s again, and nobody was told.") % {"status": status}


class SaveSummary(ApplicationCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:
        given = checked(SummaryForm(request.POST))
        services.annotate(application_id=ids["application_id"], notes=given["notes"])
        return _("The summary is saved.")


class AddNote(ApplicationCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:
        body = checked(NoteForm(request.POST))["body"]
        application_id = ids["application_id"]
        people = list(colleagues(application_id))
        services.add_note(application_id=application_id, body=body, mentions=named_in(body, people))
        return _("The note is added.")


class EditNote(ApplicationCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:
        body = checked(NoteForm(request.POST))["body"]
        named = named_in(body, list(colleagues(ids["application_id"])))
        services.edit_note(**_note(ids), as_admin=is_admin(self.user), body=body, mentions=named)
        return _("The note is changed.")


class DeleteNote(ApplicationCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        services.delete_note(**_note(ids), as_admin=is_admin(self.user))
        return _("The note is deleted.")


def _note(ids: dict[str, Any]) -> dict[str, uuid.UUID]:
    return {"application_id": ids["application_id"], "note_id": ids["applicationnote_id"]}


class Shortlisting(ApplicationCommand):
    """Puts the applicant on the job's shortlist, or takes them off it again."""

    def run(self, request: HttpRequest, **ids: Any) -> str:
        row = Application.objects.filter(pk=ids["application_id"]).first()
        if row is None:
            raise NotFound
        pair = {"job_id": row.job_id, "applicant_id": row.applicant_id}
        if request.POST.get("on") == "no":
            remove_entry(**pair)
            return _("Taken off the shortlist.")
        add_entry(**pair)
        return _("Put on the shortlist.")
