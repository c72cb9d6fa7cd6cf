"""What the page's buttons send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.choices import ApplicationStatus
from applications.models import MAX_BODY
from applications.services.moves import MAX_NOTE, MAX_REASON
from hiretrack.errors import FieldError, Invalid
from hiretrack.office.application.delays import Delay

REOPEN = "reopen"
MAX_SUMMARY = 20_000


class MoveForm(forms.Form):
    status = forms.ChoiceField(choices=[*ApplicationStatus.choices, (REOPEN, _("Reopen"))])
    expected_status = forms.ChoiceField(choices=ApplicationStatus.choices)
    note = forms.CharField(label=_("Note for the log"), max_length=MAX_NOTE, required=False)
    rejection_reason = forms.CharField(label=_("Reason"), max_length=MAX_REASON, required=False)
    mail = forms.ChoiceField(label=_("The candidate is told"), choices=Delay.choices, required=False)
    zone = forms.CharField(max_length=64, required=False)


class NoteForm(forms.Form):
    body = forms.CharField(label=_("Note"), max_length=MAX_BODY)


class SummaryForm(forms.Form):
    notes = forms.CharField(label=_("Summary"), max_length=MAX_SUMMARY, required=False)


def checked(form: forms.Form) -> dict[str, str]:
    """What was sent. Raises `Invalid`, which names every field by its label."""
    if form.is_valid():
        return form.cleaned_data
    errors = [
        FieldError(f"/{name}", "invalid", f"{form.fields[name].label or name}: {said}")
        for name, lines in form.errors.items()
        for said in lines
    ]
    raise Invalid(" ".join(error.detail for error in errors), errors=errors)
