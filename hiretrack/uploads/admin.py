"""Uploads in the back office: to look at, never to change."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from employers.admin_pages import KeysFirst
from employers.admin_scope import OwnEmployerAdmin
from hiretrack.uploads.choices import ScanStatus
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import download_url, readable

SCAN_COLOURS = {
    ScanStatus.PENDING: "warning",
    ScanStatus.CLEAN: "success",
    ScanStatus.INFECTED: "danger",
    ScanStatus.ERROR: "danger",
}


@admin.register(Upload)
class UploadAdmin(OwnEmployerAdmin):
    list_display = ("filename", "kind", "scan", "shown_size", "created_at")
    list_filter = ("scan_status", "kind")
    search_fields = ("filename", "=sha256")
    fields = (
        "filename", "kind", "content_type", "shown_size", "sha256", "scan_status", "scan_detail", "download",
        "uploaded_by", "created_at", "completed_at", "scanned_at", "claimed_at",
    )  # fmt: skip
    ordering: ClassVar = ["-created_at", "-id"]
    paginator = KeysFirst
    show_full_result_count = False
    list_per_page = 50
    empty_hint = _("CVs and letters appear here as soon as somebody applies.")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": _("Files")} | (extra_context or {}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        rows: QuerySet[Upload] = super().get_queryset(request)
        # The files of candidates' own profiles are nobody's business here, a platform admin's neither.
        return readable(rows.exclude(employer=None))

    @display(description=_("scan"), ordering="scan_status", label=SCAN_COLOURS)
    def scan(self, row: Upload) -> tuple[str, str]:
        return row.scan_status, ScanStatus(row.scan_status).label

    @admin.display(description=_("size"), ordering="size")
    def shown_size(self, row: Upload) -> str:
        return filesizeformat(row.size)

    @admin.display(description=_("file"))
    def download(self, row: Upload) -> str:
        if not row.is_clean:
            return str(_("Only a clean file can be downloaded."))
        return format_html('<a href="{}" rel="noreferrer">{}</a>', download_url(row), _("Download"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
