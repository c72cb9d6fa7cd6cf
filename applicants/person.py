"""What a person says about themselves, checked: the same rules for a form, the API and an import."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from hiretrack.errors import FieldError, Invalid

MAX_LINKS = 10
MAX_URL = 500


@dataclass(frozen=True, slots=True)
class Person:
    """Only name and e-mail address are needed. Phone numbers without a country code count as `region`'s."""

    name: str
    email: str
    phone: str = ""
    location: str = ""
    headline: str = ""
    links: tuple[Mapping[str, str], ...] = ()
    region: str = ""


@dataclass(slots=True)
class _Check:
    errors: list[FieldError] = field(default_factory=list)

    def refuse(self, pointer: str, code: str, detail: str) -> None:
        self.errors.append(FieldError(pointer, code, detail))

    def line(self, name: str, value: str, *, at_most: int = 200, required: bool = False) -> str:
        """One line of text: line breaks would end up in mail headers."""
        visible = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in value)
        text = " ".join(visible.split())
        if required and not text:
            self.refuse(f"/{name}", "required", _("This must be given."))
        if len(text) > at_most:
            self.refuse(f"/{name}", "max_length", _("At most %(count)d characters.") % {"count": at_most})
        return text

    def email(self, value: str) -> str:
        address = value.strip()
        try:
            validate_email(address)
        except ValidationError:
            self.refuse("/email", "invalid", _("This is not an e-mail address."))
        if len(address) > 254:
            self.refuse("/email", "max_length", _("At most %(count)d characters.") % {"count": 254})
        return address

    def phone(self, value: str, region: str) -> str:
        if not value.strip():
            return ""
        try:
            number = phonenumbers.parse(value, region.upper() or None)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            self.refuse(
                "/phone", "invalid", _("This is not a phone number; give it with its country code: +49 30 1234567.")
            )
            return ""
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    def links(self, given: Iterable[Mapping[str, Any]]) -> tuple[dict[str, str], ...]:
        rows = list(given)
        if len(rows) > MAX_LINKS:
            self.refuse("/links", "max_length", _("At most %(count)d links.") % {"count": MAX_LINKS})
        return tuple(self._link(number, row) for number, row in enumerate(rows[:MAX_LINKS]))

    def _link(self, number: int, row: Mapping[str, Any]) -> dict[str, str]:
        url = str(row.get("url", "")).strip()
        if not _is_web_address(url):
            self.refuse(f"/links/{number}/url", "invalid", _("A link begins with https:// or http://."))
        label = self.line(f"links/{number}/label", str(row.get("label", "")), at_most=100)
        return {"label": label or urlsplit(url).hostname or "" if _is_web_address(url) else label, "url": url}


def _is_web_address(url: str) -> bool:
    if len(url) > MAX_URL or any(char.isspace() or not char.isprintable() for char in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def checked(person: Person) -> Person:
    """`person` tidied: one-line texts, phone as E.164, links http(s) only. Raises `Invalid` naming every field."""
    check = _Check()
    tidy = Person(
        name=check.line("name", person.name, required=True),
        email=check.email(person.email),
        phone=check.phone(person.phone, person.region),
        location=check.line("location", person.location),
        headline=check.line("headline", person.headline),
        links=check.links(person.links),
        region=person.region,
    )
    if check.errors:
        raise Invalid(_("Some of the details cannot be accepted."), errors=check.errors)
    return tidy
