"""The embedded servers alone: for a command such as pytest, or for development."""

import os
import signal
import subprocess
import sys
import tempfile
from argparse import REMAINDER
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hiretrack import env
from hiretrack.embedded import CannotStart
from hiretrack.embedded.folder import DataFolder
from hiretrack.embedded.logstream import LogStream
from hiretrack.embedded.problems import explain
from hiretrack.embedded.session import Session, session


class Command(BaseCommand):
    help = "Start PostgreSQL, Valkey and the object store; with a command, for as long as it runs."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--temporary", action="store_true", help="in a folder that is removed at the end")
        parser.add_argument("command", nargs=REMAINDER, help="-- program and arguments")

    def handle(self, *, temporary: bool, command: list[str], **options: Any) -> None:
        folder = DataFolder(Path(tempfile.mkdtemp(prefix="hiretrack-")) if temporary else env.data_dir())
        wanted = command[1:] if command[:1] == ["--"] else command
        code = 0
        try:
            with session(folder, origins=["*"], temporary=temporary, log=LogStream(sys.stderr)) as running:
                code = run(wanted, running) if wanted else wait(running)
        except CannotStart as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(str(explain(error))) from error
        sys.exit(code)


def wait(running: Session) -> int:
    running.folder.publish(running.environment)
    running.supervisor.log.line("hiretrack", f"ready; addresses in {running.folder.services_file}")
    while not running.supervisor.log.broken.wait(1):
        pass
    return 0


def run(command: list[str], running: Session) -> int:
    """Run `command` with the addresses in its environment; returns its exit code."""
    known = {**os.environ, **running.environment}
    # manage.py's own choice; tests, say, have settings of their own.
    known.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(command, env=known)  # noqa: S603
    _leave_interrupts_to(process)
    return process.wait() % 256


def _leave_interrupts_to(process: "subprocess.Popen[bytes]") -> None:
    """Let the command end by itself; the servers must outlast its own clean-up."""

    def forward(number: int, _frame: object) -> None:
        process.send_signal(number)

    # A terminal sends Ctrl-C to the whole group: the command has it already.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
