"""A visitor's file while they fill in the form: who holds its signed name is who sent it.

The name travels in a hidden field and in the draft on the visitor's device. It counts for one employer's forms alone,
and no longer than a file that nobody takes is kept.
"""

from __future__ import annotations

import uuid

from django.core import signing

from hiretrack.uploads.models import Upload
from hiretrack.uploads.queries import UNCLAIMED_AFTER

SALT = "portal.carried-file"
LONGEST = 300


def signed(upload_id: uuid.UUID, employer_id: uuid.UUID) -> str:
    return signing.dumps([upload_id.hex, employer_id.hex], salt=SALT)


def opened(text: str, employer_id: uuid.UUID) -> uuid.UUID | None:
    """The upload's id; None for what was not signed here, or for another employer, or too long ago."""
    try:
        upload, employer = signing.loads(text, salt=SALT, max_age=UNCLAIMED_AFTER)
    except (signing.BadSignature, ValueError):
        return None
    return uuid.UUID(upload) if employer == employer_id.hex else None


def waiting(upload_id: uuid.UUID) -> Upload | None:
    """The file while no application has taken it, in the employer's open scope."""
    row: Upload | None = Upload.objects.filter(pk=upload_id, claimed_at=None).first()
    return row
