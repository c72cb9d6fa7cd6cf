"""The fields by which a form that strangers may send shows that no program fills it in (applications/captcha.py)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.captcha import form_stamp


class ProvedForm(forms.Form):
    """With a place for the proof of work, and what takes its place without JavaScript: a bait and a clock."""

    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    captcha = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"opened": form_stamp()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def put(self, **values: str) -> None:
        """Change what hidden fields hold when the form is shown again."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in values.items():
            data[name] = value
        self.data = data

    def prove_anew(self) -> None:
        """Each proof counts once."""
        self.put(captcha="", opened=form_stamp())
