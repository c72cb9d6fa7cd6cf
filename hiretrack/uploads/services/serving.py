"""Addresses under which a clean file is read."""

from __future__ import annotations

from hiretrack.errors import NotFound
from hiretrack.uploads import storage
from hiretrack.uploads.choices import ContentType
from hiretrack.uploads.models import Upload

DOWNLOAD_SECONDS = 300


def download_url(upload: Upload) -> str:
    """A short-lived address that saves the file. Raises `NotFound` unless it is clean."""
    return _served(upload, "attachment")


def inline_url(upload: Upload) -> str:
    """A short-lived address for a preview. Raises `NotFound` unless it is a clean PDF."""
    if upload.content_type != ContentType.PDF:
        raise NotFound("Only a PDF can be previewed.")
    return _served(upload, "inline")


def _served(upload: Upload, disposition: str) -> str:
    if not upload.is_clean:
        raise NotFound("The file has not passed the scan.")
    return storage.signed_url(
        upload.path,
        filename=upload.filename,
        content_type=upload.content_type,
        disposition=disposition,
        seconds=DOWNLOAD_SECONDS,
    )
