"""A board that is written down page by page, and its scans as a worker carries them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hiretrack.background.services import carry_out
from hiretrack.celery import HEADER_EMPLOYER, TenantTask
from hiretrack.tenancy import employer_scope
from jobs.sourcing.client import SafeClient
from jobs.sourcing.models import JobBoard, Listing, Scan
from jobs.sourcing.postings import Page, Posting, Source, Unchanged
from jobs.sourcing.services import run_scan, start_scan
from jobs.sourcing.tasks import scan_board

Step = Page | Unchanged | Exception | Callable[[], Any]
COUNTS = ("added", "changed", "returned", "gone")


class Killed(BaseException):
    """What nothing catches: from one moment to the next there is no process any more."""


def killed() -> None:
    raise Killed


@dataclass
class PaperBoard:
    """Pages; errors, which are raised; functions, which are called where they stand."""

    steps: list[Step]
    told: list[Source] = field(default_factory=list)

    def check(self, url: str, config: Mapping[str, Any]) -> None:
        """Everything can be scanned."""

    def pages(self, source: Source, client: object) -> Iterator[Page | Unchanged]:  # noqa: ARG002 - nothing is fetched
        self.told.append(source)
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
            if callable(step):
                step()
            else:
                yield step


class Carrier(TenantTask):
    """A worker's task at its last attempt."""

    name = "tests.carrier"

    def __init__(self, board: JobBoard) -> None:
        self.employer_id = board.employer_id

    def scope(self) -> Any:
        return employer_scope(self.employer_id)

    def is_last_attempt(self, error: Exception) -> bool:  # noqa: ARG002 - whatever it is
        return True


def posting(number: int = 1, **given: Any) -> Posting:
    texts = {"title": f"Engineer {number}", "url": f"https://jobs.example.com/{number}", "company": "Initech"}
    return Posting(
        **{**texts, "location": "Berlin", "description": "Build things.", "external_id": f"{number}", **given}
    )


def page(*postings: Posting, **given: Any) -> Page:
    return Page("https://jobs.example.com/", list(postings), **given)


def pages(numbers: Any, size: int = 100) -> list[Step]:
    """Postings of these numbers."""
    rows = [posting(number) for number in numbers]
    return [page(*rows[start : start + size]) for start in range(0, len(rows), size)] or [page()]


def scanned(board: JobBoard, *steps: Step) -> Scan:
    """The board's scan of these pages, after it has ended. What went wrong is in its run, and raised if unforeseen."""
    return carried_out(begun(board), PaperBoard(list(steps)))


def begun(board: JobBoard) -> Scan:
    with employer_scope(board.employer_id):
        return start_scan(board_id=board.pk)


def carried_out(scan: Scan, adapter: PaperBoard) -> Scan:
    task = Carrier(scan.board)
    carry_out(
        task=task,
        run_id=scan.run_id,
        work=lambda run: run_scan(task=task, run=run, scan_id=scan.pk, adapter=adapter, client=SafeClient()),
    )
    return fresh(scan)


def by_worker(scan: Scan) -> Scan:
    """After its message was carried out."""
    scan_board.apply([str(scan.run_id), str(scan.pk)], headers={HEADER_EMPLOYER: str(scan.employer_id)}, throw=True)
    return fresh(scan)


def fresh(scan: Scan) -> Scan:
    with employer_scope(scan.employer_id):
        return Scan.objects.select_related("board", "run").get(pk=scan.pk)


def counted(scan: Scan) -> tuple[int, ...]:
    """Added, changed, back again, gone."""
    return tuple(getattr(scan, name) for name in COUNTS)


def listed(board: JobBoard, **where: Any) -> list[Listing]:
    """The employer's listings, by title."""
    with employer_scope(board.employer_id):
        return list(Listing.objects.filter(**where).order_by("title"))


def rows_of(board: JobBoard) -> list[dict[str, Any]]:
    """Everything that is stored of the employer's listings."""
    with employer_scope(board.employer_id):
        return list(Listing.objects.order_by("pk").values())
