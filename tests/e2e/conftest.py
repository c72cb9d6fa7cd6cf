"""HireTrack's own processes on the test's servers: what a person would sit in front of."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from hiretrack.embedded import application
from hiretrack.embedded.logstream import LogStream
from hiretrack.embedded.supervisor import Supervisor, demand
from hiretrack.embedded.waiting import until
from hiretrack.settings import base


@dataclass(frozen=True)
class Stack:
    """Web, worker, beat and live, running."""

    base: str
    mail: Path

    def mails(self) -> str:
        """Everything that was sent so far."""
        return "\n".join(path.read_text() for path in sorted(self.mail.glob("*")))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def stack(
    transactional_db: None, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Iterator[Stack]:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    web, live = free_port(), free_port()
    values = {
        "DJANGO_SETTINGS_MODULE": "hiretrack.settings.dev",
        "HIRETRACK_DATA_DIR": str(tmp_path),
        "HIRETRACK_PORT": str(web),
        "HIRETRACK_LIVE_PORT": str(live),
        "PUBLIC_URL": f"http://127.0.0.1:{web}",
        "LIVE_URL": f"ws://127.0.0.1:{live}",
        "CELERY_QUEUE": tmp_path.name,
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "run").mkdir()
    supervisor = Supervisor(tmp_path / "run", LogStream())
    try:
        supervisor.start(*application.programs({}, tmp_path))
        until(lambda: demand(supervisor.child("web")) or answers(f"{values['PUBLIC_URL']}/readyz"), within=60)
        yield Stack(values["PUBLIC_URL"], tmp_path / "mail")
    finally:
        supervisor.stop()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
