from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hiretrack.observability import checks, draining

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is there may take its time on a busy machine."""
    monkeypatch.setattr(checks, "SECONDS", 60)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """Nobody listens there, and nobody else gets it meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


@pytest.fixture
def draining_instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(draining.VARIABLE, str(tmp_path / "draining"))
    draining.start_draining()


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/healthz", "/metrics"])
def test_probe_answers_on_any_host_name(client: Client, path: str) -> None:
    assert client.get(path, headers={"host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/healthz", "/metrics"])
def test_probe_does_not_exist_for_the_world(client: Client, path: str) -> None:
    assert client.get(path, REMOTE_ADDR="203.0.113.9").status_code == 404


def test_forwarded_request_is_not_taken_for_a_local_one(client: Client, settings: Any) -> None:
    assert client.get("/livez", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404

    settings.TRUSTED_PROXIES = 1
    assert client.get("/livez", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 404
    assert client.get("/livez", headers={"x-forwarded-for": "203.0.113.9, 10.0.0.7"}).status_code == 200


def test_readyz_fails_while_draining_and_says_goodbye(client: Client, draining_instance: None) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "draining"})
    assert response["Connection"] == "close"
    assert client.get("/livez").status_code == 200


def test_readyz_fails_without_postgresql(client: Client, monkeypatch: pytest.MonkeyPatch, closed_port: int) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "PORT", closed_port)

    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["parts"]["postgresql"]["error"] == "OperationalError"


def test_readyz_holds_without_redis_and_object_store(client: Client, settings: Any, closed_port: int) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{closed_port}/0"
    settings.S3_ENDPOINT_URL = f"http://127.0.0.1:{closed_port}"

    ready, health = client.get("/readyz"), client.get("/healthz")
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert (health.status_code, health.json()["status"]) == (503, "failing")
    assert not health.json()["parts"]["redis"]["ok"]
    assert health.json()["parts"]["postgresql"]["ok"]


def test_probe_takes_no_other_method(client: Client) -> None:
    assert client.post("/livez").status_code == 405
