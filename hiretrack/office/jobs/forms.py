"""The back office's form of a job: the same rules as the API's, each error at its field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries
from unfold.widgets import UnfoldAdminSelectWidget

from hiretrack.errors import FieldError, Invalid
from hiretrack.office.jobs.drafting import drafting_url
from hiretrack.office.jobs.suggestions import CURRENCIES, languages, used
from hiretrack.office.jobs.widgets import ChipsWidget, MarkdownWidget, QuestionsWidget, SuggestingWidget
from jobs.models import Job
from jobs.publishing import missing_for_publishing
from jobs.validation import WRITABLE, clean, closing_problems


class JobForm(forms.ModelForm):
    class Meta:
        model = Job
        fields = tuple(sorted(WRITABLE))
        widgets: ClassVar = {
            "description_md": MarkdownWidget(attrs={"rows": 18}),
            "questions": QuestionsWidget(attrs={"rows": 12, "spellcheck": "false"}),
            "department": SuggestingWidget(),
            "location": SuggestingWidget(),
            "salary_currency": SuggestingWidget(attrs={"maxlength": 3, "autocomplete": "off"}),
            "tags": ChipsWidget(),
            "languages": ChipsWidget(),
        }
        help_texts: ClassVar = {
            "description_md": "",
            "company": gettext_lazy("Only if it is another one than yours."),
            "questions": gettext_lazy("Asked in the application form. A knock-out marks answers; it rejects nobody."),
            "tags": gettext_lazy("Separated by commas."),
            "languages": gettext_lazy("BCP 47 tags separated by commas, such as en, de-AT."),
            "closes_at": gettext_lazy("The job closes by itself then (UTC)."),
            "salary_currency": "",
            "fair_review": gettext_lazy(
                "Hides who applicants are until the interview stage, in every view and export."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing: list[FieldError] = []
        if "country" in self.fields:
            choices = [("", "---------"), *countries]
            self.fields["country"] = forms.ChoiceField(
                label=_("Country"), choices=choices, required=False, widget=UnfoldAdminSelectWidget
            )
        for name in ("salary_min", "salary_max"):
            # Without the cents that nobody typed.
            amount = self.initial.get(name)
            self.initial[name] = int(amount) if amount is not None and amount == int(amount) else amount
        self._suggest()
        if "description_md" in self.fields:
            editor: Any = self.fields["description_md"].widget
            editor.draft_url = drafting_url(self.instance)

    def _suggest(self) -> None:
        offered = {"salary_currency": CURRENCIES, "languages": languages()}
        for name in ("department", "location", "salary_currency", "languages"):
            if name in self.fields:
                widget: Any = self.fields[name].widget
                widget.suggestions = offered[name] if name in offered else used(name)

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
            field, _slash, place = error.pointer.strip("/").partition("/")
            # The editor counts questions from one, as people do.
            number, _slash, part = place.partition("/")
            where = _("No. %(number)d") % {"number": int(number) + 1} if number.isdigit() else ""
            said = f"{where}{f', {part}' if part else ''}: {error.detail}" if where else error.detail
            if field == "questions" and where:
                self._at_question(int(number), part, error.detail)
            if field not in self.errors or error.detail not in str(self.errors[field]):
                self.add_error(field if field in self.fields else None, said)

    def _at_question(self, place: int, part: str, detail: str) -> None:
        widget: Any = self.fields["questions"].widget
        widget.errors = (*widget.errors, {"place": place, "part": part.partition("/")[0], "detail": detail})
