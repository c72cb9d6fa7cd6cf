"""Secrets at rest: sealed when they must be read again, hashed when they need only be recognised."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """Sealed with another SECRET_KEY than this installation's, or damaged."""


def seal(text: str) -> str:
    """Encrypt with a key derived from SECRET_KEY."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed; keys in SECRET_KEY_FALLBACKS still open. Raises `SealBroken`."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealBroken("It cannot be opened with this SECRET_KEY.") from error


def digest(secret: str) -> str:
    """A fast hash is enough for secrets of 256 random bits: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


@lru_cache(maxsize=8)
def _derived(secret_key: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hiretrack.employers.sealing").derive(
        secret_key.encode()
    )
    return Fernet(base64.urlsafe_b64encode(made))


def _box() -> MultiFernet:
    return MultiFernet([_derived(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])
