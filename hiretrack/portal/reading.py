"""What a CV's text says about its owner, for the fields of the apply form that are still empty.

The text was read when the file was scanned, in a process of its own; here only its first pages are looked through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.forms import Field

from shortlists.resumes import Contact, contact_in

NETWORKS = ("linkedin.com", "xing.com")
"""Whose addresses go into the field for a profile; all others are a site of one's own."""


def found_in(text: str, fields: Mapping[str, Field]) -> dict[str, str]:
    """Text by field name; nothing that its field would refuse."""
    return {name: value for name, value in _said(contact_in(text)) if value and _fits(fields[name], value)}


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
