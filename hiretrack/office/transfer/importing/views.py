"""The pages of an import. Every step is a plain form; the page of a run refreshes itself while it runs."""

from __future__ import annotations

import csv
import io
import uuid
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from hiretrack.background.models import TaskRun
from hiretrack.background.services import cancel
from hiretrack.errors import DomainError, NotFound
from hiretrack.office.pages import OfficeCommand, OfficePage, OfficeView
from hiretrack.office.transfer.importing import mapping
from hiretrack.office.transfer.importing.intake import columns_of, table_of
from hiretrack.office.transfer.importing.kinds import CANDIDATES, Kind
from hiretrack.office.transfer.importing.problems import as_lines, problems_of
from hiretrack.uploads import storage
from hiretrack.uploads.choices import MAX_IMPORT_BYTES, ContentType, UploadKind
from hiretrack.uploads.importing.formulas import neutral
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import store

SHOWN_PROBLEMS = 100
SHOWN_RUNS = 5
HEAD_BYTES = 512 * 1024
"""As much of a file as its first rows may take."""


class Importing(OfficeView):
    """What the views of one kind's import share. Imports are an employer's own: a platform admin belongs to none."""

    kind: Kind = CANDIDATES

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(request.user, "employer_id", None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def run_of(self, task_run_id: uuid.UUID) -> TaskRun:
        """An import of this kind that the user has started. Raises `NotFound`."""
        rows = TaskRun.objects.filter(pk=task_run_id, kind=self.kind.run_kind, owner_id=self.user.pk)
        run: TaskRun | None = rows.first()
        if run is None:
            raise NotFound
        return run

    def url(self, step: str = "", **ids: Any) -> str:
        return resolve_url(f"office:import_{self.kind.slug}{step and f'_{step}'}", **ids)


class ImportPage(Importing, OfficePage):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"kind": self.kind, "title": self.kind.title, "start_url": self.url()}
        return super().get_context_data(**{**kwargs, **more})


class StartPage(ImportPage):
    """Which file."""

    template_name = "office/transfer/import_start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = TaskRun.objects.filter(kind=self.kind.run_kind, owner_id=self.user.pk).order_by("-created_at")
        recent = [(run, self.url("run", task_run_id=run.pk)) for run in runs[:SHOWN_RUNS]]
        megabytes = MAX_IMPORT_BYTES // (1024 * 1024)
        return super().get_context_data(**kwargs, recent=recent, megabytes=megabytes)

    def post(self, request: HttpRequest) -> HttpResponse:
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile) or not file.size:
            return self._again(_("Choose a file that is not empty."))
        try:
            upload = self._kept(file)
        except DomainError as error:
            return self._again(error.detail)
        return HttpResponseRedirect(self.url("columns", upload_id=upload.pk))

    def _again(self, error: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(error=error), status=422)

    def _kept(self, file: UploadedFile) -> Upload:
        table = table_of(file)
        employer_id = self.user.employer_id
        assert employer_id is not None  # noqa: S101 - `dispatch` has asked
        upload = store(
            employer_id=employer_id,
            kind=UploadKind.IMPORT,
            filename=table.filename,
            content=table.content,
            content_type=ContentType.CSV,
            uploaded_by=self.user.pk,
        )
        if table.sheet:
            messages.info(self.request, _("The sheet “%(name)s” is read, the first one.") % {"name": table.sheet})
        return upload


