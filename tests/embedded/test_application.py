from __future__ import annotations

from pathlib import Path

import pytest

from hiretrack.embedded import application
from hiretrack.embedded.program import Program
from hiretrack.observability import serving

SERVICES = {"DATABASE_URL": "postgres://app@127.0.0.1:1/hiretrack"}


def programs(folder: Path) -> dict[str, Program]:
    return {program.name: program for program in application.programs(SERVICES, folder)}


def test_only_the_web_process_pools_its_connections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_POOL", raising=False)
    monkeypatch.setenv("WEB_THREADS", "6")

    known = {name: program.environment() for name, program in programs(tmp_path).items()}

    assert [name for name, given in known.items() if "DATABASE_POOL" in given] == ["web"]
    assert int(known["web"]["DATABASE_POOL_SIZE"]) > 6


def test_web_process_ends_its_requests_before_it_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WEB_STOP_S", "HIRETRACK_DRAIN_S"):
        monkeypatch.delenv(name, raising=False)

    web = programs(tmp_path)["web"]

    drained = float(web.env["HIRETRACK_DRAIN_S"])
    assert int(web.env["WEB_STOP_S"]) > serving.REMIND_S
    assert drained + int(web.env["WEB_STOP_S"]) < web.stop_within


def test_own_settings_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_POOL", "false")
    monkeypatch.setenv("WEB_STOP_S", "12")

    known = programs(tmp_path)["web"].environment()

    assert (known["DATABASE_POOL"], known["WEB_STOP_S"]) == ("false", "12")
