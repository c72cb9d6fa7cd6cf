"""The supervisor's line to its guard (see guard.py)."""

import subprocess
import sys
import threading
from pathlib import Path

GUARD = Path(__file__).with_name("guard.py")


class Leash:
    """Tells the guard which process groups must not outlive us. Safe across threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[int, int] = {}
        self._guard = self._start()

    @staticmethod
    def _start() -> "subprocess.Popen[str]":
        # -I -S: no user site, no site-packages; it is up in 10 ms.
        argv = [sys.executable, "-I", "-S", str(GUARD)]
        return subprocess.Popen(argv, stdin=subprocess.PIPE, text=True, start_new_session=True, cwd="/")

    def hold(self, pid: int, stop_signal: int) -> None:
        with self._lock:
            self._held[pid] = stop_signal
            self._tell(f"+{pid} {int(stop_signal)}\n")

    def release(self, pid: int) -> None:
        with self._lock:
            self._held.pop(pid, None)
            self._tell(f"-{pid}\n")

    def _tell(self, line: str) -> None:
        try:
            self._send(line)
        except OSError:
            # Somebody killed the guard: a new one takes over everything that runs.
            self._guard.wait()
            self._guard = self._start()
            self._send("".join(f"+{pid} {int(number)}\n" for pid, number in self._held.items()))

    def _send(self, text: str) -> None:
        assert self._guard.stdin is not None  # noqa: S101 - it was opened with a pipe
        self._guard.stdin.write(text)
        self._guard.stdin.flush()

    def close(self) -> None:
        assert self._guard.stdin is not None  # noqa: S101
        self._guard.stdin.close()
        self._guard.wait()
