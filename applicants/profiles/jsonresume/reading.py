"""From JSON Resume to the profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from applicants.models import Education, Profile, WorkExperience
from applicants.profiles.checks import clean_profile, once, period_problems
from applicants.profiles.jsonresume.mapping import (
    EDUCATION,
    KEPT_BASICS,
    KEPT_LOCATION,
    KEPT_SECTIONS,
    WORK,
    Document,
    pruned,
    tag_of,
)
from applicants.profiles.services import EDITABLE, locked_profile
from hiretrack.audit.services import record
from hiretrack.errors import FieldError, Invalid

POINTERS = {
    "phone": "/basics/phone", "location": "/basics/location/city", "country": "/basics/location/countryCode",
    "headline": "/basics/label", "summary": "/basics/summary", "links": "/basics/profiles",
}  # fmt: skip


def replace_profile(document: Document) -> Profile:
    """Put what the document says in place of profile, education and work experience, as a whole or not at all.

    What JSON Resume has no word for (wishes, the résumé file, voluntary answers) stays, as do the account's name and
    address. `document` has the schema's shape already. Raises `Invalid` with pointers into it.
    """
    given = pruned(document)
    profile = locked_profile()
    kept = _checked(given, profile)
    for name, value in kept.items():
        setattr(profile, name, value)
    profile.more = pruned(_more(given, profile))
    profile.save(update_fields=[*kept, "more", "updated_at"])
    _replace(Education, EDUCATION, given.get("education", []), profile)
    _replace(WorkExperience, WORK, given.get("work", []), profile)
    record("profile.replaced", entity=profile)
    return profile


def _checked(given: Document, profile: Profile) -> dict[str, Any]:
    errors = [*_date_problems(given), *_repeated_profiles(given)]
    whole = {name: getattr(profile, name) for name in EDITABLE} | _columns(given)
    try:
        kept = clean_profile(whole, user=profile.user)
    except Invalid as invalid:
        errors += [_moved(error, given) for error in invalid.errors]
    if errors:
        raise Invalid(_("Some of the résumé cannot be accepted."), errors=errors)
    return kept


def _columns(given: Document) -> dict[str, Any]:
    basics = given.get("basics", {})
    place = basics.get("location", {})
    return {
        "headline": basics.get("label", ""),
        "phone": basics.get("phone", ""),
        "summary": basics.get("summary", ""),
        "location": place.get("city", ""),
        "country": place.get("countryCode", ""),
        "links": [{"label": row.get("network", ""), "url": row["url"]} for _, row in _linked(given)],
        "skills": [row["name"] for row in given.get("skills", [])],
        "languages": [tag for row in given.get("languages", []) if (tag := tag_of(row["language"]))],
    }


def _linked(given: Document) -> list[tuple[int, Document]]:
    profiles = given.get("basics", {}).get("profiles", [])
    return [(place, row) for place, row in enumerate(profiles) if "url" in row]


def _more(given: Document, profile: Profile) -> Document:
    basics = given.get("basics", {})
    pairs = zip(profile.links, _linked(given), strict=True)
    return {
        "basics": {name: basics.get(name) for name in KEPT_BASICS},
        "location": {name: basics.get("location", {}).get(name) for name in KEPT_LOCATION},
        "profiles": [row for row in basics.get("profiles", []) if "url" not in row],
        "usernames": [
            {"network": link["label"], "url": link["url"], "username": row["username"]}
            for link, (_, row) in pairs
            if "username" in row
        ],
        "skills": _first((" ".join(row["name"].split()), row) for row in given.get("skills", [])),
        **_spoken(given.get("languages", [])),
        **{name: given.get(name) for name in KEPT_SECTIONS},
    }


def _first(rows: Iterable[tuple[str, Document]]) -> dict[str, Document]:
    """What else is said of each name, by the spelling that the column keeps."""
    pairs = list(rows)
    kept = {name.casefold(): name for name in once(name for name, _ in pairs)}
    found: dict[str, Document] = {}
    for name, row in pairs:
        found.setdefault(kept[name.casefold()], {key: value for key, value in row.items() if key != "name"})
    return found


def _spoken(rows: list[Document]) -> Document:
    known: dict[str, Document] = {}
    for row in rows:
        if tag := tag_of(row["language"]):
            known.setdefault(tag, {key: value for key, value in row.items() if (key, value) != ("language", tag)})
    return {"languages": known, "other_languages": [row for row in rows if not tag_of(row["language"])]}


def _replace(model: Any, names: Mapping[str, str], items: list[Document], profile: Profile) -> None:
    model.objects.all().delete()
    # Entries that begin alike are listed newest first: the document's first is made last.
    rows = [
        model(user_id=profile.user_id, **{names[member]: value for member, value in item.items()})
        for item in reversed(items)
    ]
    model.objects.bulk_create(rows)


def _date_problems(given: Document) -> list[FieldError]:
    return [
        FieldError(f"/{section}/{place}{error.pointer}", error.code, error.detail)
        for section in ("work", "education")
        for place, item in enumerate(given.get(section, []))
        for error in period_problems(item.get("startDate", ""), item.get("endDate", ""), names=("startDate", "endDate"))
    ]


def _repeated_profiles(given: Document) -> list[FieldError]:
    seen: set[tuple[str, str]] = set()
    errors = []
    for place, row in _linked(given):
        key = (row.get("network", "").casefold(), row["url"])
        if key in seen:
            errors.append(FieldError(f"/basics/profiles/{place}", "repeated", _("Give each profile once.")))
        seen.add(key)
    return errors


def _moved(error: FieldError, given: Document) -> FieldError:
    """The error of a column, where the document has what went there."""
    name, *rest = error.pointer.strip("/").split("/")
    if name == "links" and rest:
        linked = _linked(given)
        rest = [str(linked[int(rest[0])][0]), *({"label": "network"}.get(part, part) for part in rest[1:])]
    return FieldError("/".join([POINTERS.get(name, f"/{name}"), *rest]), error.code, error.detail)
