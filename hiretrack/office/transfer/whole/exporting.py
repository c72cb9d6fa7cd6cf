"""One employer's rows and files, written to a target as of one moment, with bounded memory."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import connection, transaction
from django.utils import timezone

from employers.models import Employer
from hiretrack.office.transfer.whole.tables import LEFT_OUT, Table, rows, tables
from hiretrack.office.transfer.whole.targets import Target, member
from hiretrack.tenancy import employer_scope
from hiretrack.uploads import storage
from hiretrack.uploads.choices import MAX_IMPORT_BYTES, ScanStatus, UploadKind
from hiretrack.uploads.models import Upload

FORMAT = "hiretrack.employer/1"
Advance = Callable[[str, int, int], object]
"""Called with what is being written, how much of it is done and how much there is (0: not known)."""


@dataclass
class Manifest:
    """What an archive holds; `manifest.json` in it."""

    employer: dict[str, str]
    exported_at: dt.datetime
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)
    """Ids of uploads whose object was gone when its turn came."""

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "employer": self.employer,
            "exported_at": self.exported_at.isoformat(),
            "tables": self.tables,
            "left_out": LEFT_OUT,
            "files": {"index": "files.ndjson", "count": self.files, "bytes": self.bytes, "missing": self.missing},
        }


def export_employer(*, employer: Employer, target: Target, advance: Advance = lambda *_: None) -> Manifest:
    """Write everything of `employer` to `target`; what was written.

    The tables are read in one REPEATABLE READ transaction, so they fit each other; must be called outside any. Files
    follow, outside it: what was erased meanwhile is not there any more. Raises `Unavailable` without the store.
    """
    identity = {"id": str(employer.pk), "name": employer.name, "slug": employer.slug}
    manifest = Manifest(identity, timezone.now())
    with TemporaryFile("w+", encoding="utf-8") as wanted:
        with _snapshot(employer.pk):
            for place, table in enumerate(every := tables()):
                advance(table.label, place, len(every))
                _write_table(target, table, employer.pk, manifest)
            count = _note_files(wanted)
        wanted.seek(0)
        _write_files(target, wanted, count, manifest, advance)
    with member(target, "manifest.json") as out:
        out.write(json.dumps(manifest.as_json(), indent=2, ensure_ascii=False).encode())
    return manifest


@contextmanager
def _snapshot(employer_id: uuid.UUID) -> Iterator[None]:
    """The employer's rows as of now, whatever is written meanwhile. For reading."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            # Before any query, the scope's own included.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL TimeZone = 'UTC'")
        with employer_scope(employer_id):
            yield


def _write_table(target: Target, table: Table, employer_id: uuid.UUID, manifest: Manifest) -> None:
    count = 0
    with member(target, table.file) as out:
        for line in rows(table, employer_id):
            out.write(line.encode() + b"\n")
            count += 1
    manifest.tables[table.label] = {"file": table.file, "rows": count, "bytes": out.size, "sha256": out.sha256}


def _note_files(out: IO[str]) -> int:
    """The clean files, a line each; how many. Files to import are left out: they were never more than on their way."""
    clean = Upload.objects.filter(scan_status=ScanStatus.CLEAN).exclude(kind=UploadKind.IMPORT).order_by("pk")
    count = 0
    for pk, path, filename in clean.values_list("pk", "path", "filename").iterator(chunk_size=2000):
        out.write(json.dumps([str(pk), path, filename]) + "\n")
        count += 1
    return count


def _write_files(target: Target, wanted: IO[str], count: int, manifest: Manifest, advance: Advance) -> None:
    with TemporaryFile() as index:
        for place, line in enumerate(wanted):
            advance("files", place, count)
            upload_id, path, filename = json.loads(line)
            told = _write_file(target, upload_id, path)
            if told is None:
                manifest.missing.append(upload_id)
                continue
            manifest.files += 1
            manifest.bytes += told["bytes"]
            index.write(json.dumps(told | {"filename": filename}, ensure_ascii=False).encode() + b"\n")
        index.seek(0)
        with member(target, "files.ndjson") as out:
            while piece := index.read(1024 * 1024):
                out.write(piece)


def _write_file(target: Target, upload_id: str, path: str) -> dict[str, Any] | None:
    try:
        content = storage.read(path, at_most=MAX_IMPORT_BYTES)
    except storage.ObjectMissing:
        return None
    name = f"files/{upload_id}/{path.rpartition('/')[2]}"
    with member(target, name) as out:
        out.write(content)
    return {"upload_id": upload_id, "file": name, "bytes": out.size, "sha256": out.sha256}
