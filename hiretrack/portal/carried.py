"""A visitor's file while they fill in the form: who holds its signed name is who sent it.

The name travels in a hidden field and in the draft on the visitor's device. It counts for one employer's forms alone,
and no longer than a file that nobody takes is kept. The CV of a candidate's account is named likewise, for its owner
alone, until the employer has a copy.
"""

from __future__ import annotations

import uuid

from django.core import signing

from hiretrack.uploads.models import Upload
from hiretrack.uploads.queries import UNCLAIMED_AFTER

SALT = "portal.carried-file"
OWN_SALT = "portal.own-file"
LONGEST = 300


def signed(upload_id: uuid.UUID, employer_id: uuid.UUID) -> str:
    return signing.dumps([upload_id.hex, employer_id.hex], salt=SALT)


def opened(text: str, employer_id: uuid.UUID) -> uuid.UUID | None:
    """The upload's id; None for what was not signed here, or for another employer, or too long ago."""
    return _opened(text, employer_id, SALT)


def signed_own(upload_id: uuid.UUID, owner_id: uuid.UUID) -> str:
    return signing.dumps([upload_id.hex, owner_id.hex], salt=OWN_SALT)


def opened_own(text: str, owner_id: uuid.UUID) -> uuid.UUID | None:
    """Likewise for the file of an account."""
    return _opened(text, owner_id, OWN_SALT)


def is_of_another_account(text: str, owner_id: uuid.UUID | None) -> bool:
    """Whether it names the file of an account that is not `owner_id`'s, however long ago it was signed."""
    try:
        _upload, home = signing.loads(text, salt=OWN_SALT)
    except (signing.BadSignature, ValueError):
        return False
    return owner_id is None or home != owner_id.hex


def _opened(text: str, home_id: uuid.UUID, salt: str) -> uuid.UUID | None:
    try:
        upload, home = signing.loads(text, salt=salt, max_age=UNCLAIMED_AFTER)
    except (signing.BadSignature, ValueError):
        return None
    return uuid.UUID(upload) if home == home_id.hex else None


def waiting(upload_id: uuid.UUID) -> Upload | None:
    """The file while no application has taken it, in the employer's open scope."""
    row: Upload | None = Upload.objects.filter(pk=upload_id, claimed_at=None).first()
    return row
