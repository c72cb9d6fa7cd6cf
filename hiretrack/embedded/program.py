"""What the supervisor needs to know about a program."""

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hiretrack.embedded.account import Account

HARMLESS = frozenset({"HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ"})


@dataclass(frozen=True)
class Program:
    """One supervised program."""

    name: str
    argv: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    inherit: bool = True
    """Whether it also sees our own environment; the servers don't need our secrets."""
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_within: float = 10.0
    """Seconds between the stop signal and SIGKILL."""
    quiet: bool = False
    """Its lines are only shown when it fails."""

    def environment(self) -> dict[str, str]:
        known = os.environ if self.inherit else {n: v for n, v in os.environ.items() if n in HARMLESS}
        return {**known, **self.env}
