"""JSON Resume (schema 1.0.0, https://jsonresume.org/schema) read: which of its members are which of ours.

Pure functions: nothing here is checked beyond its JSON type, and nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from hiretrack.codes import language_tag
from hiretrack.errors import FieldError, Invalid

KNOWN = frozenset({"basics", "work", "education", "skills", "languages"})
"""Sections with columns of their own; all others are passed on as `more`."""
EDUCATION = {
    "institution": "institution", "url": "url", "area": "area", "studyType": "study_type", "score": "score",
    "courses": "courses", "startDate": "start_date", "endDate": "end_date",
}  # fmt: skip
EXPERIENCE = {
    "name": "company", "description": "company_description", "position": "position", "location": "location",
    "url": "url", "summary": "summary", "highlights": "highlights", "startDate": "start_date", "endDate": "end_date",
}  # fmt: skip
_LISTED = frozenset({"courses", "highlights"})


@dataclass(frozen=True, slots=True)
class Resume:
    """A résumé in our words. Texts are empty and lists short when the document does not say."""

    name: str = ""
    email: str = ""
    phone: str = ""
    location: str = ""
    """City and region."""
    country: str = ""
    """ISO 3166-1 alpha-2, as the document has it."""
    headline: str = ""
    summary: str = ""
    links: list[dict[str, str]] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    """The keywords of each group, or the group's name where it has none."""
    languages: list[str] = field(default_factory=list)
    """BCP 47 tags of those languages whose names are known."""
    education: list[dict[str, Any]] = field(default_factory=list)
    """By the names of the columns of `Education`."""
    experience: list[dict[str, Any]] = field(default_factory=list)
    """By the names of the columns of `WorkExperience`."""
    more: dict[str, Any] = field(default_factory=dict)
    """Whole sections that have no column."""


def read_resume(document: Any) -> Resume:
    """Raises `Invalid` naming every member of the wrong JSON type; unknown members are no error (the schema allows
    them)."""
    reader = _Reader()
    whole = reader.object("", document)
    basics = reader.object("/basics", whole.get("basics"))
    place = reader.object("/basics/location", basics.get("location"))
    resume = Resume(
        **{name: reader.text(f"/basics/{name}", basics.get(name)) for name in ("name", "email", "phone", "summary")},
        headline=reader.text("/basics/label", basics.get("label")),
        location=", ".join(part for part in _place(reader, place) if part),
        country=reader.text("/basics/location/countryCode", place.get("countryCode")).upper(),
        links=list(_links(reader, basics)),
        skills=_once(_skills(reader, whole.get("skills"))),
        languages=_once(_languages(reader, whole.get("languages"))),
        education=reader.entries("/education", whole.get("education"), EDUCATION),
        experience=reader.entries("/work", whole.get("work"), EXPERIENCE),
        more={name: value for name, value in whole.items() if name not in KNOWN and not name.startswith("$")},
    )
    if reader.errors:
        raise Invalid(_("This is not a JSON Resume."), errors=reader.errors)
    return resume


def language_code(name: str) -> str:
    """The BCP 47 tag of `English`, `Deutsch` or `de-at`; an empty text when the language is not known by that."""
    return _names().get(name.strip().casefold()) or language_tag(name.strip())


@cache
def _names() -> dict[str, str]:
    """Languages as they are called in English and in themselves."""
    named: dict[str, str] = {}
    for code, info in LANG_INFO.items():
        tag = language_tag(code)
        if tag and "name" in info:
            for key in ("name", "name_local"):
                named.setdefault(info[key].casefold(), tag)
    return named


class _Reader:
    """Members by their JSON type; null counts as absent."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    def text(self, pointer: str, value: Any) -> str:
        if value is None or isinstance(value, str):
            return (value or "").strip()
        return self._wrong(pointer, _("This must be a text."), "")

    def object(self, pointer: str, value: Any) -> Mapping[str, Any]:
        if isinstance(value, dict) or (value is None and pointer):
            return value or {}
        return self._wrong(pointer, _("This must be an object."), {})

    def items(self, pointer: str, value: Any) -> list[Any]:
        if value is None or isinstance(value, list):
            return value or []
        return self._wrong(pointer, _("This must be a list."), [])

    def entries(self, pointer: str, value: Any, names: Mapping[str, str]) -> list[dict[str, Any]]:
        return [
            self._entry(f"{pointer}/{place}", self.object(f"{pointer}/{place}", item), names)
            for place, item in enumerate(self.items(pointer, value))
        ]

    def _entry(self, pointer: str, item: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for theirs, ours in names.items():
            at, value = f"{pointer}/{theirs}", item.get(theirs)
            made[ours] = list(self.texts(at, value)) if theirs in _LISTED else self.text(at, value)
        return made

    def texts(self, pointer: str, value: Any) -> Iterator[str]:
        for place, item in enumerate(self.items(pointer, value)):
            if text := self.text(f"{pointer}/{place}", item):
                yield text

    def _wrong(self, pointer: str, said: str, instead: Any) -> Any:
        self.errors.append(FieldError(pointer, "wrong_type", said))
        return instead


def _place(reader: _Reader, place: Mapping[str, Any]) -> Iterator[str]:
    for name in ("city", "region"):
        yield reader.text(f"/basics/location/{name}", place.get(name))


def _links(reader: _Reader, basics: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    if url := reader.text("/basics/url", basics.get("url")):
        yield {"label": "", "url": url}
    for place, item in enumerate(reader.items("/basics/profiles", basics.get("profiles"))):
        at = f"/basics/profiles/{place}"
        profile = reader.object(at, item)
        label = reader.text(f"{at}/network", profile.get("network"))
        if url := reader.text(f"{at}/url", profile.get("url")):
            yield {"label": label, "url": url}


def _skills(reader: _Reader, value: Any) -> Iterator[str]:
    for place, item in enumerate(reader.items("/skills", value)):
        group = reader.object(f"/skills/{place}", item)
        name = reader.text(f"/skills/{place}/name", group.get("name"))
        yield from list(reader.texts(f"/skills/{place}/keywords", group.get("keywords"))) or [name]


def _languages(reader: _Reader, value: Any) -> Iterator[str]:
    for place, item in enumerate(reader.items("/languages", value)):
        spoken = reader.object(f"/languages/{place}", item)
        yield language_code(reader.text(f"/languages/{place}/language", spoken.get("language")))


def _once(texts: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for text in texts:
        if text:
            first.setdefault(text.casefold(), text)
    return list(first.values())
