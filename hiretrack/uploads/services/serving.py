"""Addresses under which a clean file is read."""

from __future__ import annotations

from typing import Protocol

from django.db.models import Q, QuerySet

from hiretrack.errors import NotFound
from hiretrack.uploads import storage
from hiretrack.uploads.choices import MAX_BYTES, ContentType
from hiretrack.uploads.extraction import Drawing, draw
from hiretrack.uploads.models import Upload

DOWNLOAD_SECONDS = 300


class Keeper(Protocol):
    """Of an app above: which clean files whoever works with them may not read, for now."""

    def check(self, upload: Upload) -> None:
        """Raises `DomainError`."""

    def kept(self) -> Q:
        """A condition on uploads: those that lists leave out."""


_keepers: list[Keeper] = []


def keep(keeper: Keeper) -> None:
    _keepers.append(keeper)


def check_readable(upload: Upload) -> None:
    """Raises `DomainError` when the file, and its name, are not for the caller."""
    for keeper in _keepers:
        keeper.check(upload)


def readable(rows: QuerySet[Upload]) -> QuerySet[Upload]:
    for keeper in _keepers:
        rows = rows.exclude(keeper.kept())
    return rows


def download_url(upload: Upload) -> str:
    """A short-lived address that saves the file. Raises `NotFound` unless it is clean, and what `check_readable`
    raises."""
    return _served(upload, "attachment")


def drawing(upload: Upload) -> Drawing:
    """A clean PDF's first pages as pictures. Raises `NotFound` for any other file, `Unreadable` for a damaged one,
    `ObjectMissing`, `Unavailable`."""
    if not upload.is_clean or upload.content_type != ContentType.PDF:
        raise NotFound("Only a clean PDF can be previewed.")
    check_readable(upload)
    return draw(storage.read(upload.path, at_most=MAX_BYTES))


def _served(upload: Upload, disposition: str) -> str:
    if not upload.is_clean:
        raise NotFound("The file has not passed the scan.")
    check_readable(upload)
    return storage.signed_url(
        upload.path,
        filename=upload.filename,
        content_type=upload.content_type,
        disposition=disposition,
        seconds=DOWNLOAD_SECONDS,
    )
