"""One readable stream out of every program's lines."""

import itertools
import sys
import threading
from typing import TextIO

COLOURS = (36, 32, 33, 35, 34, 96, 92, 93, 95, 94)
WIDTH = 9


class LogStream:
    """Prefixes each line with its program's name, in colour on a terminal. Safe across threads."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._colours: dict[str, int] = {}
        self._next = itertools.cycle(COLOURS)
        self.broken = threading.Event()
        """Set once nobody reads the stream any more."""

    def line(self, name: str, text: str) -> None:
        self._write(f"{self._prefix(name)} {text}\n")

    def block(self, text: str) -> None:
        """Several lines as they are, never torn apart by others."""
        self._write(text.rstrip("\n") + "\n")

    def _write(self, text: str) -> None:
        with self._lock:
            try:
                self._out.write(text)
                self._out.flush()
            except (BrokenPipeError, ValueError):
                self.broken.set()

    def _prefix(self, name: str) -> str:
        padded = f"{name:<{WIDTH}}|"
        if not self._out.isatty():
            return padded
        colour = self._colours.setdefault(name, next(self._next))
        return f"\x1b[{colour}m{padded}\x1b[0m"
