"""Which member of JSON Resume is which column."""

from __future__ import annotations

from typing import Any, Final

from django.conf.locale import LANG_INFO

from hiretrack.codes import language_tag

Document = dict[str, Any]

KEPT_SECTIONS: Final = (
    "volunteer", "awards", "certificates", "publications", "interests", "references", "projects", "meta",
)  # fmt: skip
"""Sections that no column holds."""
KEPT_BASICS: Final = ("image", "url")
KEPT_LOCATION: Final = ("address", "postalCode", "region")
WORK: Final = {
    "name": "company", "description": "company_description", "position": "position", "location": "location",
    "url": "url", "startDate": "start_date", "endDate": "end_date", "summary": "summary", "highlights": "highlights",
}  # fmt: skip
EDUCATION: Final = {
    "institution": "institution", "url": "url", "area": "area", "studyType": "study_type", "startDate": "start_date",
    "endDate": "end_date", "score": "score", "courses": "courses",
}  # fmt: skip
_NAMES: Final = {
    str(info[key]).casefold(): language_tag(code)
    for code, info in reversed(LANG_INFO.items())
    for key in ("name", "name_local")
    if key in info and language_tag(code)
}


def tag_of(language: str) -> str:
    """The BCP 47 tag of a language's English or own name, or of a tag; an empty text when it is neither."""
    return _NAMES.get(language.casefold()) or language_tag(language)


def pruned(value: Any) -> Any:
    """Without empty texts, lists and objects, however deep."""
    if isinstance(value, dict):
        return {name: inner for name, part in value.items() if not _is_empty(inner := pruned(part))}
    if isinstance(value, list | tuple):
        return [inner for part in value if not _is_empty(inner := pruned(part))]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
