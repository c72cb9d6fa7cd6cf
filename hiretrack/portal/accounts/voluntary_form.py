"""The voluntary questions: nothing has to be answered, and each can be answered in one's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hiretrack.portal.accounts.fields import OwnForm, line

OWN = "own"
YES_NO = (("yes", _("Yes")), ("no", _("No")))
QUESTIONS: dict[str, tuple[Any, tuple[tuple[str, Any], ...]]] = {
    "gender": (_("Your gender"), (("woman", _("Woman")), ("man", _("Man")), ("non-binary", _("Non-binary")))),
    "ethnicity": (
        _("Your ethnic background"),
        (
            ("asian", _("Asian")),
            ("black", _("Black")),
            ("hispanic or latino", _("Hispanic or Latino")),
            ("indigenous", _("Indigenous")),
            ("middle eastern or north african", _("Middle Eastern or North African")),
            ("white", _("White")),
            ("several", _("Several of these")),
        ),
    ),
    "disability": (_("Do you live with a disability or a chronic illness?"), YES_NO),
    "veteran_status": (_("Have you served in the armed forces?"), YES_NO),
}
"""What is asked, and answers to choose from as they are kept; the same as over the API, which takes any text."""


class VoluntaryForm(OwnForm):
    def __init__(self, *args: Any, held: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (asked, answers) in QUESTIONS.items():
            known = held[name] in {"", *dict(answers)}
            self.fields[name] = forms.ChoiceField(
                label=asked,
                choices=[*answers, (OWN, _("In my own words")), ("", _("I'd rather not say"))],
                initial=held[name] if known else OWN,
                required=False,
                widget=forms.RadioSelect,
            )
            # Four of them on the page: whoever hears it hears which question it is about.
            spoken: Any = format_lazy("{}: {}", _("In my own words"), asked)
            self.fields[f"{name}_{OWN}"] = line(_("In my own words"), 100, **{"aria-label": spoken})
            self.fields[f"{name}_{OWN}"].initial = "" if known else held[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in QUESTIONS:
            chosen, words = given.get(name), given.get(f"{name}_{OWN}")
            if chosen == OWN and not words:
                self.add_error(f"{name}_{OWN}", _("Please write it here, or choose another answer."))
            elif words and chosen in {"", *dict(QUESTIONS[name][1])}:
                self.add_error(f"{name}_{OWN}", _("Choose “In my own words” above, or empty this field."))
        return given

    @property
    def answers(self) -> dict[str, str]:
        given = self.cleaned_data
        return {name: given[f"{name}_{OWN}"] if given[name] == OWN else given[name] for name in QUESTIONS}

    @property
    def questions(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each with the field for one's own words."""
        return [(self[name], self[f"{name}_{OWN}"]) for name in QUESTIONS]
