"""What the pages' forms send."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from shortlists.choices import MAX_ENTRIES, MAX_NOTES, Section

STEPS = ("up", "down", "first")
LONGEST_TITLE = 200


class OrderForm(forms.Form):
    """The whole list in its new order, as it was seen in `version`."""

    version = forms.IntegerField(min_value=0)
    ids = forms.CharField(max_length=MAX_ENTRIES * 40)

    def clean_ids(self) -> list[uuid.UUID]:
        try:
            return [uuid.UUID(text) for text in self.cleaned_data["ids"].split(",")]
        except ValueError as error:
            raise forms.ValidationError(_("Give the applicants' ids, with commas between them.")) from error


class StepForm(forms.Form):
    rank = forms.IntegerField(min_value=1)
    step = forms.ChoiceField(choices=[(step, step) for step in STEPS])


class AddForm(forms.Form):
    applicant_id = forms.UUIDField(label=_("Candidate"))
    place = forms.IntegerField(min_value=1, max_value=MAX_ENTRIES, required=False)
    score = forms.FloatField(min_value=0, max_value=100, required=False)
    notes = forms.CharField(max_length=MAX_NOTES, required=False)


class EntryForm(forms.Form):
    """`mark` is that of the words which the recruiter saw."""

    notes = forms.CharField(label=_("Notes"), max_length=MAX_NOTES, required=False)
    score = forms.FloatField(
        label=_("Score"), required=False, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    mark = forms.CharField(max_length=64)

    def clean_notes(self) -> str:
        # As a form sends a text's lines, and as it was stored by others.
        return str(self.cleaned_data["notes"]).replace("\r\n", "\n")


class ReportForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    sections = forms.MultipleChoiceField(label=_("Sections"), choices=Section.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].error_messages["required"] = _("Choose at least one section.")
