"""Codes of the second factor: by the clock (RFC 6238), and recovery codes for the day the phone is gone."""

from __future__ import annotations

import hmac
import secrets
import time

import pyotp
import segno

from employers.models import User
from employers.sealing import digest

ISSUER = "HireTrack"
STEP_S = 30
DRIFT = 1
"""Steps that a phone's clock may be off, either way (RFC 6238, section 5.2)."""
RECOVERY_CODES = 10
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which are mistaken for each other on paper."""
_LENGTH, _GROUP = 16, 4


def new_secret() -> str:
    """160 random bits in base32, as apps take it."""
    return pyotp.random_base32()


def address(user: User, secret: str) -> str:
    """The `otpauth:` address that a QR code holds. The employer's name tells the accounts of one address apart."""
    home = f"{ISSUER} · {user.employer.name}" if user.employer else ISSUER
    # A colon parts the issuer from the account there.
    return pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=home.replace(":", " "))


def picture(text: str) -> str:
    """The QR code as an SVG element, dark on white in either theme."""
    made: str = segno.make(text, error="m").svg_inline(scale=5, border=3, dark="#000", light="#fff", omitsize=True)
    return made


def grouped(secret: str) -> str:
    """For typing: in groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def fitting_step(secret: str, code: str, *, after: int | None) -> int | None:
    """The time step whose code this is, if it is later than `after`: a code that was taken once is not taken again."""
    now = int(time.time()) // STEP_S
    given, one_time = "".join(code.split()), pyotp.HOTP(secret)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > (-1 if after is None else after) and hmac.compare_digest(one_time.at(step), _ascii(given)):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Each 80 random bits, so that a fast hash is enough to store it."""
    return [_grouped("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))) for _ in range(RECOVERY_CODES)]


def recovery_digest(code: str) -> str:
    """However it was typed: with or without dashes and spaces, in either case."""
    return digest("".join(sign for sign in code.upper() if sign in _LETTERS))


def _grouped(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def _ascii(text: str) -> str:
    # compare_digest takes no other letters.
    return text if text.isascii() else ""
