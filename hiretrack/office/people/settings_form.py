"""The employer's settings as a form, with the logo as a file."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from employers.forms import EmployerForm
from employers.logos import NAME, address_of, logo_of, path_of
from hiretrack.errors import DomainError
from hiretrack.uploads.logos.services import MAX_BYTES, is_kept, keep_logo

ACCEPTED = "image/png,image/jpeg,image/webp"


class EmployerSettingsForm(EmployerForm):
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, up to 2 MB, best wider than 300 pixels. Shown on pages and in mails."),
        widget=forms.FileInput({"accept": ACCEPTED, "class": "p-file"}),
    )
    logo_removed = forms.BooleanField(label=_("Remove the logo"), required=False)
    logo_chosen = forms.RegexField(rf"^{NAME}$", required=False, widget=forms.HiddenInput)
    """A logo that was sent before, with something else in the form that was wrong: no browser keeps a chosen file."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            address = self._logo(data)
        except DomainError as error:
            self.add_error("logo", error.detail)
            return data
        if address is not None:
            self._keep_choice(address)
            data["logo_url"] = address
        return data

    def _logo(self, data: dict[str, Any]) -> str | None:
        """Its new address, empty when it is removed; None when it stays as it is."""
        file, chosen = data.get("logo"), data.get("logo_chosen")
        if isinstance(file, UploadedFile):
            # Of a file that is far too large no more is read than it takes to say so.
            return keep_logo(employer_id=self.instance.pk, content=file.read(MAX_BYTES + 1))
        if data.get("logo_removed"):
            return ""
        if chosen and is_kept(employer_id=self.instance.pk, name=chosen):
            return address_of(self.instance.pk, chosen)
        return None

    def _keep_choice(self, address: str) -> None:
        found, sent = re.search(NAME, address), QueryDict(mutable=True)
        sent.update(self.data)
        sent["logo_chosen"] = found[0] if found else ""
        self.data = sent

    @property
    def chosen_logo(self) -> str:
        """The path of the logo to show beside the form: one that was just sent, or the present one."""
        name = self.data.get("logo_chosen", "") if self.is_bound else ""
        if name and re.fullmatch(NAME, name):
            return path_of(self.instance.pk, name)
        own = logo_of(self.instance)
        return own.path if own else ""
