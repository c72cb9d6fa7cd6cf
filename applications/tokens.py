"""The magic link's token: sealed, so that it tells its holder nothing, and looks alike for first and repeated ones."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from employers.sealing import SealBroken, seal, unseal
from hiretrack.errors import NotFound

if TYPE_CHECKING:
    from applications.models import Application

PREFIX = "application-status"


@dataclass(frozen=True, slots=True)
class StatusToken:
    """What a magic link's token holds.

    `is_repeat`: the same address had applied before; it always shows "received". `is_mailed`: it went to the
    applicant's own address, so who holds it has shown that the address is theirs; a receipt goes to whoever applied.
    """

    employer_id: uuid.UUID
    job_id: uuid.UUID
    application_id: uuid.UUID
    received_at: dt.datetime
    is_repeat: bool = False
    is_mailed: bool = False

    @property
    def kind(self) -> str:
        return "r" if self.is_repeat else "m" if self.is_mailed else "f"


def sealed(token: StatusToken) -> str:
    """Always of the same length. The text around the ids keeps other sealed texts from being taken for a token."""
    ids = (token.employer_id.hex, token.job_id.hex, token.application_id.hex)
    return seal(".".join((PREFIX, token.kind, *ids, f"{int(token.received_at.timestamp()):012d}")))


def status_token(application: Application) -> str:
    """The magic link's token of an application, for mails to its applicant."""
    at = application.created_at
    return sealed(StatusToken(application.employer_id, application.job_id, application.pk, at, is_mailed=True))


def opened(text: str) -> StatusToken:
    """Raises `NotFound` for anything that was not sealed here."""
    try:
        prefix, kind, employer, job, application, at = unseal(text).split(".")
    except (SealBroken, ValueError) as error:
        raise NotFound from error
    if prefix != PREFIX:
        raise NotFound
    moment = dt.datetime.fromtimestamp(int(at), tz=dt.UTC)
    ids = (uuid.UUID(employer), uuid.UUID(job), uuid.UUID(application))
    return StatusToken(*ids, moment, is_repeat=kind == "r", is_mailed=kind == "m")
