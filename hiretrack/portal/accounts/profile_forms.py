"""Forms of the profile: about the person, one position, one course of study, a résumé's file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from applicants.choices import RemotePreference
from applicants.models import Profile
from hiretrack.codes import CURRENCIES
from hiretrack.portal.accounts.fields import LinesField, OwnForm, PartialDateField, WebAddressField, line, prose
from hiretrack.portal.accounts.languages import LanguagesField
from hiretrack.uploads.choices import EXTENSIONS, MAX_BYTES

MAX_JSON_BYTES = 1024 * 1024


class AboutForm(OwnForm):
    """The profile but for its entries. Links are addresses, one a line; those that stay keep their labels."""

    name = line(_("Full name"), required=_("Please give your name."), autocomplete="name")
    headline = forms.CharField(
        label=_("Headline"), max_length=200, required=False, help_text=_("What you do, in one line.")
    )
    phone = line(_("Phone"), 50, type="tel", autocomplete="tel")
    location = line(_("Where you live"), autocomplete="address-level2")
    country = forms.ChoiceField(label=_("Country"), required=False)
    links = LinesField(label=_("Links"), help_text=_("LinkedIn, portfolio and so on; one address on each line."))
    summary = prose(_("About you"))
    skills = LinesField(label=_("Skills"), commas=True, help_text=_("Separated by commas."))
    languages = LanguagesField(label=_("Languages"), help_text=_("Separated by commas: German, English, French."))
    desired_title = forms.CharField(
        label=_("Job title you are looking for"),
        max_length=200,
        required=False,
        help_text=_("Jobs for you are chosen by it."),
    )
    desired_locations = LinesField(label=_("Places where you would work"), help_text=_("One on each line."))
    remote_preference = forms.ChoiceField(label=_("Remote work"), choices=RemotePreference.choices)
    minimum_salary = forms.DecimalField(
        label=_("Minimum salary a year"), required=False, min_value=0, max_digits=12, decimal_places=2, localize=True
    )
    salary_currency = forms.ChoiceField(label=_("Currency"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = [("", "–"), *countries]
        fields["salary_currency"].choices = [("", "–"), *((code, code) for code in sorted(CURRENCIES))]


def about_of(profile: Profile) -> dict[str, Any]:
    """What the form shows at first."""
    names = [name for name in AboutForm.base_fields if name not in {"name", "links"}]
    own = {name: getattr(profile, name) for name in names}
    return own | {"name": profile.user.name, "links": [link["url"] for link in profile.links]}


def changes_of(given: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """What was typed, as `update_profile` takes it."""
    labels = {link["url"]: link["label"] for link in profile.links}
    changes = {name: value for name, value in given.items() if name != "name"}
    return changes | {"links": [{"url": url, "label": labels.get(url, "")} for url in given["links"]]}


class PeriodForm(OwnForm):
    start_date = PartialDateField(label=_("From"), help_text=_("Year, or month and year: 2019 or 06/2019."))
    end_date = PartialDateField(label=_("Until"), help_text=_("Leave it empty if you are still there."))


class ExperienceForm(PeriodForm):
    position = line(_("Position"))
    company = line(_("Employer"), required=_("Please name the employer."))
    location = line(_("Place"))
    url = WebAddressField(label=_("Website"))
    summary = prose(_("What you did"))
    highlights = LinesField(label=_("Highlights"), help_text=_("One on each line."))
    field_order = ("position", "company", "start_date", "end_date")


class EducationForm(PeriodForm):
    study_type = line(_("Degree or qualification"))
    area = line(_("Field of study"))
    institution = line(_("School or university"), required=_("Please name the school or university."))
    score = line(_("Grade"), 100)
    url = WebAddressField(label=_("Website"))
    courses = LinesField(label=_("Courses"), help_text=_("One on each line."))
    field_order = ("institution", "study_type", "area", "start_date", "end_date")


class ResumeForm(OwnForm):
    """A file that comes with the form, or the name of one that the page's script has put into the store already."""

    cv = forms.FileField(
        label=_("Your CV"),
        help_text=_("PDF, Word, OpenDocument, RTF or text, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        error_messages={"empty": _("This file is empty.")},
        required=False,
    )
    cv_upload = forms.UUIDField(required=False, widget=forms.HiddenInput)
    cv_name = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    max_file_bytes = MAX_BYTES

    def clean_cv(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["cv"]
        if file is not None and (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Please choose a smaller one."))
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("cv") and not given.get("cv_upload"):
            self.add_error("cv", _("Please choose a file."))
        return given

    @property
    def content_type(self) -> str:
        file = self.cleaned_data["cv"]
        known = EXTENSIONS.get(PurePosixPath(file.name).suffix.lower())
        return str(known or file.content_type or "application/octet-stream")


class JsonResumeForm(OwnForm):
    document = forms.FileField(
        label=_("JSON Resume file"),
        help_text=_("It replaces everything in your profile, work experience and education too."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )

    def clean_document(self) -> bytes:
        file: UploadedFile = self.cleaned_data["document"]
        if (file.size or 0) > MAX_JSON_BYTES:
            raise forms.ValidationError(_("This file is larger than 1 MB. Please choose a smaller one."))
        return file.read()
