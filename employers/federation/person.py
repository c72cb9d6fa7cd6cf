"""Who somebody is, as a provider has proven it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from employers.federation.providers import Provider

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Person:
    provider: str
    issuer: str
    subject: str
    email: str
    """Empty when the provider gave none that can be written to."""
    email_verified: bool
    """The provider says that the address is the person's, and is believed."""
    name: str


def person_of(provider: Provider, claims: Mapping[str, Any]) -> Person:
    email = _email(claims.get("email"))
    said = claims.get("email_verified")
    # LinkedIn has sent it as a text.
    verified = said is True or said == "true"
    return Person(
        provider=provider.slug,
        issuer=claims["iss"],
        subject=claims["sub"],
        email=email,
        email_verified=bool(email) and verified and provider.trust_email,
        name=_name(claims),
    )


def _email(given: Any) -> str:
    if not isinstance(given, str) or len(given) > 254:
        return ""
    try:
        validate_email(given)
    except ValidationError:
        return ""
    return given


def _name(claims: Mapping[str, Any]) -> str:
    parts = (claims.get("given_name"), claims.get("family_name"))
    given = claims.get("name") or " ".join(part for part in parts if isinstance(part, str))
    # Names end up in mail headers.
    plain = "".join(letter for letter in given if letter.isprintable()) if isinstance(given, str) else ""
    return " ".join(plain.split())[:LONGEST_NAME]
