"""Programs are restarted, ended in order, and never left behind."""

import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hiretrack.embedded.logstream import LogStream
from hiretrack.embedded.processes import started_at
from hiretrack.embedded.program import Program
from hiretrack.embedded.supervisor import Child, Supervisor
from hiretrack.embedded.waiting import until

WITHIN_S = 60
SLEEPER = "import time; print('up', flush=True); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEPER
PARENT = (
    "import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(child.pid, flush=True); time.sleep(600)"
)


def python(code: str, tmp_path: Path, **extra: object) -> Program:
    return Program(name="it", argv=(sys.executable, "-c", code), cwd=tmp_path, **extra)  # type: ignore[arg-type]


def alive(child: Child) -> int:
    """The child's process number, once it has one."""
    return until(lambda: child.pid or 0, within=WITHIN_S)


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def supervisor(tmp_path: Path, log: io.StringIO) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path, LogStream(log))
    yield made
    made.hurry.set()
    made.stop()


def test_supervisor_restarts_what_was_killed(supervisor: Supervisor, tmp_path: Path) -> None:
    [child] = supervisor.start(python(SLEEPER, tmp_path))
    first = alive(child)

    os.kill(first, signal.SIGKILL)

    assert until(lambda: child.pid not in (None, first), within=WITHIN_S)


def test_supervisor_waits_longer_after_each_failure(supervisor: Supervisor, tmp_path: Path, log: io.StringIO) -> None:
    supervisor.start(python("raise SystemExit(3)", tmp_path))

    until(lambda: "starting again in 0.8 s" in log.getvalue(), within=WITHIN_S)

    pauses = [line.rsplit("in ", 1)[1] for line in log.getvalue().splitlines() if "ended with code 3" in line]
    # While we looked it may have failed once more.
    assert pauses[:3] == ["0.2 s", "0.4 s", "0.8 s"]


def test_stop_kills_what_does_not_end_in_time(supervisor: Supervisor, tmp_path: Path, log: io.StringIO) -> None:
    [child] = supervisor.start(python(STUBBORN, tmp_path, stop_within=0.3))
    until(lambda: "up" in log.getvalue(), within=WITHIN_S)
    pid = alive(child)

    supervisor.stop()

    assert not started_at(pid)


def test_grandchildren_end_with_a_killed_child(supervisor: Supervisor, tmp_path: Path, log: io.StringIO) -> None:
    [child] = supervisor.start(python(PARENT, tmp_path))
    until(lambda: "\n" in log.getvalue(), within=WITHIN_S)
    grandchild = int(log.getvalue().split("|")[1].split()[0])

    os.kill(alive(child), signal.SIGKILL)

    assert until(lambda: not started_at(grandchild), within=WITHIN_S)


def test_stop_leaves_no_record(supervisor: Supervisor, tmp_path: Path) -> None:
    [child] = supervisor.start(python(SLEEPER, tmp_path))
    until(lambda: child.pid and list(tmp_path.glob("*.pid")), within=WITHIN_S)

    supervisor.stop()

    assert not list(tmp_path.glob("*.pid"))


def test_quiet_program_speaks_only_when_it_fails(supervisor: Supervisor, tmp_path: Path, log: io.StringIO) -> None:
    supervisor.start(python("print('why', flush=True); raise SystemExit(1)", tmp_path, quiet=True))

    until(lambda: "ended with code 1" in log.getvalue(), within=WITHIN_S)

    assert log.getvalue().splitlines()[0].endswith("why")


def test_unread_log_is_noticed(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    # Unbuffered, or closing it would try once more to write what nobody reads.
    with os.fdopen(writing, "wb", buffering=0) as raw:
        stream = LogStream(io.TextIOWrapper(raw, write_through=True))  # type: ignore[arg-type,type-var]
        stream.line("web", "nobody reads this")
        assert stream.broken.is_set()
