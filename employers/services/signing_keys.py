from __future__ import annotations

import datetime as dt

from employers.models import SigningKey
from employers.tokens import signing


def rotate_signing_keys(*, retire_after: dt.timedelta = signing.RETIRE_AFTER) -> SigningKey:
    """Sign with the next key from now on; tokens of the present one are accepted for another `retire_after`."""
    return signing.rotate(retire_after=retire_after)
