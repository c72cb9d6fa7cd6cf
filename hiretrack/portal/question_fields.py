"""A job's screening questions as form fields, and what was typed there as answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.choices import QuestionType
from jobs.questions import MAX_TEXT

PREFIX = "q_"
FEW_OPTIONS = 6
"""Up to so many options are shown all at once; more go into a drop-down."""

Question = Mapping[str, Any]


def field_name(question: Question) -> str:
    return f"{PREFIX}{question['id']}"


def field_for(question: Question) -> forms.Field:
    """The field for one question; its kind follows `question["type"]`."""
    build = BUILDERS[question["type"]]
    common = {
        "label": question["label"],
        "required": bool(question.get("required")),
        "error_messages": {"required": _("Please answer this question.")},
    }
    return build(question, common)


def plain_value(value: Any) -> Any:
    """What the field holds, as it stands in an answer."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, dt.date) else value


class LongText(forms.CharField):
    """Browsers send line breaks as two characters but count them as one."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text


def _text(_question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(
        max_length=MAX_TEXT[QuestionType.TEXT], widget=forms.TextInput(attrs={"dir": "auto"}), **common
    )


def _long_text(_question: Question, common: dict[str, Any]) -> forms.Field:
    return LongText(
        max_length=MAX_TEXT[QuestionType.LONG_TEXT], widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), **common
    )


def _boolean(_question: Question, common: dict[str, Any]) -> forms.Field:
    choices = [("yes", _("Yes")), ("no", _("No"))]
    return forms.TypedChoiceField(
        choices=choices, coerce=lambda value: value == "yes", empty_value=None, widget=forms.RadioSelect, **common
    )


def _number(_question: Question, common: dict[str, Any]) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(max_digits=15, widget=widget, **common)


def _date(_question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)


def _choice(question: Question, common: dict[str, Any]) -> forms.Field:
    options = [(option, option) for option in question.get("options", ())]
    if len(options) <= FEW_OPTIONS:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
    return forms.ChoiceField(choices=[("", _("Please choose")), *options], **common)


def _multiple_choice(question: Question, common: dict[str, Any]) -> forms.Field:
    options = [(option, option) for option in question.get("options", ())]
    return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)


BUILDERS: dict[str, Callable[[Question, dict[str, Any]], forms.Field]] = {
    "text": _text,
    "long_text": _long_text,
    "boolean": _boolean,
    "number": _number,
    "date": _date,
    "choice": _choice,
    "multiple_choice": _multiple_choice,
}
