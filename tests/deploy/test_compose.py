"""The files for containers, checked without an engine: linters, schema, and the house's own rules."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
BIN = Path(sys.prefix) / "bin"


def run(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_compose_file_keeps_to_the_compose_schema() -> None:
    assert not run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")


def test_dockerfile_passes_hadolint() -> None:
    assert not run(BIN / "hadolint", "--failure-threshold", "info", "Dockerfile")


def test_dockerfile_pins_its_base_by_digest_and_leaves_root() -> None:
    text = (PROJECT / "Dockerfile").read_text()

    bases = [line.split()[1] for line in text.splitlines() if line.startswith("FROM ")]
    assert re.fullmatch(r"python:3\.13\.\d+-slim-\w+@sha256:[0-9a-f]{64}", bases[0])
    assert set(bases[1:]) == {"base"}
    assert "\nUSER 10001:10001\n" in text


def test_scripts_are_valid_posix_shell() -> None:
    for script in (PROJECT / "deploy").rglob("*.sh"):
        assert not run("/bin/sh", "-n", script)


@pytest.mark.parametrize("name", SERVICES)
def test_service_has_no_rights_and_stays_within_limits(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["pids_limit"]


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_checked_and_pinned(name: str) -> None:
    service = SERVICES[name]

    # The one-shot is judged by its exit code.
    assert service["healthcheck"].get("test") or name == "migrate"
    assert re.search(r":v?\d+\.\d+", service["image"]) or service["image"].startswith("hiretrack:")


def test_one_port_is_published_on_the_loopback_address() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published == {"gateway": ["${HIRETRACK_PUBLISH:-127.0.0.1:8080}:8080"]}


def test_databases_have_no_way_out() -> None:
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert [name for name, service in SERVICES.items() if service["networks"] == ["data"]] == ["postgres", "valkey"]


def test_secrets_come_as_files_alone() -> None:
    for name, service in SERVICES.items():
        for variable, value in (service.get("environment") or {}).items():
            secret = re.search(r"PASSWORD|SECRET|DATABASE_URL|OWNER_URL|REDIS_URL", variable)
            assert not secret or value.startswith("/run/secrets/"), f"{name}: {variable}"


def test_only_migrate_knows_the_owner_of_the_tables() -> None:
    knowing = {name for name, service in SERVICES.items() if "database_owner_url" in service.get("secrets", [])}

    assert knowing == {"migrate"}


def test_every_start_waits_for_health() -> None:
    for service in SERVICES.values():
        for needed, how in service.get("depends_on", {}).items():
            wanted = "service_completed_successfully" if needed == "migrate" else "service_healthy"
            assert how["condition"] == wanted


def test_secret_files_are_made_once_and_closed(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"

    assert not run("/bin/sh", "deploy/make-secrets.sh", folder)
    first = {path.name: path.read_text() for path in folder.iterdir()}
    assert not run("/bin/sh", "deploy/make-secrets.sh", folder)

    assert {path.name: path.read_text() for path in folder.iterdir()} == first
    assert {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()} <= set(first)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(first["secret_key"]) == 64
