"""The apply form. Each check that needs the job's rows is the service's; the form only reads what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from employers.models import Employer
from hiretrack.portal import carried, question_fields
from hiretrack.portal.consenting import ConsentText, consent_text
from hiretrack.portal.proving import ProvedForm
from hiretrack.uploads.choices import EXTENSIONS, MAX_BYTES

ACCEPT = ",".join(EXTENSIONS)
FROM_CV = frozenset({"name", "email", "phone", "location", "profile_link", "website_link"})
"""What can be read from a CV."""
NOT_SIGNED_IN = _("This CV is in an account that is not signed in here any more. Sign in again, or choose a file.")
FILE_GONE = _("Your file is no longer there, or was refused by the virus scan. Please choose one again.")
NO_EMAIL, NO_URL = _("Enter a valid email address."), _("Enter a valid URL.")
"""Django's words; in our catalogue, because another package's German for them is on first-name terms."""


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
    return forms.URLField(
        label=label,
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=widget,
        error_messages={"invalid": NO_URL},
    )


class ApplyForm(ProvedForm):
    """Everything a candidate sends, with the job's own questions as `q_<id>` fields."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=_line(autocomplete="name", dir="auto"),
        error_messages={"required": _("Please give your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Please say where the answer should go."),
            "invalid": NO_EMAIL,
        },
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=_line(type="tel", autocomplete="tel")
    )
    location = forms.CharField(
        label=_("Where you live"),
        required=False,
        max_length=200,
        widget=_line(autocomplete="address-level2", dir="auto"),
    )
    profile_link = _link(_("LinkedIn or similar"), "linkedin.com/in/…")
    website_link = _link(_("Website or portfolio"), "github.com/…")
    cv = forms.FileField(
        label=_("CV or résumé"),
        required=False,
        help_text=_("Drop a file here or choose one: PDF, Word, OpenDocument, RTF or text, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    cover_letter = question_fields.LongText(
        label=_("Cover letter"),
        required=False,
        max_length=20_000,
        help_text=_("A few lines on why this job, in your own words."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    consent = forms.BooleanField(
        label=_("Consent"),
        error_messages={"required": _("Please agree, so that the employer may read your application.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    referrer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    cv_upload = forms.CharField(widget=forms.HiddenInput, required=False, max_length=carried.LONGEST)
    cv_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=255)
    from_cv = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    consent_version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=50)

    max_file_bytes = MAX_BYTES
    status = 422
    """What the page answers with when it comes back with errors."""
    CARRIED = ("key", "opened", "referrer", "captcha", "cv_upload", "cv_name", "from_cv", "consent_version", "homepage")
    """What nobody typed."""

    own_file: uuid.UUID | None = None
    """The CV of the sender's account that the employer is to get, once the form has been read."""

    def __init__(
        self,
        *,
        questions: Sequence[Mapping[str, Any]],
        employer: Employer,
        owner_id: uuid.UUID | None = None,
        referrer: str = "",
        **kwargs: Any,
    ) -> None:
        self.agreed: ConsentText = consent_text(employer)
        fresh = {"key": uuid.uuid4().hex, "referrer": referrer}
        super().__init__(initial=fresh | {"consent_version": self.agreed.version}, **kwargs)
        self.questions, self.employer, self.owner_id = questions, employer, owner_id
        for question in questions:
            self.fields[question_fields.field_name(question)] = question_fields.field_for(question)
        # What is wrong is told in the order of the page.
        for last in ("cover_letter", "consent"):
            self.fields[last] = self.fields.pop(last)

    def clean_cv(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["cv"]
        if file and file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Please choose a smaller one."))
        return file

    def clean_cv_upload(self) -> uuid.UUID | None:
        """The id behind the signed name."""
        text = self.cleaned_data["cv_upload"]
        upload_id = carried.opened(text, self.employer.pk) if text else None
        self.own_file = carried.opened_own(text, self.owner_id) if text and self.owner_id else None
        if text and upload_id is None and self.own_file is None:
            self.drop_file()
            if not self.cleaned_data.get("cv"):
                self.add_error("cv", NOT_SIGNED_IN if carried.is_of_another_account(text, self.owner_id) else FILE_GONE)
        return upload_id

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("consent") and given.get("consent_version") != self.agreed.version:
            self.put(consent="", consent_version=self.agreed.version)
            self.add_error("consent", _("What you agree to has changed meanwhile. Please read it again."))
        return given

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

    # --- What comes back with the page

    def as_typed(self) -> ApplyForm:
        """The form as it was sent, not checked: nobody is told of mistakes before they say that they are done."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        return self

    def drop_file(self) -> None:
        self.put(cv_upload="", cv_name="")

    @property
    def read_from_cv(self) -> set[str]:
        """Fields that were filled in from the CV and not touched since."""
        return set(str(self["from_cv"].value() or "").split()) & FROM_CV

    @property
    def own_cv(self) -> str:
        """The signed name of the account's CV while that is what goes along."""
        text = str(self["cv_upload"].value() or "")
        return text if text and self.owner_id and carried.opened_own(text, self.owner_id) else ""

    @property
    def kept_file(self) -> str:
        """The name of the file that is in the store already."""
        return str(self["cv_name"].value() or "") if self["cv_upload"].value() else ""

    @property
    def summary_title(self) -> str:
        count = len(list(self._faults()))
        if not count:
            return str(_("Your application has not been sent yet"))
        return ngettext("One thing needs your attention", "%(count)d things need your attention", count) % {
            "count": count
        }

    def as_carried(self) -> list[str]:
        """Everything but the file, in hidden fields. (Django's own would point to help texts that aren't there.)"""
        fields = [self[name] for name in self.fields if name != "cv"]
        return [
            field.field.hidden_widget().render(field.html_name, field.value(), {"id": field.auto_id})
            for field in fields
        ]

    @property
    def faulty_fields(self) -> list[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        for name, messages in self.errors.items():
            if name in self.fields and name not in self.CARRIED:
                yield Fault(self._anchor(self[name]), str(self[name].label), str(messages[0]))

    @staticmethod
    def _anchor(field: forms.BoundField) -> str:
        # A group of choices has no input with the field's own id.
        return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
