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
    """What a receipt's token holds. `is_repeat`: the same address had applied before; it always shows "received"."""

    employer_id: uuid.UUID
    job_id: uuid.UUID
    application_id: uuid.UUID
    received_at: dt.datetime
    is_repeat: bool = False


def sealed(token: StatusToken) -> str:
    """Always of the same length. The text around the ids keeps other sealed texts from being taken for a token."""
    kind = "r" if token.is_repeat else "f"
    ids = (token.employer_id.hex, token.job_id.hex, token.application_id.hex)
    return seal(".".join((PREFIX, kind, *ids, f"{int(token.received_at.timestamp()):012d}")))


def status_token(application: Application) -> str:
    """The magic link's token of an application, for mails to its applicant."""
    at = application.created_at
    return sealed(StatusToken(application.employer_id, application.job_id, application.pk, at))


def opened(text: str) -> StatusToken:
    """Raises `NotFound` for anything that was not sealed here."""
    try:
        prefix, kind, employer, job, application, at = unseal(text).split(".")
    except (SealBroken, ValueError) as error:
        raise NotFound from error
    if prefix != PREFIX:
        raise NotFound
    moment = dt.datetime.fromtimestamp(int(at), tz=dt.UTC)
    return StatusToken(uuid.UUID(employer), uuid.UUID(job), uuid.UUID(application), moment, kind == "r")
