"""The journal as CSV, read and sent piece by piece."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.office.settings.journal.asking import Asked, behind, entries, position
from hiretrack.office.settings.journal.entries import actor_of
from hiretrack.office.settings.journal.words import in_words
from hiretrack.tenancy import Scope
from hiretrack.tenancy.scopes import open_scope
from hiretrack.uploads.importing.formulas import neutral

PIECE = 1000


class _Line:
    """A file whose last line is what was written last."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def lines(asked: Asked, reader: User, scope: Scope) -> Iterator[str]:
    """The file, beginning with its header. The request's own scope has ended when this is read, so that each piece
    opens `scope` for itself, and none is open while a slow reader takes its time."""
    line, heading = _Line(), (_("Time"), _("Who"), _("What"), _("Code"), _("Of what"), _("Id"), _("Request"))
    writer = csv.writer(line)
    writer.writerow([*heading, _("Details")])
    # Spreadsheets take a file without this mark for one in their own old encoding.
    yield f"\ufeff{line.text}"
    after = ""
    while rows := _piece(asked, reader, scope, after):
        for row in rows:
            writer.writerow([neutral(value) for value in _values(row)])
            yield line.text
        after = position(rows[-1])


def _piece(asked: Asked, reader: User, scope: Scope, after: str) -> list[AuditLog]:
    with open_scope(scope):
        return list(behind(entries(asked, reader), after)[:PIECE])


def _values(row: AuditLog) -> list[str]:
    details = json.dumps(row.metadata, ensure_ascii=False) if row.metadata else ""
    return [
        row.created_at.isoformat(timespec="seconds"), actor_of(row), str(in_words(row.action)), row.action,
        row.entity_type, str(row.entity_id), row.request_id, details,
    ]  # fmt: skip
