"""What is asked for each thing that can be done to many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.choices import TRANSITIONS, ApplicationStatus
from applications.services.moves import MAX_NOTE, MAX_REASON
from hiretrack.office.application.delays import Delay

TARGETS = [
    (status.value, status.label)
    for status in ApplicationStatus
    if status != ApplicationStatus.REJECTED and any(status in after for after in TRANSITIONS.values())
]
MAX_TAGS = 10


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


class MailForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 12}))
