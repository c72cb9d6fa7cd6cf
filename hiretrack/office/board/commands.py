from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.person import Person
from applications import services
from applications.choices import ApplicationStatus
from applications.queries import board
from applications.services.added import Added
from hiretrack.errors import DomainError
from hiretrack.notifications.kinds import STATUS_MAILS
from hiretrack.office.board import cards
from hiretrack.office.board.asking import asked_by
from hiretrack.office.board.columns import shown_counts
from hiretrack.office.board.forms import AddForm, MoveForm, given
from hiretrack.office.board.rules import is_reopening
from hiretrack.office.board.telling import moment
from hiretrack.office.board.views import cards_with_news
from hiretrack.office.pages import OfficeCommand

_S = ApplicationStatus


class BoardCommand(OfficeCommand):
    """The address says, as the page's does, how the board is filtered and sorted."""

    def back_to(self, **ids: Any) -> str:
        return resolve_url("office:board", ids["job_id"])

    def news(self, job_id: uuid.UUID, application_id: uuid.UUID) -> dict[str, Any]:
        """The card as it is now, for the page's script, and the columns' counts."""
        asked = asked_by(self.request.GET)
        shown = cards.some(job_id, [application_id], asked)
        return {
            "cards": cards_with_news(shown, user=self.user, may_write=True),
            "gone": [] if shown else [str(application_id)],
            "counts": shown_counts(board.counts(job_id, asked.wanted)),
        }


class MoveCard(BoardCommand):
    write_permission = "applications.change_application"

    def run(self, request: HttpRequest, *, job_id: uuid.UUID, application_id: uuid.UUID) -> dict[str, Any]:  # type: ignore[override]
        seen = board.status_now(job_id, application_id)
        form = MoveForm(request.POST)
        said = given(form)
        if seen != said["expected_status"]:
            raise moved_already(seen)
        self._move(application_id, seen, form)
        wanted = _S(said["status"])
        news = self.news(job_id, application_id)
        return news | {"message": _told(wanted, form), "undo": undo_of(_S(seen), wanted)}

    def _move(self, application_id: uuid.UUID, seen: str, form: MoveForm) -> None:
        said, note = form.cleaned_data, form.cleaned_data["note"]
        if is_reopening(seen, said["status"]):
            services.reopen(application_id=application_id, note=note)
        elif said["status"] == _S.WITHDRAWN:
            services.withdraw(application_id=application_id, note=note)
        else:
            is_rejection = said["status"] == _S.REJECTED
            delayed = {"rejection_reason": said["rejection_reason"], "mail_delay": form.mail_delay}
            services.move(
                application_id=application_id,
                status=said["status"],
                expected_status=seen,
                note=note,
                # As in the API: only the mail about a rejection waits.
                **(delayed if is_rejection else {}),
            )


class AddCandidate(BoardCommand):
    write_permission = "applications.add_application"

    def run(self, request: HttpRequest, *, job_id: uuid.UUID) -> dict[str, Any]:  # type: ignore[override]
        said = given(AddForm(request.POST))
        person = Person(name=said["name"], email=said["email"])
        try:
            row = services.add_application(job_id=job_id, data=Added(source=said["source"]), person=person)
        except DomainError as error:
            raise _named(error) from error
        return self.news(job_id, row.pk) | {"message": _("The candidate was added.")}


def moved_already(seen: str) -> DomainError:
    return DomainError(
        _("It was moved to %(stage)s meanwhile.") % {"stage": _S(seen).label},
        code="status_conflict",
        title="The application's status does not allow this",
        extra={"current_status": seen},
    )


def undo_of(seen: ApplicationStatus, wanted: ApplicationStatus) -> dict[str, str] | None:
    """What takes the step back, where the pipeline has such a way."""
    if wanted != _S.REJECTED:
        return None
    label = _("Undo") if seen == _S.SCREENING else _("Reopen in %(stage)s") % {"stage": _S.SCREENING.label}
    return {"label": label, "status": str(_S.SCREENING)}


def _told(wanted: ApplicationStatus, form: MoveForm) -> str:
    """What happened, and whether the candidate hears of it."""
    moved = _("Moved to %(stage)s.") % {"stage": wanted.label}
    if wanted not in STATUS_MAILS:
        return moved
    if wanted == _S.REJECTED and form.mail_delay:
        at = moment(timezone.now() + form.mail_delay)
        return f"{moved} " + _("The candidate is told by e-mail (%(when)s).") % {"when": at}
    return f"{moved} " + _("The candidate is told by e-mail now.")


def _named(error: DomainError) -> DomainError:
    """With pointers to the dialog's own fields, and where the application is that stands in the way."""
    error.errors = [replace(one, pointer=one.pointer.replace("/applicant/", "/")) for one in error.errors]
    if error.code == "already_applied":
        if application_id := error.extra.get("application_id"):
            error.extra["url"] = resolve_url("admin:applications_application_change", application_id)
        error.detail = _("This person has applied for the job already.")
    return error
