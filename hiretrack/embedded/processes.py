"""Knowing and ending processes by more than their number, which the system reuses."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hiretrack.embedded.waiting import until


def started_at(pid: int) -> str:
    """When a living process began, in the system's own notation; empty for none (or a zombie)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "" if Path("/proc/self/stat").exists() else _started_by_ps(pid)
    return "" if fields[0] in "ZX" else fields[19]


def _started_by_ps(pid: int) -> str:
    if not shutil.which("ps"):
        return ""
    asked = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def command_of(pid: int) -> str:
    """A living process's command line; empty when it cannot be told."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        pass
    if Path("/proc/self/stat").exists() or not shutil.which("ps"):
        return ""
    asked = ["ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def signal_group(pid: int, number: int) -> None:
    """Signal every process of the group that `pid` leads; nothing when it is gone."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        # macOS answers EPERM for a group of zombies.
        return


@dataclass(frozen=True)
class Record:
    """A started program as noted in the data folder, for the start after a crash."""

    pid: int
    started: str
    stop_signal: int

    @classmethod
    def of(cls, pid: int, stop_signal: int) -> "Record":
        return cls(pid, started_at(pid), stop_signal)

    @classmethod
    def read(cls, path: Path) -> "Record | None":
        try:
            pid, stop_signal, started = path.read_text("utf-8").split(" ", 2)
            return cls(int(pid), started.strip(), int(stop_signal))
        except (OSError, ValueError):
            return None

    def write(self, path: Path) -> None:
        path.write_text(f"{self.pid} {self.stop_signal} {self.started}\n", "utf-8")

    @property
    def alive(self) -> bool:
        return bool(self.started) and started_at(self.pid) == self.started


def stop(record: Record, *, within: float = 10.0) -> None:
    """End a program that is not our child: its own signal first, SIGKILL after `within`."""
    if not record.alive:
        return
    signal_group(record.pid, record.stop_signal)
    try:
        until(lambda: not record.alive, within=within)
    except TimeoutError:
        signal_group(record.pid, signal.SIGKILL)


def stop_left_over(folder: Path) -> list[str]:
    """End what a crashed run left behind; returns the names of what was still alive."""
    stopped = []
    for path in sorted(folder.glob("*.pid")):
        record = Record.read(path)
        if record and record.alive:
            stopped.append(path.stem)
            stop(record)
        path.unlink(missing_ok=True)
    return stopped
