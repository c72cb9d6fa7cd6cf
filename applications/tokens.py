"""The magic link's token: sealed, so that it tells its holder nothing, and looks alike for first and repeated ones."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from employers.sealing import SealBroken, seal, unseal
from hiretrack.errors import NotFound

if TYPE_CHECKING:
    from applications.models import Application

PREFIX = "application-status"
SALT = "applications.tokens.address"
DIGEST_CHARS = 24
NOBODY = "-" * DIGEST_CHARS
"""In the place of an address in a token that was not mailed."""


@dataclass(frozen=True, slots=True)
class StatusToken:
    """What a magic link's token holds.

    `is_repeat`: the same address had applied before; it always shows "received". `mailed_to`: a digest of the address
    that it was mailed to, so who holds it has shown that this address is theirs; a receipt goes to whoever applied.
    """

    employer_id: uuid.UUID
    job_id: uuid.UUID
    application_id: uuid.UUID
    received_at: dt.datetime
    is_repeat: bool = False
    mailed_to: str = ""

    @property
    def kind(self) -> str:
        return "r" if self.is_repeat else "m" if self.mailed_to else "f"

    def proves(self, email: str) -> bool:
        """Whether its holder reads the mail of this address: a record's may be another one since the mail was sent."""
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return any(constant_time_compare(self.mailed_to, digest_of(email, key)) for key in keys)


def digest_of(email: str, key: str) -> str:
    return salted_hmac(SALT, email.lower(), secret=key, algorithm="sha256").hexdigest()[:DIGEST_CHARS]


def sealed(token: StatusToken) -> str:
    """Always of the same length. The text around the ids keeps other sealed texts from being taken for a token."""
    ids = (token.employer_id.hex, token.job_id.hex, token.application_id.hex)
    at = f"{int(token.received_at.timestamp()):012d}"
    return seal(".".join((PREFIX, token.kind, *ids, at, token.mailed_to or NOBODY)))


def status_token(application: Application, *, to: str) -> str:
    """The magic link's token of an application, for a mail that goes to the address `to`."""
    ids, mailed_to = (application.employer_id, application.job_id, application.pk), digest_of(to, settings.SECRET_KEY)
    return sealed(StatusToken(*ids, application.created_at, mailed_to=mailed_to))


def opened(text: str) -> StatusToken:
    """Raises `NotFound` for anything that was not sealed here."""
    try:
        # Those of earlier versions name no address.
        prefix, kind, employer, job, application, at, *to = unseal(text).split(".")
    except (SealBroken, ValueError) as error:
        raise NotFound from error
    if prefix != PREFIX:
        raise NotFound
    moment = dt.datetime.fromtimestamp(int(at), tz=dt.UTC)
    ids = (uuid.UUID(employer), uuid.UUID(job), uuid.UUID(application))
    return StatusToken(*ids, moment, is_repeat=kind == "r", mailed_to="".join(to) if kind == "m" else "")
