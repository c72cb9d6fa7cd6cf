"""What an attempt came to, and what that means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from django.utils import timezone

from webhooks.choices import AttemptError
from webhooks.models import MAX_ANSWER

GONE = 410
PASSING = frozenset({408, 425, 429})
"""Client errors that another attempt may cure; all others are final."""
TELLING_WHEN = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` is empty for a success."""

    at: dt.datetime
    duration_ms: int
    error: str = ""
    status: int | None = None
    answer: str = ""
    retry_after_s: float | None = None

    @property
    def is_success(self) -> bool:
        return not self.error

    @property
    def is_gone(self) -> bool:
        return self.status == GONE

    @property
    def is_final(self) -> bool:
        if self.error == AttemptError.REFUSED:
            return True
        return self.status is not None and 400 <= self.status < 500 and self.status not in PASSING


def error_of(status: int) -> str:
    if 200 <= status < 300:
        return ""
    return AttemptError.REDIRECT if 300 <= status < 400 else AttemptError.STATUS


def kept(body: bytes) -> str:
    """The part of an answer that is written down; PostgreSQL's texts hold no NUL."""
    return body[:MAX_ANSWER].decode("utf-8", "replace").replace("\x00", "�")


def retry_after(status: int, text: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for (RFC 9110, section 10.2.3), where it means something."""
    if status not in TELLING_WHEN or not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (aware - timezone.now()).total_seconds())
