"""Files on their way in: promised to a browser, put into the store, checked, and sent to the scan."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass

from django.utils import timezone

from hiretrack.audit.services import record
from hiretrack.celery import enqueue
from hiretrack.errors import NotFound
from hiretrack.uploads import storage
from hiretrack.uploads.choices import ScanStatus, UploadKind
from hiretrack.uploads.filenames import key_name, shown_name
from hiretrack.uploads.homes import Home
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services.checks import check_content, check_declared, refuse

POLICY_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Presigned:
    """A form: POST `fields`, then the file as `file`, to `url` before `expires_at`."""

    upload_id: uuid.UUID
    url: str
    fields: dict[str, str]
    expires_at: dt.datetime


def presign(
    *,
    employer_id: uuid.UUID | None,
    kind: UploadKind | str,
    filename: str,
    content_type: str,
    size: int,
    sha256: str | None = None,
    uploaded_by: uuid.UUID | None = None,
) -> Presigned:
    """Promise a place for one file. The store itself refuses another key, type or size.

    Without an employer it is `uploaded_by`'s own, for their profile. Raises `Invalid`.
    """
    check_declared(kind=kind, filename=filename, content_type=content_type, size=size)
    home = Home(employer_id, uploaded_by)
    with home.scope():
        row = _promised(home, kind, filename, content_type, size)
        row.sha256 = (sha256 or "").lower()
        row.save(force_insert=True)
    policy = storage.post_policy(row.incoming_path, content_type=content_type, size=size, seconds=POLICY_SECONDS)
    expires = timezone.now() + dt.timedelta(seconds=POLICY_SECONDS)
    return Presigned(row.pk, policy["url"], policy["fields"], expires)


def store(
    *,
    employer_id: uuid.UUID | None,
    kind: UploadKind | str,
    filename: str,
    content: bytes,
    content_type: str,
    uploaded_by: uuid.UUID | None = None,
) -> Upload:
    """Put a file that the server itself holds (a form without JavaScript, an import).

    Without an employer it is `uploaded_by`'s own, for their profile. Raises `Invalid`, `Unavailable`.
    """
    check_declared(kind=kind, filename=filename, content_type=content_type, size=len(content))
    check_content(content, content_type)
    home = Home(employer_id, uploaded_by)
    with home.scope():
        row = _promised(home, kind, filename, content_type, len(content))
        storage.write(row.path, content, content_type=content_type)
        _accepted(row, content)
        row.save(force_insert=True)
        queue_scan_of(row)
    return row


def store_copy(*, employer_id: uuid.UUID, upload_id: uuid.UUID, owner_id: uuid.UUID) -> Upload:
    """Give an employer, as a CV, the résumé that a candidate keeps in their own profile; it is scanned again.

    Raises `NotFound` for a file that is gone or was never clean, `Invalid`, `Unavailable`.
    """
    with Home(None, owner_id).scope():
        usable = Upload.objects.filter(kind=UploadKind.RESUME, scan_status=ScanStatus.CLEAN)
        own = usable.filter(pk=upload_id).defer("text").first()
    if own is None:
        raise NotFound("There is no such file.")
    try:
        content = storage.read(own.path, at_most=own.size)
    except storage.ObjectMissing as error:
        raise NotFound("There is no such file.") from error
    return store(
        employer_id=employer_id,
        kind=UploadKind.CV,
        filename=own.filename,
        content=content,
        content_type=own.content_type,
    )


def complete(*, upload: Upload) -> Upload:
    """Take over what the browser put: size, type and checksum are checked, then the scan is queued.

    The checked bytes move to a key that no policy can write, so that what is scanned is what is served. Completing
    again changes nothing. Raises `DomainError` (upload_missing), `Invalid`, `Unavailable`.
    """
    row = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if row.completed_at is not None:
        return row
    content = _fetched(row)
    storage.write(row.path, content, content_type=row.content_type)
    _accepted(row, content)
    row.save(update_fields=["sha256", "completed_at"])
    queue_scan_of(row)
    return row


def _promised(home: Home, kind: str, filename: str, content_type: str, size: int) -> Upload:
    row = Upload(employer_id=home.employer_id, kind=kind, content_type=content_type, size=size)
    row.filename, row.uploaded_by_id = shown_name(filename), home.owner_id
    row.path = f"{home.folder}/{row.pk}/{key_name(filename)}"
    return row


def _fetched(row: Upload) -> bytes:
    if (size := storage.size_of(row.incoming_path)) != row.size:
        refuse("size_mismatch", f"{size} bytes arrived, {row.size} were announced.")
    content = storage.read(row.incoming_path, at_most=row.size)
    check_content(content, row.content_type)
    if row.sha256 and hashlib.sha256(content).hexdigest() != row.sha256:
        refuse("checksum_mismatch", "The file is not the one whose sha256 was announced.")
    return content


def _accepted(row: Upload, content: bytes) -> None:
    row.sha256, row.completed_at = hashlib.sha256(content).hexdigest(), timezone.now()


def queue_scan_of(row: Upload) -> None:
    from hiretrack.uploads.tasks import scan, scan_own

    record("upload.completed", entity=row, kind=row.kind)
    if row.employer_id is None:
        enqueue(scan_own, str(row.pk), str(row.uploaded_by_id))
    else:
        enqueue(scan, str(row.pk))
