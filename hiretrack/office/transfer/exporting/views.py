"""Which columns and format a list is exported in, and the page of an export that takes longer."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from employers.models import User
from hiretrack.errors import DomainError
from hiretrack.office.pages import OfficePage, OfficeView
from hiretrack.office.transfer import objects
from hiretrack.office.transfer.exporting.background import KIND, MAX_ROWS
from hiretrack.office.transfer.exporting.files import Format
from hiretrack.office.transfer.exporting.kinds import CANDIDATES, KINDS, Kind
from hiretrack.office.transfer.exporting.responses import AT_ONCE, export_response

COUNTED = 1_000
"""Beyond it the page says “1,000+”."""
SELECTED = "ids"


class ExportPage(OfficePage):
    """The list with the same query string, as a file. Exports are an employer's own."""

    template_name = "office/transfer/export.html"
    kind: Kind = CANDIDATES

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(request.user, "employer_id", None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.render_to_response(self.get_context_data())
        except IncorrectLookupParameters:
            return HttpResponseRedirect(request.path)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        given, columns = request.POST.get("format", ""), request.POST.getlist("columns")
        if not columns:
            return self._again(str(_("Choose at least one column.")))
        try:
            return export_response(request, self.listed(), self.kind, given, columns)
        except DomainError as error:
            return self._again(error.detail)

    def _again(self, error: str) -> HttpResponse:
        picked = set(self.request.POST.getlist("columns"))
        return self.render_to_response(self.get_context_data(error=error, picked=picked), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        picked = kwargs.pop("picked", {column.name for column in self.kind.columns if column.chosen})
        counted = len(self.listed().order_by().values_list("pk")[: COUNTED + 1])
        query = self.request.GET.urlencode()
        return super().get_context_data(
            **kwargs,
            title=self.kind.title,
            kind=self.kind,
            columns=[(column, column.name in picked) for column in self.kind.columns],
            formats=Format.choices,
            count=min(counted, COUNTED),
            has_more=counted > COUNTED,
            is_narrowed=bool(self.request.GET),
            at_once=AT_ONCE,
            most=MAX_ROWS,
            back_url=resolve_url(self.kind.list_url) + (f"?{query}" if query else ""),
        )

    def listed(self) -> QuerySet[Any]:
        """What the list itself would show, on all its pages."""
        request = cast("Any", self.request)
        given, request.GET = request.GET, _filters(request.GET)
        try:
            listed = admin.site._registry[self.kind.model].get_changelist_instance(request)
        finally:
            request.GET = given
        rows: QuerySet[Any] = self.kind.all_of(listed)
        return rows.filter(pk__in=_ids(given)) if SELECTED in given else rows


def _filters(given: QueryDict) -> QueryDict:
    """The list's own parameters, less the page."""
    kept = given.copy()
    for name in ("p", "all", "e", SELECTED):
        kept.pop(name, None)
    return kept


def _ids(given: QueryDict) -> list[uuid.UUID]:
    """Of the selected rows; what is none of ours is nothing."""
    ids = []
    for text in given.get(SELECTED, "").split(",")[:1000]:
        with suppress(ValueError):
            ids.append(uuid.UUID(text))
    return ids


def _kinds_of_run(user: User) -> tuple[str, ...]:
    """Whoever may no longer export everything may not fetch what they exported before, either."""
    return (KIND, "employer.export") if user.has_perm("employers.change_employer") else (KIND,)


class ExportRunPage(OfficePage):
    """How far a worker is with the file, then where it lies. Its owner's own."""

    template_name = "office/transfer/export_run.html"
    permission = "jobs.view_job"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = objects.owned(self.kwargs["task_run_id"], self.user.pk, *_kinds_of_run(self.user))
        kind = KINDS.get((run.result or {}).get("table", ""))
        return super().get_context_data(
            **kwargs,
            title=kind.title if kind else _("Export everything"),
            run=run,
            kind=kind,
            result=run.result or {},
            is_there=objects.is_there(run),
            download_url=resolve_url("office:export_file", task_run_id=run.pk),
            back_url=resolve_url(kind.list_url) if kind else resolve_url("office:export_employer"),
        )


class ExportFile(OfficeView):
    """The way to the file itself."""

    permission = "jobs.view_job"

    def get(self, request: HttpRequest, task_run_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return HttpResponseRedirect(objects.link(objects.owned(task_run_id, self.user.pk, *_kinds_of_run(self.user))))
