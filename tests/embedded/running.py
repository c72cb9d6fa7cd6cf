"""A supervised set of servers of a test's own, as `make run` starts them."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from hiretrack import env
from hiretrack.embedded.processes import Record
from hiretrack.embedded.waiting import until

ADDRESSES = tuple(marker for markers in env.GROUPS.values() for marker in markers)


def bare_environment(data: Path) -> dict[str, str]:
    """Our environment without the addresses of the servers that the tests themselves use."""
    kept = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in ADDRESSES}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "HIRETRACK_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}


def pid_of(folder: Path, name: str) -> int:
    """The process that the supervisor of this folder runs under this name now: between two there is no record."""
    return until(lambda: Record.read(folder / "run" / f"{name}.pid"), within=60).pid


class Servers:
    """`manage.py services` (or another command of ours) as a process, its output in a file of its own."""

    def __init__(self, data: Path, *command: str) -> None:
        self.data = data
        made, name = tempfile.mkstemp(prefix="log-", suffix=".txt", dir=data)
        self._log = Path(name)
        with os.fdopen(made, "w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", *(command or ("services",))],
                cwd=env.PROJECT,
                env=bare_environment(data),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def await_ready(self, *, within: float = 60) -> None:
        def ready() -> bool:
            assert self.process.poll() is None, self.said()
            return any(sign in self.said() for sign in ("ready; addresses in", "HireTrack is ready."))

        until(ready, within=within)

    def said(self) -> str:
        # Its last line may be half written, even in the middle of a letter.
        return self._log.read_text(errors="replace")

    @property
    def addresses(self) -> dict[str, str]:
        lines = (self.data / "services.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if not line.startswith("#"))

    def asked(self, *statements: str) -> list[tuple[object, ...]]:
        """What the last one answers; nothing while PostgreSQL is away."""
        try:
            with psycopg.connect(self.addresses["DATABASE_OWNER_URL"], autocommit=True, connect_timeout=10) as database:
                for statement in statements[:-1]:
                    database.execute(statement)
                return database.execute(statements[-1]).fetchall()
        except psycopg.OperationalError:
            return []

    def pid(self, name: str) -> int:
        """The process that the supervisor runs under this name now."""
        return pid_of(self.data, name)

    def all_pids(self) -> list[int]:
        return [record.pid for path in (self.data / "run").glob("*.pid") if (record := Record.read(path))]

    def kill(self, name: str) -> None:
        os.kill(self.pid(name), signal.SIGKILL)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=120)

    def end(self) -> None:
        """Whatever became of it: nothing is left of it."""
        if self.process.poll() is None:
            self.stop()


@contextmanager
def servers(data: Path) -> Iterator[Servers]:
    running = Servers(data)
    try:
        running.await_ready()
        yield running
    finally:
        running.end()
