"""Which tables and columns an export of everything holds, and their rows as PostgreSQL writes JSON."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from employers.models import Employer, User
from hiretrack.tenancy import new_id
from hiretrack.tenancy.rows import TenantModel

SECRET = re.compile(r"password|secret|digest|sealed|token|recovery|otp")
HARMLESS = {"jobs.Job.source_digest"}
"""Columns whose names only sound like secrets."""
SECRETS = {"notifications.Message.content"}
"""And those that are, though they are not called so: a mail that waits may hold a link that signs somebody in."""
LEFT_OUT = {
    "background.TaskRun": "work that is over; its results may hold addresses of files",
    "webhooks.SubscriptionSecret": "secret",
}
"""Tables of an employer that an export does not hold, and why."""
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Table:
    label: str
    name: str
    columns: tuple[str, ...]
    condition: str
    """SQL with one parameter, the employer's id."""

    @property
    def file(self) -> str:
        return f"tables/{self.label}.ndjson"


def tables() -> list[Table]:
    """Every table that holds anything of an employer, in the order of their names."""
    own = [_table(Employer, "id = %s"), _table(User, "employer_id = %s")]
    tenants = [model for model in apps.get_models() if issubclass(model, TenantModel) and model._meta.managed]
    kept = [_table(model, "employer_id = %s") for model in tenants if model._meta.label not in LEFT_OUT]
    return [*own, *sorted(kept, key=lambda table: table.label)]


def _table(model: type[models.Model], condition: str) -> Table:
    label = model._meta.label
    columns = [str(field.column) for field in model._meta.concrete_fields if not _stays(label, field)]
    return Table(label, model._meta.db_table, tuple(columns), condition)


def _stays(label: str, field: Any) -> bool:
    """Generated columns come of themselves, secrets are nobody's."""
    name = f"{label}.{field.column}"
    is_secret = name in SECRETS or (bool(SECRET.search(field.column)) and name not in HARMLESS)
    return is_secret or isinstance(field, models.GeneratedField)


def rows(table: Table, employer_id: uuid.UUID) -> Iterator[str]:
    """One JSON object a row, in the order of their ids. In an open transaction: the cursor lives in it."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in table.columns)
    # Names of our own models; the one value is a parameter.
    inner = f"SELECT {columns} FROM {quote(table.name)} WHERE {table.condition} ORDER BY id"  # noqa: S608
    connection.ensure_connection()
    with connection.connection.cursor(name=f"export_{new_id().hex}") as cursor:
        cursor.itersize = CHUNK
        cursor.execute(f"SELECT row_to_json(own)::text FROM ({inner}) own", [employer_id])  # noqa: S608
        for (line,) in cursor:
            yield line
