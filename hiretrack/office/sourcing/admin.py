"""Where the admin's own addresses of boards, scans and listings lead: to the pages of this room."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse

from hiretrack.office.settings.admin import ElsewhereAdmin
from jobs.sourcing.models import JobBoard, Listing, Scan


@admin.register(JobBoard)
class JobBoardAdmin(ElsewhereAdmin):
    page = "office:job-boards"

    def address_of(self, row: JobBoard) -> str:
        return reverse("office:job-board", args=[row.pk])


@admin.register(Scan)
class ScanAdmin(ElsewhereAdmin):
    page = "office:job-boards"

    def address_of(self, row: Scan) -> str:
        return reverse("office:job-board", args=[row.board_id])


@admin.register(Listing)
class ListingAdmin(ElsewhereAdmin):
    page = "office:listings"

    def address_of(self, row: Listing) -> str:
        return reverse("office:listing", args=[row.pk])
