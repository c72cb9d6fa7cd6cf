"""A real server under load is asked to stop: it says so first, and nobody is cut."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from hiretrack.embedded.waiting import until
from hiretrack.env import PROJECT
from tests.stack import free_port

CLIENTS = 8
WITHIN_S = 180


class Web:
    def __init__(self, log: Path) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        known = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.observability.serving_settings", "WEB_WORKERS": "2", "WEB_THREADS": "8",
            "HIRETRACK_PORT": self.address.rpartition(":")[2], "HIRETRACK_DRAIN_S": "5",
        }  # fmt: skip
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hiretrack.observability.serving"],
                cwd=PROJECT,
                env=known,
                stdout=file,
                stderr=file,
            )

    def status(self, path: str) -> int:
        try:
            return requests.get(self.address + path, timeout=30).status_code
        except requests.ConnectionError:
            return 0


@pytest.fixture
def web(tmp_path: Path, db: None) -> Iterator[Web]:
    server = Web(tmp_path / "log")
    try:
        until(lambda: server.status("/livez") == 200, within=WITHIN_S)
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.process.wait(WITHIN_S)


class Load(threading.Thread):
    """Asks for the slow page over one kept connection until the server says goodbye."""

    def __init__(self, web: Web) -> None:
        super().__init__()
        self.web, self.answers, self.cut = web, 0, ""

    def run(self) -> None:
        with requests.Session() as session:
            closing = False
            while not closing:
                try:
                    response = session.get(f"{self.web.address}/slow", timeout=30)
                except requests.RequestException as error:
                    self.cut = repr(error)
                    return
                self.answers += response.text == "done"
                closing = response.headers.get("Connection", "").lower() == "close"


def test_stop_under_load_cuts_nobody(web: Web) -> None:
    assert web.status("/readyz") == 200
    load = [Load(web) for _ in range(CLIENTS)]
    for client in load:
        client.start()
    until(lambda: all(client.answers for client in load), within=WITHIN_S)

    web.process.terminate()
    until(lambda: web.status("/readyz") == 503, within=WITHIN_S)
    for client in load:
        client.join(WITHIN_S)

    assert [client.cut for client in load] == [""] * CLIENTS
    assert web.process.wait(WITHIN_S) == 0
    assert web.status("/livez") == 0


def test_request_begun_before_the_workers_stop_is_answered(web: Web) -> None:
    answers: list[int] = []
    web.process.terminate()
    until(lambda: web.status("/readyz") == 503, within=WITHIN_S)

    def ask_until_gone() -> None:
        while (status := web.status("/slow")) == 200:
            answers.append(status)

    ask_until_gone()
    assert answers
    assert web.process.wait(WITHIN_S) == 0


def test_any_worker_answers_a_scrape_for_all(web: Web) -> None:
    for _ in range(6):
        assert web.status("/slow") == 200

    line = re.compile(
        r'^django_http_requests_total_by_view_transport_method_total\{.*view="slow".*\} (\S+)$', re.MULTILINE
    )
    pages = [requests.get(f"{web.address}/metrics", timeout=30).text for _ in range(10)]
    assert {number for page in pages for number in line.findall(page)} == {"6.0"}
