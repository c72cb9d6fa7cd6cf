"""The appointment of a mailing: changed, or called off, by another mail to the same people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiretrack.errors import DomainError, Invalid
from hiretrack.notifications.mailings import Appointment, change_appointment, may_change
from hiretrack.notifications.models import MAX_SUBJECT, Mailing
from hiretrack.office.bulk.forms import DURATIONS, MailForm, WordsForm
from hiretrack.office.bulk.once import made_by, minted
from hiretrack.office.pages import OfficePage


class ChangeForm(MailForm):
    """The time is the point of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].required = True
        minutes = self.initial.get("minutes")
        if minutes and minutes not in dict(DURATIONS):
            self.fields["minutes"].choices = [*DURATIONS, (minutes, minutes)]  # type: ignore[attr-defined]


class AppointmentPage(OfficePage):
    """GET asks; POST with `call_off` calls it off, otherwise changes it."""

    permission = write_permission = "applications.change_application"
    title = gettext_lazy("Change the appointment")
    template_name = "office/bulk/appointment_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self._mailing()
        if not may_change(row):
            raise Http404
        one = self._appointment(row)
        forms_ = {
            "form": ChangeForm(initial=_changed(row, one)),
            "ending": WordsForm(initial=_called_off(row), prefix="end"),
        }
        told = {"mailing": row, "appointment": one, "token": minted(), "people": len(row.application_ids)}
        return super().get_context_data(**kwargs) | told | forms_ | kwargs

    def post(self, request: HttpRequest, mailing_id: Any) -> HttpResponse:  # noqa: ARG002 - in self.kwargs
        ends = "call_off" in request.POST
        form = WordsForm(request.POST, prefix="end") if ends else ChangeForm(request.POST)
        try:
            if form.is_valid():
                return self._done(form.cleaned_data, ends=ends)
        except Invalid as error:
            for one in error.errors:
                name = one.pointer.strip("/")
                form.add_error(name if name in form.fields else None, one.detail)
        except DomainError as error:
            messages.warning(request, error.detail)
            return HttpResponseRedirect(reverse("office:bulk-mailing", args=[self.kwargs["mailing_id"]]))
        shown: dict[str, forms.Form] = {"ending" if ends else "form": form}
        return self.render_to_response(self.get_context_data(**shown), status=422)

    def _done(self, given: dict[str, Any], *, ends: bool) -> HttpResponse:
        row = self._mailing()
        appointment = replace(self._appointment(row), is_cancelled=True) if ends else given["appointment"]
        made = change_appointment(
            mailing_id=row.pk, appointment=appointment, subject=given["subject"], body=given["body"],
            owner_id=self.user.pk, new_mailing_id=made_by(self.request.POST.get("token", "")),
        )  # fmt: skip
        return HttpResponseRedirect(reverse("office:bulk-mailing", args=[made.pk]))

    def _mailing(self) -> Mailing:
        row: Mailing | None = Mailing.objects.filter(pk=self.kwargs["mailing_id"]).first()
        if row is None:
            raise Http404
        return row

    def _appointment(self, row: Mailing) -> Appointment:
        one = Appointment.unpacked(row.appointment)
        if one is None:
            raise Http404
        return one


def _changed(row: Mailing, one: Appointment) -> dict[str, Any]:
    return {
        "subject": (_("Changed: %(subject)s") % {"subject": row.subject})[:MAX_SUBJECT],
        "body": _("Hello {{ candidate }},\n\nour appointment has changed. The new one stands below.\n\n{{ employer }}"),
        "starts_at": one.start.strftime("%Y-%m-%dT%H:%M"),
        "minutes": one.minutes,
        "appointment_title": one.title,
        "place": one.place,
        "zone": one.zone,
    }


def _called_off(row: Mailing) -> dict[str, Any]:
    said = _("Hello {{ candidate }},\n\nwe have to call off our appointment. We will write to you.\n\n{{ employer }}")
    return {"subject": (_("Cancelled: %(subject)s") % {"subject": row.subject})[:MAX_SUBJECT], "body": said}
