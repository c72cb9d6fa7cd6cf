"""The list of boards, and the page of one: how its scans went, how one that runs is getting on, what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from hiretrack.office.jobs.counts import told
from hiretrack.office.pages import OfficePage
from hiretrack.office.sourcing import finding
from hiretrack.office.sourcing.rooms import BoardView
from hiretrack.office.sourcing.wording import interval_in_words, look_of, state_in_words
from jobs.sourcing.choices import OPEN
from jobs.sourcing.models import JobBoard, Scan

SCANS = 20
NEWEST = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A board as the list shows it."""

    board: JobBoard
    outcome: str
    look: str
    every: str
    listed: str
    fresh: str


class BoardsPage(BoardView, OfficePage):
    title = gettext_lazy("Job boards")
    template_name = "office/sourcing/boards.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boards = list(finding.boards()[: finding.MOST_BOARDS])
        scanning = set(Scan.objects.filter(state__in=OPEN).values_list("board_id", flat=True))
        return super().get_context_data(**kwargs) | {"rows": [(line_of(one), one.pk in scanning) for one in boards]}


def line_of(row: Any) -> Line:
    return Line(
        board=row,
        outcome=state_in_words(row.last_scan_status),
        look=look_of(row.last_scan_status),
        every=interval_in_words(row.scan_interval_minutes),
        listed=told(row.listed),
        fresh=told(row.fresh) if row.fresh else "",
    )


class BoardPage(BoardView, OfficePage):
    """With `?part=state` the state alone: a scan runs, and has got on."""

    def get_template_names(self) -> list[str]:
        return ["office/sourcing/state.html" if self.is_part else "office/sourcing/board.html"]

    @property
    def is_part(self) -> bool:
        return self.request.GET.get("part") == "state"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self._state()
        # A part says nothing of the site around it.
        return shown if self.is_part else super().get_context_data(**kwargs) | shown | self._around()

    def _state(self) -> dict[str, Any]:
        scan = finding.open_scan(self.board)
        scans = list(Scan.objects.filter(board=self.board).order_by("-created_at", "-id")[: SCANS + 1])
        return {
            "board": self.board,
            "line": line_of(self.board),
            "scan": scan,
            "live_url": self._live(scan),
            "scans": [(row, look_of(row.state)) for row in scans[:SCANS]],
            "may_write": self.may_write,
        }

    def _live(self, scan: Scan | None) -> str:
        """Where the scan's progress is told; only to whoever started it."""
        if scan is None or scan.run is None or scan.run.owner_id != self.user.pk:
            return ""
        return f"{settings.LIVE_URL}/ws/tasks/{scan.run.pk}"

    def _around(self) -> dict[str, Any]:
        rows = finding.newest_of(self.board)
        return {"title": self.board.name, "newest": list(rows[:NEWEST]), "entity": JobBoard._meta.label_lower}
