"""`manage.py scan_boards`: look at job boards."""

from __future__ import annotations

import sys
import uuid
from argparse import RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from employers.models import Employer
from hiretrack.background.models import TaskRun
from hiretrack.background.services import carry_out
from hiretrack.celery import TenantTask
from hiretrack.errors import DomainError
from hiretrack.tenancy import Scope, all_tenants, employer_scope
from jobs.sourcing.choices import ScanState
from jobs.sourcing.locks import alone
from jobs.sourcing.models import JobBoard, Scan
from jobs.sourcing.services import run_scan, start_scan

EXAMPLES = """examples:
  manage.py scan_boards --due
      queue what the schedule would scan now; the workers scan it
  manage.py scan_boards --employer acme --now
      scan all of an employer's enabled boards here, one after the other, and wait
  manage.py scan_boards --board 01980a41-0f3e-7a1c-8c55-6d2b9e4f7a01 --now
      one board, enabled or not

With --now the exit status is 1 when a board could not be read as a whole, else 0. Without it, 1 when a board could not
be queued.
"""


class Here(TenantTask):
    """This process carries the scan out; there is no second attempt."""

    name = "sourcing.scan_here"
    abstract = True

    def __init__(self, employer_id: uuid.UUID) -> None:
        self.employer_id = employer_id

    @contextmanager
    def scope(self) -> Iterator[Scope]:
        with employer_scope(self.employer_id) as scope:
            with connection.cursor() as cursor:
                # As workers have it: what a request may take is too little for a large board.
                cursor.execute(f"SET LOCAL statement_timeout = {settings.WORKER_STATEMENT_TIMEOUT_MS:d}")
            yield scope

    def is_last_attempt(self, error: Exception) -> bool:
        return True


class Command(BaseCommand):
    help = "Scan job boards: through the workers, or here with --now."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        options = {"epilog": EXAMPLES, "formatter_class": RawDescriptionHelpFormatter, **kwargs}
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--employer", metavar="SLUG", help="only this employer's boards")
        parser.add_argument("--board", type=uuid.UUID, metavar="ID", help="only this one, also when it is not enabled")
        parser.add_argument("--due", action="store_true", help="only boards whose time has come")
        parser.add_argument(
            "--now", action="store_true", help="scan here and wait, instead of queueing for the workers"
        )

    def handle(self, *, employer: str | None, board: uuid.UUID | None, due: bool, now: bool, **_options: Any) -> None:
        boards = _chosen(employer, board, due=due)
        said: Counter[str] = Counter()
        with tqdm(boards, unit=" boards", file=sys.stderr, disable=None) as bar:
            for one in bar:
                bar.set_postfix_str(one.name[:30])
                outcome = self._scan(one) if now else self._queue(one)
                said[outcome] += 1
        self._summarise(said)

    def _queue(self, board: JobBoard) -> str:
        try:
            with employer_scope(board.employer_id):
                start_scan(board_id=board.pk)
        except DomainError as error:
            self._say(board, error.detail)
            return "already being scanned" if error.code == "scan_running" else "not queued"
        return "queued"

    def _scan(self, board: JobBoard) -> str:
        task = Here(board.employer_id)
        try:
            with task.scope():
                scan = start_scan(board_id=board.pk, by_worker=False)
        except DomainError as error:
            self._say(board, error.detail)
            return "already being scanned" if error.code == "scan_running" else "failed"
        with alone(scan.pk), tqdm(unit=" postings", file=sys.stderr, disable=None, leave=False) as bar:
            self._carry_out(task, scan, bar)
        return self._told(task, board, scan)

    def _carry_out(self, task: Here, scan: Scan, bar: Any) -> None:
        def work(run: TaskRun) -> dict[str, Any]:
            return run_scan(task=task, run=run, scan_id=scan.pk, heard=lambda found: bar.update(found - bar.n))

        try:
            carry_out(task=task, run_id=scan.run_id, work=work)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001
            # Written down with the scan; the other boards have their turn.
            self.stderr.write(f"{type(error).__name__}: {error}")

    def _told(self, task: Here, board: JobBoard, scan: Scan) -> str:
        with task.scope():
            done = Scan.objects.filter(pk=scan.pk).first()
        if done is None:
            return "deleted meanwhile"
        counts = ", ".join(
            f"{getattr(done, name):,} {name}" for name in ("found", "added", "changed", "returned", "gone")
        )
        self._say(board, f"{done.state}: {counts}{f' ({done.error})' if done.error else ''}")
        return str(done.state)

    def _say(self, board: JobBoard, text: str) -> None:
        tqdm.write(f"{board.name}: {text}", file=self.stdout)

    def _summarise(self, said: Counter[str]) -> None:
        self.stdout.write(", ".join(f"{number:,} {what}" for what, number in sorted(said.items())) or "No boards.")
        bad = {ScanState.FAILED, ScanState.PARTIAL, ScanState.CANCELLED, "not queued"}
        if missed := sum(number for what, number in said.items() if what in bad):
            raise CommandError(f"{missed:,} of {said.total():,} boards could not be scanned as a whole.")


def _chosen(slug: str | None, board_id: uuid.UUID | None, *, due: bool) -> Sequence[JobBoard]:
    with all_tenants(reason="manage.py scan_boards"):
        rows = JobBoard.objects.order_by("next_scan_at", "pk")
        if slug:
            rows = rows.filter(employer=_employer(slug))
        rows = rows.filter(pk=board_id) if board_id else rows.filter(enabled=True)
        if due:
            rows = rows.filter(next_scan_at__lte=timezone.now())
        found = list(rows)
    if board_id and not found and not due:
        raise CommandError(f"There is no board {board_id}.")
    return found


def _employer(slug: str) -> Employer:
    employer = Employer.objects.filter(slug=slug).first()
    if employer is None:
        raise CommandError(f"There is no employer {slug!r}.")
    return employer
