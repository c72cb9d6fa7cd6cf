"""An export as the answer to a request: the file itself, or the page of the worker that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone

from hiretrack.errors import Invalid
from hiretrack.office.transfer.exporting.background import journal, start_export
from hiretrack.office.transfer.exporting.files import CONTENT_TYPES, Format, write
from hiretrack.office.transfer.exporting.kinds import Kind

AT_ONCE = 2_000
"""More rows than this are a worker's business."""
IN_MEMORY = 1024 * 1024


def export_response(
    request: HttpRequest, queryset: QuerySet[Any], kind: Kind, given: str, columns: Sequence[str] = ()
) -> HttpResponseBase:
    """`queryset`'s rows in its order as a file in `columns` (their names; by default the kind's usual ones).

    Of many rows a worker makes the file; then the answer leads to the page that shows how far it is. Noted in the
    journal with the number of rows. Raises `PermissionDenied` for whoever may not change such rows or belongs to no
    employer, and `Invalid` for a format that does not exist or too many rows.
    """
    user: Any = request.user
    if not user.has_perm(kind.permission) or not user.employer_id:
        raise PermissionDenied
    if given not in Format.values:
        raise Invalid(f"A format is one of {', '.join(Format.values)}.")
    if len(queryset.order_by().values_list("pk")[: AT_ONCE + 1]) > AT_ONCE:
        run = start_export(rows=queryset, kind=kind, given=given, columns=columns, user=user)
        return HttpResponseRedirect(resolve_url("office:export_run", task_run_id=run.pk))
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    wanted = kind.named(columns)
    written = write(file, given, [str(column.label) for column in wanted], kind.lines(queryset, wanted))  # type: ignore[arg-type]
    journal(user, kind, given, written)
    file.seek(0)
    name = f"{kind.slug}-{timezone.now():%Y-%m-%d}.{given}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[Format(given)])
