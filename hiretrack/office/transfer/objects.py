"""Files that a worker has made for somebody: in the object store for a day, read by whoever asked for them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, BinaryIO

from django.utils import timezone

from hiretrack.background.models import TaskRun
from hiretrack.errors import NotFound
from hiretrack.uploads import storage

PREFIX = "exports/"
KEPT_FOR = dt.timedelta(days=1)
LINK_SECONDS = 300


def key_of(run: TaskRun, name: str) -> str:
    return f"{PREFIX}{run.employer_id}/{run.pk}/{name}"


def put(run: TaskRun, name: str, file: BinaryIO, *, content_type: str, filename: str) -> dict[str, Any]:
    """Store what `file` holds; the part of the run's result that tells of it. Raises `Unavailable`."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    key = key_of(run, name)
    storage.write_file(key, file, content_type=content_type)
    told = {"path": key, "filename": filename, "content_type": content_type, "size": size}
    return told | {"expires_at": (timezone.now() + KEPT_FOR).isoformat()}


def is_there(run: TaskRun) -> bool:
    result = run.result or {}
    return "path" in result and dt.datetime.fromisoformat(result["expires_at"]) > timezone.now()


def link(run: TaskRun, *, seconds: int = LINK_SECONDS) -> str:
    """An address that saves the file, for a few minutes. Raises `NotFound` once it is removed."""
    if not is_there(run):
        raise NotFound
    result = run.result or {}
    return storage.signed_url(
        result["path"],
        filename=result["filename"],
        content_type=result["content_type"],
        disposition="attachment",
        seconds=seconds,
    )


def owned(run_id: uuid.UUID, owner_id: uuid.UUID, *kinds: str) -> TaskRun:
    """A run of these kinds that the user has started. Raises `NotFound`."""
    run: TaskRun | None = TaskRun.objects.filter(pk=run_id, owner_id=owner_id, kind__in=kinds).first()
    if run is None:
        raise NotFound
    return run


def sweep() -> int:
    """Remove what is older than a day; how many objects. It asks the store alone, so nothing is forgotten."""
    removed = 0
    for key in storage.keys_before(PREFIX, timezone.now() - KEPT_FOR):
        storage.remove(key)
        removed += 1
    return removed
