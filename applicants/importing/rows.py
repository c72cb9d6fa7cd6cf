"""What every parser yields, and what it may say of a person."""

from __future__ import annotations

from hiretrack.uploads.importing.rows import BadRow, Parsed, Reading, Row

__all__ = ["COLUMNS", "LISTS", "TEXTS", "BadRow", "Parsed", "Reading", "Row"]

TEXTS = (
    "name", "first_name", "last_name", "email", "phone", "country", "location", "headline", "external_id",
)  # fmt: skip
LISTS = ("links", "skills", "languages", "tags")
COLUMNS = (*TEXTS, *LISTS)
"""What a row may say. `country` (ISO 3166-1) is for phone numbers without a country code; it is not kept."""
