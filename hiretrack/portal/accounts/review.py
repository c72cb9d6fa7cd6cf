"""A résumé that was read, as a form: every finding ticked, correctable, and beside what the profile holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applicants.models import Education, Profile, WorkExperience
from applicants.profiles.checks import MAX_SKILLS
from applicants.profiles.history import Entry, add_entry, update_entry
from applicants.profiles.services import locked_profile, update_profile
from hiretrack.errors import Invalid
from hiretrack.portal.accounts.fields import LinesField, OwnForm, PartialDateField, line
from hiretrack.portal.accounts.languages import LanguagesField, language_name
from shortlists.resumes import Entry as Found
from shortlists.resumes import Resume

SINGLE = {"headline": _("Headline"), "phone": _("Phone"), "location": _("Where you live")}
MOST_ENTRIES = 40
"""So many positions are offered, and so many studies: with all of their fields the form stays below what Django reads
of one (DATA_UPLOAD_MAX_NUMBER_FIELDS)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One finding: its tick, the fields that correct it, and what the profile holds in its place."""

    take: forms.BoundField
    fields: list[forms.BoundField]
    held: str = ""


class ReviewForm(OwnForm):
    """Made anew from the same text when it is sent: which findings there are is never the browser's to say."""

    def __init__(
        self,
        found: Resume,
        profile: Profile,
        experience: Sequence[WorkExperience],
        education: Sequence[Education],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.profile = profile
        self.held: dict[str, list[Any]] = {"experience": list(experience), "education": list(education)}
        self.found: dict[str, Sequence[Found]] = {
            "experience": found.experience[:MOST_ENTRIES],
            "education": found.education[:MOST_ENTRIES],
        }
        self.names: dict[str, list[str]] = {}
        for name, label in SINGLE.items():
            if text := getattr(found.contact, name):
                self._add(name, **{name: line(label)}, initial={name: text})
        self.new_links = [url for url in found.contact.links if url not in {link["url"] for link in profile.links}]
        if self.new_links:
            self._add("links", links=LinesField(label=_("Links")), initial={"links": self.new_links})
        if new := [tag for tag in found.languages if tag not in profile.languages]:
            self._add("languages", languages=LanguagesField(label=_("Languages")), initial={"languages": new})
        for kind, entries in self.found.items():
            for place, entry in enumerate(entries):
                self._add_entry(kind, place, entry)
        known = {skill.casefold() for skill in profile.skills}
        self.new_skills = [skill for skill in found.skills if skill.casefold() not in known][:MAX_SKILLS]
        if self.new_skills:
            self.fields["skills"] = forms.MultipleChoiceField(
                label=_("Skills"),
                choices=[(skill, skill) for skill in self.new_skills],
                initial=self.new_skills,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _add(self, key: str, *, initial: dict[str, Any], **fields: forms.Field) -> None:
        self.names[key] = list(fields)
        self.fields[f"take_{key}"] = forms.BooleanField(label=_("Use this"), required=False, initial=True)
        for name, field in fields.items():
            field.required = False
            field.initial = initial.get(name, "")
            self.fields[name] = field

    def _add_entry(self, kind: str, place: int, entry: Found) -> None:
        key = f"{kind}_{place}"
        title = _("Position") if kind == "experience" else _("Degree or subject")
        where = _("Employer") if kind == "experience" else _("School or university")
        fields: dict[str, forms.Field] = {
            f"{key}_title": line(title),
            f"{key}_organisation": line(where),
            f"{key}_start": PartialDateField(label=_("From")),
            f"{key}_end": PartialDateField(label=_("Until")),
        }
        told = {
            f"{key}_title": entry.title[:200],
            f"{key}_organisation": entry.organisation[:200],
            f"{key}_start": entry.period.start,
            f"{key}_end": entry.period.end,
        }
        if entry.highlights:
            fields[f"{key}_highlights"] = LinesField(label=_("Highlights"))
            told[f"{key}_highlights"] = list(entry.highlights)  # type: ignore[assignment]
        self._add(key, **fields, initial=told)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for kind, entries in self.found.items():
            for place in range(len(entries)):
                key = f"{kind}_{place}"
                if given.get(f"take_{key}") and not given.get(f"{key}_organisation"):
                    self.add_error(f"{key}_organisation", _("Please give a name, or leave this entry out."))
        return given

    # --- As the page shows it

    @cached_property
    def contact(self) -> list[Part]:
        names = [name for name in (*SINGLE, "links", "languages") if name in self.names]
        return [Part(self[f"take_{name}"], [self[name]], self._held_text(name)) for name in names]

    def _held_text(self, name: str) -> str:
        if name == "links":
            return ", ".join(link["url"] for link in self.profile.links)
        if name == "languages":
            return ", ".join(map(language_name, self.profile.languages))
        return str(getattr(self.profile, name))

    @cached_property
    def experience(self) -> list[Part]:
        return self._entries("experience")

    @cached_property
    def education(self) -> list[Part]:
        return self._entries("education")

    def _entries(self, kind: str) -> list[Part]:
        parts = []
        for place, entry in enumerate(self.found[kind]):
            key = f"{kind}_{place}"
            fields = [self[name] for name in self.names[key]]
            held = self.match(kind, entry)
            parts.append(Part(self[f"take_{key}"], fields, _in_words(held) if held else ""))
        return parts

    @property
    def is_empty(self) -> bool:
        return not self.fields

    def match(self, kind: str, found: Found) -> Entry | None:
        """The profile's entry about the same: same employer or school, and the same title or beginning."""
        for entry in self.held[kind]:
            title, where = _names(entry)
            if where.casefold() != found.organisation.casefold():
                continue
            if title.casefold() == found.title.casefold() or entry.start_date[:4] == found.period.start[:4] != "":
                return entry
        return None


def keep(form: ReviewForm) -> None:
    """Put what was ticked into the profile, all of it or nothing. Raises `Invalid`, `DomainError` (limit_reached)."""
    given = form.cleaned_data
    with transaction.atomic():
        profile = locked_profile()
        changes = {name: given[name] for name in SINGLE if given.get(f"take_{name}")}
        if given.get("take_links"):
            changes["links"] = [*profile.links, *({"label": "", "url": url} for url in given["links"])]
        if given.get("take_languages"):
            changes["languages"] = [*profile.languages, *given["languages"]]
        if given.get("skills"):
            changes["skills"] = [*profile.skills, *given["skills"]]
        if changes:
            update_profile(changes=changes)
        for kind in form.found:
            _keep_entries(form, kind)


def _keep_entries(form: ReviewForm, kind: str) -> None:
    for place, found in enumerate(form.found[kind]):
        key = f"{kind}_{place}"
        if not form.cleaned_data.get(f"take_{key}"):
            continue
        values, held = _values(form, kind, key), form.match(kind, found)
        try:
            if held is None:
                add_entry(model=WorkExperience if kind == "experience" else Education, values=values)
            else:
                update_entry(entry=held, changes=values)
        except Invalid as error:
            form.add_error(f"{key}_end", [item.detail for item in error.errors] or [error.detail])
            raise Invalid("", errors=[]) from error


def _values(form: ReviewForm, kind: str, key: str) -> dict[str, Any]:
    given = form.cleaned_data
    title, where = ("position", "company") if kind == "experience" else ("study_type", "institution")
    values = {
        title: given[f"{key}_title"],
        where: given[f"{key}_organisation"],
        "start_date": given[f"{key}_start"],
        "end_date": given[f"{key}_end"],
    }
    if f"{key}_highlights" in given:
        values["highlights" if kind == "experience" else "courses"] = given[f"{key}_highlights"]
    return values


def _names(entry: Entry) -> tuple[str, str]:
    if isinstance(entry, WorkExperience):
        return entry.position, entry.company
    return entry.study_type or entry.area, entry.institution


def _in_words(entry: Entry) -> str:
    title, where = _names(entry)
    period = " – ".join(filter(None, (entry.start_date, entry.end_date)))
    return ", ".join(filter(None, (title, where, period)))
