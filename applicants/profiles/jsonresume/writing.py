"""From the profile to JSON Resume."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from applicants.models import Education, Profile, WorkExperience
from applicants.profiles import queries
from applicants.profiles.jsonresume.mapping import (
    EDUCATION,
    KEPT_BASICS,
    KEPT_LOCATION,
    KEPT_SECTIONS,
    WORK,
    Document,
    pruned,
)

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def resume_document(profile: Profile) -> Document:
    """In the canonical form. Two queries."""
    more = profile.more
    document = {
        "$schema": SCHEMA,
        "basics": _basics(profile, more),
        "work": [_item(row, WORK) for row in queries.entries(WorkExperience)],
        "education": [_item(row, EDUCATION) for row in queries.entries(Education)],
        "skills": [{"name": name, **more.get("skills", {}).get(name, {})} for name in profile.skills],
        "languages": _languages(profile, more),
        **{name: more.get(name) for name in KEPT_SECTIONS},
    }
    made: Document = pruned(document)
    return made


def _basics(profile: Profile, more: Mapping[str, Any]) -> Document:
    kept, place = more.get("basics", {}), more.get("location", {})
    return {
        "name": profile.user.name,
        "label": profile.headline,
        "email": profile.user.email,
        "phone": profile.phone,
        "summary": profile.summary,
        "location": {
            "city": profile.location,
            "countryCode": profile.country,
            **{name: place.get(name) for name in KEPT_LOCATION},
        },
        "profiles": _profiles(profile, more),
        **{name: kept.get(name) for name in KEPT_BASICS},
    }


def _profiles(profile: Profile, more: Mapping[str, Any]) -> list[Document]:
    names = {(row["network"], row["url"]): row["username"] for row in more.get("usernames", [])}
    linked = [
        {"network": link["label"], "username": names.get((link["label"], link["url"])), "url": link["url"]}
        for link in profile.links
    ]
    return [*linked, *more.get("profiles", [])]


def _languages(profile: Profile, more: Mapping[str, Any]) -> list[Document]:
    kept = more.get("languages", {})
    return [*({"language": tag, **kept.get(tag, {})} for tag in profile.languages), *more.get("other_languages", [])]


def _item(row: Education | WorkExperience, names: Mapping[str, str]) -> Document:
    return {member: getattr(row, column) for member, column in names.items()}
