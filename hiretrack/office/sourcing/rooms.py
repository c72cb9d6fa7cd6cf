"""Who may open the pages of boards and listings, and which row they are about."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404

from hiretrack.office.pages import OfficeView
from hiretrack.office.sourcing import finding
from jobs.sourcing.models import JobBoard, Listing


class OfEmployer(OfficeView):
    """Boards are an employer's own doing: a platform admin reads them, and changes none."""

    def allows(self, permission: str) -> bool:
        return super().allows(permission) and (permission != self.write_permission or bool(self.user.employer_id))


class BoardView(OfEmployer):
    permission = "sourcing.view_jobboard"
    write_permission = "sourcing.change_jobboard"

    @cached_property
    def board(self) -> JobBoard:
        rows: Any = finding.boards().select_related("created_by")
        found: JobBoard = get_object_or_404(rows, pk=self.kwargs["job_board_id"])
        return found


class ListingView(OfEmployer):
    permission = "sourcing.view_listing"
    write_permission = "sourcing.change_listing"

    @property
    def may_adopt(self) -> bool:
        return self.may_write and self.user.has_perm("jobs.add_job")

    @cached_property
    def listing(self) -> Listing:
        rows = Listing.objects.all()
        found: Listing = get_object_or_404(rows, pk=self.kwargs["listing_id"])
        return found
