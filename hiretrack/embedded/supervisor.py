"""Keeps programs running: restarts with back-off, one log stream, a clean end."""

import contextlib
import signal
import subprocess
import threading
import time
from collections import deque
from pathlib import Path

from hiretrack.embedded.leash import Leash
from hiretrack.embedded.logstream import LogStream
from hiretrack.embedded.problems import CannotStart
from hiretrack.embedded.processes import Record, signal_group
from hiretrack.embedded.program import Program

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
SETTLED = 20.0
"""A program that ran this long has recovered: its next failure is a first one again."""


class Child:
    """One program and the thread that keeps it running."""

    def __init__(self, program: Program, log: LogStream, leash: Leash, records: Path) -> None:
        self.program = program
        self.failures = 0
        self.last_lines: deque[str] = deque(maxlen=15)
        self._log, self._leash = log, leash
        self._record = records / f"{program.name}.pid"
        self._ending = threading.Event()
        self._launching = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep_running, name=program.name, daemon=True)

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process and process.poll() is None else None

    def start(self) -> None:
        self._thread.start()

    def _keep_running(self) -> None:
        while not self._ending.is_set():
            began = time.monotonic()
            code = self._run_once()
            if self._ending.is_set():
                return
            self.failures = 1 if time.monotonic() - began > SETTLED else self.failures + 1
            pause = min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)
            self._report(code, pause)
            self._ending.wait(pause)

    def _report(self, code: int, pause: float) -> None:
        if self.program.quiet:
            for line in self.last_lines:
                self._log.line(self.program.name, line)
        self._log.line(self.program.name, f"{_describe(code)}; starting again in {pause:.1f} s")

    def _run_once(self) -> int:
        process = self._launch()
        if process is None:
            return 0
        reader = threading.Thread(target=self._read, args=(process,), daemon=True)
        reader.start()
        code = process.wait()
        # What it leaves behind (worker processes) would hold its port and its output.
        signal_group(process.pid, signal.SIGKILL)
        self._leash.release(process.pid)
        self._record.unlink(missing_ok=True)
        reader.join(timeout=2)
        return code

    def _launch(self) -> "subprocess.Popen[bytes] | None":
        with self._launching:
            if self._ending.is_set():
                return None
            try:
                self._process = self._spawn()
            except OSError as error:
                self.last_lines.append(f"{self.program.argv[0]}: {error.strerror}")
                return None
            self._leash.hold(self._process.pid, self.program.stop_signal)
            with contextlib.suppress(OSError):
                Record.of(self._process.pid, self.program.stop_signal).write(self._record)
            return self._process

    def _spawn(self) -> "subprocess.Popen[bytes]":
        program, account = self.program, self.program.account
        return subprocess.Popen(
            program.argv,
            cwd=program.cwd,
            env=program.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Its own session: a terminal's Ctrl-C reaches the supervisor alone, who ends things in order.
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None  # noqa: S101 - it was opened with a pipe
        with process.stdout:
            for raw in process.stdout:
                line = raw.decode("utf-8", "replace").rstrip()
                self.last_lines.append(line)
                if line and not self.program.quiet:
                    self._log.line(self.program.name, line)

    def ask_to_end(self) -> None:
        self._ending.set()
        with self._launching:
            if self._process and self._process.poll() is None:
                # The leader alone: it ends its own workers in its own order.
                self._process.send_signal(self.program.stop_signal)

    def kill(self) -> None:
        self._ending.set()
        with self._launching:
            if self._process and self._process.poll() is None:
                signal_group(self._process.pid, signal.SIGKILL)

    def join(self, timeout: float) -> bool:
        """Whether it has ended within `timeout` seconds."""
        self._thread.join(timeout)
        return not self._thread.is_alive()


def _describe(code: int) -> str:
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with code {code}"


class Supervisor:
    """Programs in the order they were started; they end in the opposite one."""

    def __init__(self, records: Path, log: LogStream) -> None:
        self.log = log
        self._records = records
        self._leash = Leash()
        self._levels: list[list[Child]] = []
        self.ending = threading.Event()
        self.hurry = threading.Event()
        """Set to kill instead of asking."""

    def start(self, *programs: Program) -> list[Child]:
        """Start programs that don't need each other; they will also end together."""
        level = [Child(program, self.log, self._leash, self._records) for program in programs]
        self._levels.append(level)
        for child in level:
            child.start()
        return level

    def child(self, name: str) -> Child:
        return next(c for level in self._levels for c in level if c.program.name == name)

    def stop(self) -> None:
        """End everything, last started first; returns when nothing runs any more."""
        self.ending.set()
        while self._levels:
            self._stop_level(self._levels.pop())
        self._leash.close()

    def _stop_level(self, level: list[Child]) -> None:
        for child in level:
            child.kill() if self.hurry.is_set() else child.ask_to_end()
        began = time.monotonic()
        for child in level:
            self._outlast(child, began + child.program.stop_within)

    def _outlast(self, child: Child, deadline: float) -> None:
        while not child.join(0.1):
            if self.hurry.is_set() or time.monotonic() > deadline:
                child.kill()


def demand(child: Child, *, at_most: int = 3) -> None:
    """Raise CannotStart once the program has failed `at_most` times."""
    if child.failures >= at_most:
        raise CannotStart(f"{child.program.name} does not start: see its lines above.")
