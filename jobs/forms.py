"""The back office's form of a job: the same rules as the API's, each error at its field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django_countries import countries
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from hiretrack.errors import FieldError, Invalid
from jobs.models import Job
from jobs.publishing import missing_for_publishing
from jobs.validation import WRITABLE, clean, closing_problems

QUESTIONS_HELP = (
    'A list such as [{"id": "permit", "type": "boolean", "label": "May you work in Germany?", "required": true,'
    ' "knockout": {"operator": "equals", "value": false}}]. Types: text, long_text, boolean, number, date, choice,'
    " multiple_choice; the last two have options. A knock-out says which answers mark an application."
)


class JobForm(forms.ModelForm):
    class Meta:
        model = Job
        fields = tuple(sorted(WRITABLE))
        widgets: ClassVar = {
            "description_md": UnfoldAdminTextareaWidget(attrs={"rows": 18}),
            "questions": UnfoldAdminTextareaWidget(attrs={"rows": 10, "spellcheck": "false"}),
            "tags": UnfoldAdminTextInputWidget(),
            "languages": UnfoldAdminTextInputWidget(),
        }
        help_texts: ClassVar = {
            "questions": QUESTIONS_HELP,
            "tags": "Separated by commas.",
            "languages": "BCP 47 tags separated by commas, such as en, de-AT.",
            "closes_at": "The job closes by itself then.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            choices = [("", "---------"), *countries]
            self.fields["country"] = forms.ChoiceField(
                choices=choices, required=False, widget=UnfoldAdminSelectWidget, help_text="Needed for publishing."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self._check(data)
        return self.cleaned_data

    def _check(self, data: dict[str, Any]) -> None:
        whole = {name: getattr(self.instance, name) for name in WRITABLE} | data
        try:
            kept = clean(whole)
        except Invalid as invalid:
            self._show(invalid.errors)
            return
        self.cleaned_data = data | {name: kept[name] for name in data if name in kept}
        if "closes_at" in self.changed_data:
            self._show(closing_problems(kept["closes_at"]))
        if self.instance.is_published:
            self._show(missing_for_publishing(kept, employer_name=self.instance.employer.name))

    def _show(self, errors: Iterable[FieldError]) -> None:
        for error in errors:
            field, _, place = error.pointer.strip("/").partition("/")
            # The editor counts questions from one, as people do.
            number, _, part = place.partition("/")
            where = f"No. {int(number) + 1}{f', {part}' if part else ''}: " if number.isdigit() else ""
            if field not in self.errors or error.detail not in str(self.errors[field]):
                self.add_error(field if field in self.fields else None, f"{where}{error.detail}")
