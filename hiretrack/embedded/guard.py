"""Ends the supervisor's programs when the supervisor itself is killed.

A separate process, run as a plain file so that it starts at once and needs nothing of ours. It
reads `+<pid> <signal>` and `-<pid>` lines; the end of its input means that the supervisor is gone,
however that came about. It then signals every process group still listed and, after a while, kills.
"""

import os
import signal
import sys
import time

PATIENCE = 8.0


def signal_group(pid: int, number: int) -> bool:
    try:
        os.killpg(pid, number)
    except OSError:
        return False
    return True


def note(line: str, groups: dict[int, int]) -> None:
    if line.startswith("+"):
        pid, number = line[1:].split()
        groups[int(pid)] = int(number)
    else:
        groups.pop(int(line[1:]), None)


def end(groups: dict[int, int]) -> None:
    left = [pid for pid, number in groups.items() if signal_group(pid, number)]
    deadline = time.monotonic() + PATIENCE
    while left and time.monotonic() < deadline:
        time.sleep(0.1)
        left = [pid for pid in left if signal_group(pid, 0)]
    for pid in left:
        signal_group(pid, signal.SIGKILL)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: dict[int, int] = {}
    for line in sys.stdin:
        note(line.strip(), groups)
    end(groups)


if __name__ == "__main__":
    main()
