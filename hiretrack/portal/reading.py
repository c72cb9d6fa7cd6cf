"""What is known of somebody before they have typed it, for the fields of the apply form that are still empty.

A CV's text was read when the file was scanned, in a process of its own; here only its first pages are looked through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.forms import Field

from applicants.models import Profile
from applicants.profiles import queries
from employers.models import User
from hiretrack.portal import carried
from shortlists.resumes import Contact, contact_in

NETWORKS = ("linkedin.com", "xing.com")
"""Whose addresses go into the field for a profile; all others are a site of one's own."""


def found_in(text: str, fields: Mapping[str, Field]) -> dict[str, str]:
    """What a CV says of its owner: text by field name; nothing that its field would refuse."""
    return _fitting(contact_in(text), fields)


def known_of(user: User, fields: Mapping[str, Field]) -> dict[str, str]:
    """What a candidate's account says, likewise, with its CV; in the scope of its owner."""
    profile = queries.profile() or Profile()
    known = Contact(
        name=user.name,
        email=user.email,
        phone=profile.phone,
        location=profile.location,
        links=tuple(link["url"] for link in profile.links),
    )
    return {**_fitting(known, fields), **_file_of(profile, user)}


def _file_of(profile: Profile, user: User) -> dict[str, str]:
    file = profile.resume
    if file is None or not file.is_clean:
        return {}
    return {"cv_upload": carried.signed_own(file.pk, user.pk), "cv_name": file.filename}


def _fitting(contact: Contact, fields: Mapping[str, Field]) -> dict[str, str]:
    return {name: value for name, value in _said(contact) if value and _fits(fields[name], value)}


def _said(contact: Contact) -> Iterator[tuple[str, str]]:
    profiles = [link for link in contact.links if _is_profile(link)]
    sites = [link for link in contact.links if not _is_profile(link)]
    yield "name", contact.name
    yield "email", contact.email
    yield "phone", _spaced(contact.phone)
    yield "location", contact.location
    yield "profile_link", next(iter(profiles), "")
    yield "website_link", next(iter(sites), "")


def _is_profile(link: str) -> bool:
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return False
    return any(host == name or host.endswith(f".{name}") for name in NETWORKS)


def _spaced(phone: str) -> str:
    """As people write it, so that it can be checked at a glance."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _fits(field: Field, value: str) -> bool:
    try:
        field.clean(value)
    except ValidationError:
        return False
    return True
