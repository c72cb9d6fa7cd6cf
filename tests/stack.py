"""HireTrack's own processes on the test's servers: what a person or a client would sit in front of."""

from __future__ import annotations

import random
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from hiretrack.embedded import application, ports
from hiretrack.embedded.logstream import LogStream
from hiretrack.embedded.supervisor import Supervisor, demand
from hiretrack.embedded.waiting import until

EVERY = frozenset({"web", "worker", "beat", "live"})


@dataclass(frozen=True)
class Stack:
    """Our processes, running."""

    base: str
    mail: Path
    log: Path

    def mails(self) -> str:
        """Everything that was sent so far."""
        # The last one may be half written, even in the middle of a letter.
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.mail.glob("*")))


def free_port() -> int:
    """Below the system's own range, out of which another test's server or client could take it before ours does."""
    known = random.SystemRandom().sample(range(ports.LOWEST, ports.HIGHEST), 500)
    return next(port for port in known if ports.is_free(port))


def environment(folder: Path) -> dict[str, str]:
    """Ports and a queue of the test's own; `folder` holds its mail."""
    web, live = free_port(), free_port()
    return {
        "DJANGO_SETTINGS_MODULE": "hiretrack.settings.dev",
        "HIRETRACK_DATA_DIR": str(folder),
        "HIRETRACK_PORT": str(web),
        "HIRETRACK_LIVE_PORT": str(live),
        "PUBLIC_URL": f"http://127.0.0.1:{web}",
        "LIVE_URL": f"ws://127.0.0.1:{live}",
        "CELERY_QUEUE": folder.name,
        # Every test comes from one address, and other tests' requests count too.
        **{f"RATE_LIMIT_{name}": "100000/minute" for name in ("PUBLIC", "AUTH", "READ", "WRITE", "EXPENSIVE")},
    }


@contextmanager
def running(folder: Path, names: frozenset[str] = EVERY, **more: str) -> Iterator[Stack]:
    """The processes of `names` with `more` in their environment."""
    with pytest.MonkeyPatch.context() as patch:
        values = {**environment(folder), **more}
        for name, value in values.items():
            patch.setenv(name, value)
        (folder / "run").mkdir()
        said = (folder / "log.txt").open("w")
        supervisor = Supervisor(folder / "run", LogStream(said))
        try:
            supervisor.start(*(one for one in application.programs({}, folder) if one.name in names))
            until(lambda: demand(supervisor.child("web")) or answers(f"{values['PUBLIC_URL']}/readyz"), within=180)
            yield Stack(values["PUBLIC_URL"], folder / "mail", folder / "log.txt")
        finally:
            supervisor.stop()
            said.close()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
