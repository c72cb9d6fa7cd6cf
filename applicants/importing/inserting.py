"""Many new applicants in one statement with one parameter.

Django's `bulk_create` binds every value of every row by itself, which takes longer than PostgreSQL needs to store them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from applicants.models import Applicant
from hiretrack.tenancy.rows import stamp


def insert(rows: Sequence[Applicant]) -> None:
    """Store `rows` as the open scope's employer's. Raises `IntegrityError` like `bulk_create`."""
    for row in rows:
        stamp(row)
        row.updated_at = row.created_at
    fields = [field for field in Applicant._meta.concrete_fields if not field.generated]
    values = [{field.column: getattr(row, field.attname) for field in fields} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_statement(fields), [json.dumps(values, cls=_Exact)])


def _statement(fields: Sequence[models.Field[Any, Any]]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in fields)
    types = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in fields)
    table = Applicant._meta.db_table
    # Constant names of our own; the values are one parameter.
    return f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM jsonb_to_recordset(%s::jsonb) AS given ({types})'  # noqa: S608


class _Exact(DjangoJSONEncoder):
    """Times to the microsecond: JavaScript's precision would move rows between pages."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
