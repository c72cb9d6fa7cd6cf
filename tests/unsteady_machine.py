"""A machine that stands still now and then, for tests that trust in its speed.

`make test ARGS="-p tests.unsteady_machine"` (Linux): one process after the other, of the tests, the servers and the
browsers, is stopped for a moment. What fails is a limit too tight, or something read before it was there. One
exception: a SIGTERM that finds its process stopped may go to a thread that does not care (test_serving.py).
"""

from __future__ import annotations

import os
import random
import signal
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

PAUSE_S = (0.1, 1.0)
BETWEEN_S = (0.05, 0.3)

over = threading.Event()
chance = random.Random()


def descendants(pid: int) -> Iterator[int]:
    children = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in brackets, may hold anything.
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue  # ended just now
        children[int(parent)].append(int(stat.parent.name))
    waiting = [pid]
    while waiting:
        found = children[waiting.pop()]
        yield from found
        waiting += found


def pause_one() -> None:
    # The command that started servers and tests goes on: it is what `make` waits for.
    others = [pid for pid in descendants(os.getppid()) if pid != os.getpid()]
    if not others:
        return
    pid = chance.choice(others)
    try:
        os.kill(pid, signal.SIGSTOP)
        over.wait(chance.uniform(*PAUSE_S))
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        return


def disturb() -> None:
    while not over.wait(chance.uniform(*BETWEEN_S)):
        pause_one()


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        threading.Thread(target=disturb, name="unsteady").start()


def pytest_sessionfinish() -> None:
    over.set()
