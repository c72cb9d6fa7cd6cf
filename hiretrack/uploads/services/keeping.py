"""Uploads that are taken for good, and those that nobody took."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext_lazy

from hiretrack.celery import enqueue
from hiretrack.errors import FieldError, Invalid
from hiretrack.tenancy import all_tenants
from hiretrack.uploads import storage
from hiretrack.uploads.models import Upload
from hiretrack.uploads.queries import leftovers

UNUSABLE = gettext_lazy("An upload cannot be used: it is unknown, not completed, refused by the scan, or used before.")
CLAIM = """
    UPDATE uploads_upload SET claimed_at = now()
    WHERE id = ANY(%s) AND claimed_at IS NULL AND completed_at IS NOT NULL AND scan_status <> 'infected'
        AND kind <> 'import'
    RETURNING id, text
"""
# The one way out of an employer's rows: nobody sees the row any more, and only the sweeper finds it.
REMOVE = """
    UPDATE uploads_upload SET employer_id = NULL, uploaded_by_id = NULL, filename = '', text = '', scan_detail = ''
    WHERE id = ANY(%s)
"""


def claim(*, upload_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Take completed uploads of the open employer scope, so that they are neither taken twice nor swept.

    One statement, in the caller's transaction. Answers the texts read so far; the row lock makes a scan that is
    under way wait, so that its listeners see who took the file. Raises `Invalid` when one is unknown, unfinished,
    found dangerous or taken already.
    """
    wanted = set(upload_ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [list(wanted)])
        texts = dict(cursor.fetchall())
    if len(texts) != len(wanted):
        said = str(UNUSABLE)
        raise Invalid(said, errors=[FieldError("", "upload_unusable", said)])
    return texts


def release(*, upload_ids: Iterable[uuid.UUID]) -> None:
    """Give back what `claim` took and was not used after all."""
    if wanted := list(upload_ids):
        Upload.objects.filter(pk__in=wanted).update(claimed_at=None)


def discard(*, upload_ids: Iterable[uuid.UUID]) -> None:
    """Take candidates' own files away: from everybody's eyes with this transaction, from the store right after it.

    A file without employer and owner is a leftover, so the sweeper takes what a crash leaves behind.
    """
    from hiretrack.uploads.tasks import sweep_leftovers as sweep

    wanted = list(upload_ids)
    if not wanted:
        return
    with all_tenants(reason="removal of a candidate's own files"):
        Upload.objects.filter(pk__in=wanted, employer=None).update(uploaded_by=None, filename="", text="")
    enqueue(sweep)


def remove_for_good(*, upload_ids: Iterable[uuid.UUID]) -> int:
    """Take an employer's files away: the rows with this transaction, the objects right after it; how many there were.

    As `discard` does: the emptied row is what tells the sweeper, so that a crash in between loses nothing. Nothing may
    refer to these uploads any more; one that something still does refer to fails the transaction.
    """
    from hiretrack.uploads.tasks import sweep_leftovers as sweep

    with all_tenants(reason="removal of an erased person's files"), connection.cursor() as cursor:
        cursor.execute(REMOVE, [list(upload_ids)])
        removed = cursor.rowcount
    if removed:
        enqueue(sweep)
    return removed


def sweep_leftovers(*, limit: int = 200) -> int:
    """Delete files that nobody completed or took, row and object."""
    with all_tenants(reason="sweep of uploads that nobody took"):
        rows = list(leftovers().select_for_update(skip_locked=True, of=("self",))[:limit])
        for row in rows:
            storage.remove(row.incoming_path, row.path)
            row.delete()
    return len(rows)
