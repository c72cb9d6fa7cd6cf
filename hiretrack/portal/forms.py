"""The apply form. Each check that needs the job's rows is the service's; the form only reads what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.captcha import form_stamp
from hiretrack.portal import question_fields
from hiretrack.uploads.choices import EXTENSIONS, MAX_BYTES

ACCEPT = ",".join(EXTENSIONS)


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the summary above the form."""

    anchor: str
    label: str
    message: str


def _line(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs=attributes)


def _link(label: Any, example: str) -> forms.URLField:
    widget = _line(inputmode="url", autocomplete="url", placeholder=example)
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https", widget=widget)


class ApplyForm(forms.Form):
    """Everything a candidate sends, with the job's own questions as `q_<id>` fields."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=_line(autocomplete="name"),
        error_messages={"required": _("Please say who you are.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Please say where the answer should go.")},
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=_line(type="tel", autocomplete="tel")
    )
    location = forms.CharField(
        label=_("Where you live"), required=False, max_length=200, widget=_line(autocomplete="address-level2")
    )
    profile_link = _link(_("LinkedIn or similar"), "linkedin.com/in/…")
    website_link = _link(_("Website or portfolio"), "github.com/…")
    cv = forms.FileField(
        label=_("CV or résumé"),
        required=False,
        help_text=_("Drop a file here or choose one: PDF, Word, OpenDocument, RTF or text, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    cover_letter = forms.CharField(
        label=_("Cover letter"),
        required=False,
        max_length=20_000,
        help_text=_("A few lines on why this job, in your own words."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    consent = forms.BooleanField(
        label=_("Consent"),
        error_messages={"required": _("Please agree, so that the employer may read your application.")},
    )
    homepage = forms.CharField(
        label=_("Leave this empty"), required=False, widget=_line(tabindex="-1", autocomplete="off")
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    referrer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    captcha = forms.CharField(widget=forms.HiddenInput, required=False)
    cv_upload = forms.UUIDField(widget=forms.HiddenInput, required=False)
    cv_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=255)

    max_file_bytes = MAX_BYTES
    status = 422
    """What the page answers with when it comes back with errors."""
    INVISIBLE = ("key", "opened", "referrer", "captcha", "cv_upload", "cv_name", "homepage")

    def __init__(self, *, questions: Sequence[Mapping[str, Any]], referrer: str = "", **kwargs: Any) -> None:
        fresh = {"key": uuid.uuid4().hex, "opened": form_stamp(), "referrer": referrer}
        super().__init__(initial=fresh, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question_fields.field_name(question)] = question_fields.field_for(question)

    def clean_cv(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["cv"]
        if file and file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Please choose a smaller one."))
        return file

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [self[question_fields.field_name(question)] for question in self.questions]

    def answers(self) -> list[dict[str, Any]]:
        """What was answered, in the service's shape; questions left out are left out."""
        typed = ((question, self.cleaned_data[question_fields.field_name(question)]) for question in self.questions)
        return [
            {"question_id": question["id"], "value": question_fields.plain_value(value)}
            for question, value in typed
            if value not in ("", None, [])
        ]

    def links(self) -> list[dict[str, str]]:
        given = (self.cleaned_data["profile_link"], self.cleaned_data["website_link"])
        return [{"label": "", "url": url} for url in given if url]

    # --- What comes back with the page after an error

    def put(self, **values: str) -> None:
        """Change what hidden fields hold when the form is shown again."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in values.items():
            data[name] = value
        self.data = data

    @property
    def kept_file(self) -> str:
        """The name of the file that is in the store already."""
        return self.data.get("cv_name", "") if self.is_bound and self.data.get("cv_upload") else ""

    @property
    def summary_title(self) -> str:
        count = len(list(self._faults()))
        if not count:
            return str(_("Your application has not been sent yet"))
        return ngettext("One thing needs your attention", "%(count)d things need your attention", count) % {
            "count": count
        }

    @property
    def faulty_fields(self) -> list[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        for name, messages in self.errors.items():
            if name in self.fields and name not in self.INVISIBLE:
                yield Fault(self._anchor(self[name]), str(self[name].label), str(messages[0]))

    @staticmethod
    def _anchor(field: forms.BoundField) -> str:
        # A group of choices has no input with the field's own id.
        return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
