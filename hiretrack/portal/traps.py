"""What keeps robots out of the form where no JavaScript solves a captcha: a decoy field and the time it took."""

from __future__ import annotations

import datetime as dt

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext as _

FASTEST = dt.timedelta(seconds=3)
SLOWEST = dt.timedelta(days=2)

_signer = TimestampSigner(salt="hiretrack.portal.opened")


def opened_now() -> str:
    """A sealed note of when the form was handed out."""
    return _signer.sign("form")


def objection(opened: str, decoy: str) -> str:
    """Why the form looks like a robot's, in words for a person; empty when it doesn't."""
    if decoy:
        return _("A hidden field was filled in. Please turn off the tool that fills in forms and send it again.")
    try:
        _signer.unsign(opened, max_age=SLOWEST)
    except SignatureExpired:
        return _("The form had been open for very long. Please look over it and send it again.")
    except BadSignature:
        return _("The form could not be recognised. Please send it again.")
    return _("That was very fast. Please look over the form and send it again.") if _too_fast(opened) else ""


def _too_fast(opened: str) -> bool:
    try:
        _signer.unsign(opened, max_age=FASTEST)
    except SignatureExpired:
        return False
    return True