class ColumnsPage(ImportPage):
    """What its columns say."""

    template_name = "office/transfer/import_columns.html"

    def get(self, request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        columns, _rows = self.table
        return self.render_to_response(self.get_context_data(choices=mapping.guessed(self.kind, columns)))

    def post(self, request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
        columns, _rows = self.table
        choices = mapping.chosen(self.kind, columns, request.POST)
        on_existing = "skip" if request.POST.get("on_existing") == "skip" else "update"
        try:
            run = self.kind.start(
                upload_id=upload_id,
                mapping=mapping.mapping_of(self.kind, choices),
                on_existing=on_existing,
                dry_run=True,
            )
        except DomainError as error:
            shown = self.get_context_data(choices=choices, error=error.detail, on_existing=on_existing)
            return self.render_to_response(shown, status=422)
        return HttpResponseRedirect(self.url("run", task_run_id=run.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns, rows = self.table
        return super().get_context_data(
            **kwargs,
            name=self.upload.filename.removesuffix(".csv"),
            columns=columns,
            rows=rows,
            targets=self._targets(),
            lists=self._needed(),
        )

    def _targets(self) -> list[tuple[str, Any, Any]]:
        return [(field, label, self.kind.hints.get(field, "")) for field, label in self.kind.labels.items()]

    def _needed(self) -> set[str]:
        return {field for group in self.kind.fields.needed for field in group}

    @cached_property
    def upload(self) -> Upload:
        own = Upload.objects.filter(kind=UploadKind.IMPORT, uploaded_by=self.user.pk)
        upload: Upload | None = own.filter(pk=self.kwargs["upload_id"]).first()
        if upload is None:
            raise NotFound
        return upload

    @cached_property
    def table(self) -> tuple[list[Any], list[list[str]]]:
        return columns_of(storage.read(self.upload.path, at_most=HEAD_BYTES))


class RunPage(ImportPage):
    """How far it is and what came of it: first of the trial, then of the import."""

    template_name = "office/transfer/import_run.html"
    counts: ClassVar = ("created", "updated", "unchanged", "skipped", "failed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run_of(self.kwargs["task_run_id"])
        result = run.result or {}
        problems = list(problems_of(self.kind, result))
        ids = {"task_run_id": run.pk}
        return super().get_context_data(
            **kwargs,
            run=run,
            result=result,
            is_trial=result.get("dry_run", False),
            changes=result.get("created", 0) + result.get("updated", 0),
            problems=problems[:SHOWN_PROBLEMS],
            more_problems=max(len(problems) - SHOWN_PROBLEMS, 0) + result.get("errors_left_out", 0),
            confirm_url=self.url("confirm", **ids),
            cancel_url=self.url("cancel", **ids),
            problems_url=self.url("problems", **ids),
            columns_url=self.url("columns", upload_id=result["upload_id"]) if result.get("upload_id") else "",
        )


class ProblemsFile(Importing):
    """The rows that cannot be imported, as CSV."""

    def get(self, request: HttpRequest, task_run_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        run = self.run_of(task_run_id)
        text = io.StringIO()
        lines = as_lines(problems_of(self.kind, run.result or {}))
        csv.writer(text).writerows([neutral(cell) for cell in line] for line in lines)
        # With a byte order mark: Excel takes the file for Windows-1252 otherwise.
        answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.kind.slug}-{_("problems")}.csv"'
        return answer


class ConfirmCommand(Importing, OfficeCommand):
    """The trial's file and choices, in earnest."""

    new: TaskRun | None = None

    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        options = (self.run_of(ids["task_run_id"]).result or {})["options"]
        given = {name: options[name] for name in ("mapping", "on_existing")}
        upload_id = uuid.UUID((self.run_of(ids["task_run_id"]).result or {})["upload_id"])
        self.new = self.kind.start(upload_id=upload_id, dry_run=False, **given)
        return _("The import has begun.")

    def back_to(self, **ids: Any) -> str:
        return self.url("run", task_run_id=self.new.pk if self.new else ids["task_run_id"])


class CancelCommand(Importing, OfficeCommand):
    def run(self, request: HttpRequest, **ids: Any) -> str:  # noqa: ARG002
        cancel(self.run_of(ids["task_run_id"]))
        return _("It is stopped. Rows that were imported before stay.")

    def back_to(self, **ids: Any) -> str:
        return self.url("run", **ids)
