"""What the pages of job boards say about kinds, intervals and scans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jobs.sourcing.choices import BoardKind, ScanState

INTERVALS = (15, 30, 60, 180, 360, 720, 1440, 2880, 10_080)
"""Minutes that are offered; a board may have others."""
LOOKS = {
    ScanState.QUEUED: "info",
    ScanState.RUNNING: "info",
    ScanState.COMPLETE: "good",
    ScanState.UNCHANGED: "good",
    ScanState.PARTIAL: "warn",
    ScanState.FAILED: "bad",
}
"""As in `o-is-…`; a cancelled scan has none."""
_UNITS: tuple[tuple[int, Callable[[int], str]], ...] = (
    (10_080, lambda n: ngettext("every week", "every %(count)d weeks", n)),
    (1440, lambda n: ngettext("every day", "every %(count)d days", n)),
    (60, lambda n: ngettext("every hour", "every %(count)d hours", n)),
    (1, lambda n: ngettext("every minute", "every %(count)d minutes", n)),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of board: when to choose it, and what its addresses look like."""

    when: Promise
    example: str


KINDS: dict[str, Told] = {
    BoardKind.GREENHOUSE: Told(
        gettext_lazy("The company's jobs are at Greenhouse: each with its place and full text."),
        "https://boards.greenhouse.io/example",
    ),
    BoardKind.LEVER: Told(
        gettext_lazy("The company's jobs are at Lever: each with its place, pay and full text."),
        "https://jobs.lever.co/example",
    ),
    BoardKind.ASHBY: Told(
        gettext_lazy("The company's jobs are at Ashby: each with its place, pay and full text."),
        "https://jobs.ashbyhq.com/example",
    ),
    BoardKind.FEED: Told(
        gettext_lazy("The site offers its jobs as a feed, for readers of news."), "https://example.com/jobs.rss"
    ),
    BoardKind.JOBPOSTING: Told(
        gettext_lazy("Career pages that Google for Jobs can read. The best choice when you are not sure."),
        "https://example.com/careers",
    ),
    BoardKind.HTML: Told(
        gettext_lazy("Any list of jobs: you say where on the page title, place and link stand."),
        "https://example.com/jobs",
    ),
    BoardKind.RENDERED: Told(
        gettext_lazy("As before, for pages that stay empty until their scripts have run. Slower."),
        "https://example.com/jobs",
    ),
}


def interval_in_words(minutes: int) -> str:
    """Such as "every 6 hours": in the largest unit that has no rest."""
    size, said = next((size, said) for size, said in _UNITS if not minutes % size)
    return said(minutes // size) % {"count": minutes // size}


def intervals(present: int) -> Iterator[tuple[int, str]]:
    """Those to choose from, `present` among them."""
    for minutes in sorted({*INTERVALS, present}):
        yield minutes, interval_in_words(minutes)


def look_of(state: str) -> str:
    return LOOKS.get(ScanState(state), "") if state else ""


def state_in_words(state: str) -> str:
    return str(ScanState(state).label) if state else _("Never scanned")
