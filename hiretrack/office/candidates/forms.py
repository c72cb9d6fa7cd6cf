"""The form of a candidate's record: the rules of the services, told beside the fields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from applicants import queries, services
from applicants.models import Applicant
from applicants.person import Person, checked
from applicants.terms import LIMITS, checked_terms
from hiretrack.errors import FieldError, Invalid
from hiretrack.uploads.choices import EXTENSIONS, UploadKind
from hiretrack.uploads.services import check_content, check_declared

TERMS = tuple(LIMITS)
Link = Mapping[str, str]


class LinksField(forms.CharField):
    """One link a line: the address, with a label before it if there is one."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return "\n".join(f"{link.get('label', '')} {link.get('url', '')}".strip() for link in value or ())

    def to_python(self, value: Any) -> Any:
        lines = [line.split() for line in str(value or "").splitlines() if line.strip()]
        return [{"label": " ".join(words[:-1]), "url": words[-1]} for words in lines]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).split() != str(data or "").split()


class TermsField(forms.CharField):
    """Several words or short phrases, with commas between them."""

    widget = UnfoldAdminTextInputWidget

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else ", ".join(value or ())

    def to_python(self, value: Any) -> Any:
        return [term.strip() for term in str(value or "").split(",") if term.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != list(initial or ()))


class CandidateForm(forms.ModelForm):
    links = LinksField(
        label=_("Links"), required=False, help_text=_("One a line, such as: Portfolio https://ada.example/work")
    )
    skills = TermsField(label=_("Skills"), required=False, help_text=_("With commas between them."))
    languages = TermsField(
        label=_("Languages"), required=False, help_text=_("Language tags with commas between them, such as: en, de-AT")
    )
    tags = TermsField(label=_("Tags"), required=False, help_text=_("With commas between them."))
    cv_file = forms.FileField(
        label=_("CV"),
        required=False,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=_("PDF, DOCX, ODT, RTF or TXT, up to 10 MB. It can be searched as soon as it has been scanned."),
    )

    class Meta:
        model = Applicant
        fields: ClassVar = [*services.CHECKED, *TERMS, "external_id"]
        help_texts: ClassVar = {
            "phone": _("With its country code: +49 30 1234567"),
            "headline": _("What they do, in a few words."),
            "external_id": _("The record's id in the system it came from."),
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        given = {name: data.get(name) or "" for name in services.CHECKED} | {"links": tuple(data.get("links") or ())}
        tidy: dict[str, Any] = {}
        try:
            person = checked(Person(**given))
            tidy |= {name: getattr(person, name) for name in services.CHECKED}
        except Invalid as invalid:
            self._tell(invalid.errors)
        try:
            tidy |= checked_terms({name: data.get(name) or [] for name in TERMS})
        except Invalid as invalid:
            self._tell(invalid.errors)
        self._refuse_taken(tidy.get("email", ""))
        return data | tidy

    def clean_cv_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data.get("cv_file")
        if file is None:
            return None
        try:
            check_declared(
                kind=UploadKind.CV, filename=file.name or "", content_type=type_of(file), size=file.size or 0
            )
            check_content(file.read(), type_of(file))
        except Invalid as invalid:
            raise forms.ValidationError([error.detail for error in invalid.errors]) from invalid
        file.seek(0)
        return file

    def _tell(self, errors: list[FieldError]) -> None:
        told = {name for name, found in self.errors.items() if found}
        for error in errors:
            name = error.pointer.strip("/").partition("/")[0]
            if name not in told:
                self.add_error(name if name in self.fields else None, error.detail)

    def _refuse_taken(self, email: str) -> None:
        taken = queries.with_email(email) if email else None
        if taken is None or taken.pk == self.instance.pk:
            return
        if taken.identity_hidden:
            # Whose alias belongs to an address would tell who it is.
            self.add_error("email", _("Somebody whom a fair review hides has this address."))
        else:
            address = reverse("admin:applicants_applicant_change", args=[taken.pk])
            link = format_html('<a class="o-link" href="{}">{}</a>', address, str(taken))
            said = format_html(str(_("Another candidate has this address: {}.")), link)
            self.add_error("email", said)


def type_of(file: UploadedFile) -> str:
    """By the name's ending; what is inside is looked at, too."""
    return str(EXTENSIONS.get(PurePath(file.name or "").suffix.lower(), ""))
