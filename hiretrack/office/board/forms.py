from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.choices import ApplicationStatus, Source
from applications.services.moves import MAX_NOTE, MAX_REASON
from hiretrack.errors import FieldError, Invalid

DELAYS: dict[str, tuple[Any, dt.timedelta]] = {
    "hour": (_("In 1 hour"), dt.timedelta(hours=1)),
    "now": (_("Now"), dt.timedelta(0)),
    "tomorrow": (_("Tomorrow, at this time"), dt.timedelta(days=1)),
    "days": (_("In 3 days"), dt.timedelta(days=3)),
}
"""When the mail about a rejection leaves. The first is what a dialog begins with: time to change one's mind."""
SOURCES = (Source.RECRUITER, Source.REFERRAL, Source.JOB_BOARD, Source.OTHER)


class MoveForm(forms.Form):
    status = forms.ChoiceField(choices=ApplicationStatus.choices)
    expected_status = forms.ChoiceField(choices=ApplicationStatus.choices)
    note = forms.CharField(max_length=MAX_NOTE, required=False)
    rejection_reason = forms.CharField(max_length=MAX_REASON, required=False)
    mail = forms.ChoiceField(choices=[(name, label) for name, (label, _delay) in DELAYS.items()], required=False)

    @property
    def mail_delay(self) -> dt.timedelta:
        return DELAYS[self.cleaned_data["mail"] or "now"][1]


class AddForm(forms.Form):
    name = forms.CharField(max_length=200, label=_("Full name"))
    email = forms.EmailField(max_length=254, label=_("E-mail"))
    source = forms.ChoiceField(choices=[(str(one), one.label) for one in SOURCES], label=_("Source"))


def given(form: forms.Form) -> dict[str, Any]:
    """What a valid form holds. Raises `Invalid` with every field that is wrong."""
    if form.is_valid():
        return form.cleaned_data
    errors = [
        FieldError(f"/{name}", str(one.code or "invalid"), " ".join(str(text) for text in one.messages))
        for name, found in form.errors.as_data().items()
        for one in found
    ]
    raise Invalid(str(_("Some of the details cannot be accepted.")), errors=errors)
