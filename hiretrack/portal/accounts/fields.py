"""What the account's forms are made of."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.profiles.checks import is_partial_date
from hiretrack.errors import Invalid

LINES = forms.Textarea(attrs={"rows": 3})


class OwnForm(forms.Form):
    """The service decides; what it refuses stands beside the field it is about."""

    def explain(self, error: Invalid) -> None:
        for item in error.errors:
            head = item.pointer.strip("/").split("/")[0]
            self.add_error(head if head in self.fields else None, item.detail)
        if not error.errors:
            self.add_error(None, error.detail)


class LinesField(forms.CharField):
    """Several texts, each on its own line, or parted by commas where `commas` is set; a list when cleaned."""

    def __init__(self, *, commas: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, max_length=20_000, **kwargs)
        self.commas = commas

    def prepare_value(self, value: Any) -> Any:
        return (", " if self.commas else "\n").join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        lines = text.replace(",", "\n").splitlines() if self.commas else text.splitlines()
        return [line.strip() for line in lines if line.strip()]


class PartialDateField(forms.CharField):
    """A year, a month of it or a day, kept as JSON Resume has them (2019-06) and typed as people do (06/2019)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "placeholder": "06/2019"}))
        super().__init__(required=False, max_length=10, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        month = re.fullmatch(r"(\d{4})-(\d{2})", value) if isinstance(value, str) else None
        return f"{month[2]}/{month[1]}" if month else value

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if parts := re.fullmatch(r"(?:(\d{1,2})[./])?(\d{1,2})[./](\d{4})", text):
            text = "-".join(part.zfill(2) for part in reversed(parts.groups()) if part)
        if text and not is_partial_date(text):
            raise forms.ValidationError(_("Give a year or a month that exists, such as 2019 or 06/2019."))
        return text


class WebAddressField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
        super().__init__(required=False, max_length=500, assume_scheme="https", widget=widget, **kwargs)


def line(label: Any, longest: int = 200, *, required: Any = "", **attributes: str) -> forms.CharField:
    """One line of text; `required` is what is said when it is missing."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(required),
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": required} if required else None,
    )


def prose(label: Any, longest: int = 5000, rows: int = 5, **given: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget, **given)
