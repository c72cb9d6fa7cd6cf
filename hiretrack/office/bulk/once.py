"""A plan that is confirmed twice (a double click, a page loaded again) is carried out once: its page carries the id of
what will be made."""

from __future__ import annotations

import uuid

from django.core import signing
from django.utils.translation import gettext as _

from hiretrack.errors import DomainError
from hiretrack.tenancy import new_id

SALT = "hiretrack.office.bulk"


def minted() -> str:
    """A new id as a plan's token: nobody but us chooses it."""
    return signing.dumps(new_id().hex, salt=SALT)


def made_by(token: str) -> uuid.UUID:
    """The id in a token. Raises `DomainError` (plan_changed) for anything that is none."""
    try:
        return uuid.UUID(signing.loads(token, salt=SALT))
    except signing.BadSignature as error:
        raise DomainError(_("Look at the plan once more, then confirm it."), code="plan_changed") from error
