"""What is asked for each thing that can be done to many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.choices import TRANSITIONS, ApplicationStatus
from applications.services.moves import MAX_NOTE, MAX_REASON
from hiretrack.errors import FieldError, Invalid
from hiretrack.notifications.mailings import Appointment, check_appointment, meant, zone_of
from hiretrack.notifications.mailings.appointments import MAX_PLACE, MAX_TITLE
from hiretrack.office.application.delays import Delay

TARGETS = [
    (status.value, status.label)
    for status in ApplicationStatus
    if status != ApplicationStatus.REJECTED and any(status in after for after in TRANSITIONS.values())
]
MAX_TAGS = 10
DURATIONS = [
    (15, _("15 minutes")),
    (30, _("30 minutes")),
    (45, _("45 minutes")),
    (60, _("1 hour")),
    (90, _("1½ hours")),
    (120, _("2 hours")),
    (180, _("3 hours")),
    (240, _("4 hours")),
    (480, _("8 hours")),
]


class StepForm(forms.Form):
    note = forms.CharField(label=_("Note for the log"), max_length=MAX_NOTE, required=False)
    delay = forms.ChoiceField(
        label=_("Candidates are told"),
        choices=Delay.choices[1:],
        initial=Delay.HOUR,
        help_text=_("Until then the whole can be undone, and nobody has heard of it."),
    )
    zone = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class MoveForm(StepForm):
    status = forms.ChoiceField(label=_("Move to"), choices=TARGETS)
    field_order = ("status", "note", "delay", "zone")


class RejectForm(StepForm):
    rejection_reason = forms.CharField(
        label=_("Reason"), max_length=MAX_REASON, required=False, help_text=_("For recruiters only.")
    )
    field_order = ("rejection_reason", "note", "delay", "zone")


class TagForm(forms.Form):
    add = forms.CharField(label=_("Add tags"), max_length=500, required=False, help_text=_("Separated by commas."))
    remove = forms.CharField(
        label=_("Remove tags"), max_length=500, required=False, help_text=_("Separated by commas.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("add", "remove"):
            data[name] = [part.strip() for part in data.get(name, "").split(",") if part.strip()]
            if len(data[name]) > MAX_TAGS:
                self.add_error(name, _("At most 10 tags at once."))
        if not data["add"] and not data["remove"] and not self.errors:
            self.add_error("add", _("Type a tag to add or to remove."))
        return data


class ShortlistForm(forms.Form):
    """Nothing to ask: each goes onto the shortlist of the job it is for."""


class WordsForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 12}))


class MailForm(WordsForm):
    """With an appointment when a time is given."""

    starts_at = forms.CharField(
        label=_("Begins"), max_length=20, required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    minutes = forms.TypedChoiceField(label=_("Takes"), choices=DURATIONS, coerce=int, initial=60, required=False)
    appointment_title = forms.CharField(
        label=_("Title"),
        max_length=MAX_TITLE,
        required=False,
        help_text=_("As it stands in the calendar; without one, the mail's subject."),
    )
    place = forms.CharField(label=_("Place or link"), max_length=MAX_PLACE, required=False)
    zone = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            data["appointment"] = asked_for(data)
        except Invalid as error:
            for one in error.errors:
                name = one.pointer.strip("/")
                # A hidden field's error is shown above the form.
                self.add_error(name if name in self.fields and name != "zone" else None, one.detail)
        return data


def asked_for(data: dict[str, Any]) -> Appointment | None:
    """The appointment in what was typed, if there is one. Raises `Invalid`."""
    starts_at, title, place = (str(data.get(name) or "") for name in ("starts_at", "appointment_title", "place"))
    if not starts_at:
        if place or title:
            said = _("Say when it begins, or leave place and title empty.")
            raise Invalid(str(said), errors=[FieldError("/starts_at", "required", str(said))])
        return None
    title = title or str(data["subject"]).strip()
    # As browsers name it; a program without one means the installation's.
    zone = zone_of(str(data.get("zone") or "")).key
    one = Appointment(title, meant(starts_at, zone), int(data.get("minutes") or 60), zone, place)
    check_appointment(one)
    return one
