"""The places of a job apart, as structured data and feeds want them: town, region, country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs.placenames import CANADIAN_PROVINCES, US_STATES
from jobs.places import country_of, is_remote

_REGIONS = {"US": US_STATES, "CA": CANADIAN_PROVINCES}


@dataclass(frozen=True, slots=True)
class Address:
    locality: str
    region: str
    """Two letters of a state or province; empty elsewhere, where nobody writes one."""
    country: str
    """ISO 3166-1 alpha-2."""


def addresses(job: Mapping[str, Any]) -> list[Address]:
    """Each place of work that `job` names (`location` divides them by semicolons); none when all of it is remote."""
    parts = [part.strip() for part in job["location"].split(";") if part.strip()]
    return [_address(part, job["country"] or "") for part in parts if not is_remote([part])]


def _address(part: str, fallback: str) -> Address:
    country = country_of([part]) or fallback
    pieces = [piece.strip() for piece in part.split(",")]
    if len(pieces) > 1 and pieces[1] in _REGIONS.get(country, ()):
        return Address(pieces[0], pieces[1], country)
    return Address(part, "", country)
