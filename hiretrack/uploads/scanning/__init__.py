"""Judge a file: bombs, signatures, clamd when there is one; then read its text. `inspect` is the way in."""

from __future__ import annotations

import hashlib

import structlog
from django.conf import settings

from hiretrack.uploads.choices import DATA, ScanStatus, Verdict
from hiretrack.uploads.extraction import Unreadable, extract
from hiretrack.uploads.scanning.clamd import infection
from hiretrack.uploads.scanning.revealed import Bomb, revealed
from hiretrack.uploads.scanning.signatures import Signatures

log = structlog.get_logger(__name__)

__all__ = ["inspect"]


def inspect(content: bytes, *, content_type: str, sha256: str) -> Verdict:
    """The verdict on a file, with its text when it is clean. Raises `Unavailable` when the virus scanner is away."""
    if hashlib.sha256(content).hexdigest() != sha256:
        return Verdict(ScanStatus.ERROR, "The stored file is not the one that was checked.")
    found = _danger(content, content_type)
    if found:
        return Verdict(ScanStatus.INFECTED, found[:200])
    return _read(content, content_type)


def _danger(content: bytes, content_type: str) -> str:
    signatures = Signatures(content_type)
    try:
        for part in revealed(content, content_type):
            if found := signatures.match(part):
                return found
    except Bomb as bomb:
        return f"Archive bomb: {bomb}"
    return infection(content, settings.CLAMD_URL) if settings.CLAMD_URL else ""


def _read(content: bytes, content_type: str) -> Verdict:
    """A file whose text cannot be read is still clean: people may read a scan of paper."""
    if content_type in DATA:
        # About many people, and no document of one: it is not searched.
        return Verdict(ScanStatus.CLEAN)
    try:
        reading = extract(content, content_type)
    except Unreadable as error:
        log.info("text_extraction_failed", reason=str(error))
        return Verdict(ScanStatus.CLEAN, str(error)[:200])
    if reading.active:
        return Verdict(ScanStatus.INFECTED, reading.active)
    return Verdict(ScanStatus.CLEAN, "", reading.text)
