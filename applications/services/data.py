from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from applications.choices import Source

MAX_LETTER = 20_000


@dataclass(frozen=True, slots=True)
class ApplyData:
    """What the form sends, not checked yet. `consent_given` is needed when the employer has a privacy policy."""

    name: str
    email: str
    phone: str = ""
    location: str = ""
    headline: str = ""
    links: tuple[Mapping[str, str], ...] = ()
    cover_letter: str = ""
    answers: Sequence[Mapping[str, Any]] = ()
    cv_upload_id: uuid.UUID | None = None
    cover_letter_upload_id: uuid.UUID | None = None
    consent_given: bool = False
    policy_version: str = ""
    source: str = Source.CAREERS_PAGE
    referrer: str = ""

    @property
    def upload_ids(self) -> list[uuid.UUID]:
        return [pk for pk in (self.cv_upload_id, self.cover_letter_upload_id) if pk is not None]
