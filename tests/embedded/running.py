"""A supervised set of servers of a test's own, as `make run` starts them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hiretrack import env
from hiretrack.embedded.waiting import until

ADDRESSES = tuple(marker for markers in env.GROUPS.values() for marker in markers)


def bare_environment(data: Path) -> dict[str, str]:
    """Our environment without the addresses of the servers that the tests themselves use."""
    kept = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in ADDRESSES}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "HIRETRACK_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}


class Servers:
    """`manage.py services` (or another command of ours) as a process, its output in log.txt."""

    def __init__(self, data: Path, *command: str) -> None:
        self.data = data
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", *(command or ("services",))],
                cwd=env.PROJECT,
                env=bare_environment(data),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def _log(self) -> Path:
        return self.data / "log.txt"

    def await_ready(self, *, within: float = 60) -> None:
        def ready() -> bool:
            assert self.process.poll() is None, self.said()
            return any(sign in self.said() for sign in ("ready; addresses in", "HireTrack is ready."))

        until(ready, within=within)

    def said(self) -> str:
        return self._log.read_text()

    @property
    def addresses(self) -> dict[str, str]:
        lines = (self.data / "services.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if not line.startswith("#"))

    def pid(self, name: str) -> int:
        """The process that the supervisor runs under this name now."""
        record = self.data / "run" / f"{name}.pid"
        return int(until(lambda: record.read_text() if record.exists() else "", within=10).split()[0])

    def all_pids(self) -> list[int]:
        return [int(path.read_text().split()[0]) for path in (self.data / "run").glob("*.pid")]

    def kill(self, name: str) -> None:
        os.kill(self.pid(name), signal.SIGKILL)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=40)

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
