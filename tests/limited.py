"""Python in a child that may compute for some seconds only: whatever grows faster than its input is killed."""

from __future__ import annotations

import subprocess
import sys

from hiretrack import env

SECONDS = 20
"""Of processor time, so that a busy machine changes nothing. Linear work on a megabyte takes less than one."""
LONG = 600_000


def computes(prepare: str, work: str) -> bool:
    """Whether `work` comes to its end within `SECONDS` after `prepare`; `LONG` is known to both."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS})); LONG = {LONG}"
    program = f"{prepare}\n{limit}\n{work}\nprint('through')"
    done = subprocess.run([sys.executable, "-c", program], cwd=env.PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode in {0, -9, -24}, done.stderr
    return done.stdout == "through\n"
