"""The image's parts really run as its user, on a read-only root, and end on SIGTERM."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from hiretrack import env
from hiretrack.embedded.waiting import until
from tests.deploy import containers
from tests.stack import answers, free_port

pytestmark = [
    pytest.mark.integ,
    pytest.mark.skipif(not containers.possible(), reason="needs root and mount namespaces to make a read-only root"),
]


@pytest.fixture(scope="module")
def tree() -> Iterator[Path]:
    with containers.image() as folder:
        yield folder


@pytest.fixture
def environment(tree: Path, transactional_db: None) -> dict[str, str]:
    """As docker-compose.yml sets it: production settings, secrets in files."""
    known = ("DATABASE_URL", "REDIS_URL", "S3_SECRET_ACCESS_KEY")
    given = {"SECRET_KEY": secrets.token_hex(32)} | {name: env.text(name) for name in known}
    for name, value in given.items():
        (tree.parent / name).write_text(value)
    return {f"{name}_FILE": str(tree.parent / name) for name in given} | {
        "DJANGO_SETTINGS_MODULE": "hiretrack.settings.prod",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PUBLIC_URL": "https://jobs.example.com",
        "ALLOWED_HOSTS": "jobs.example.com",
        "S3_ENDPOINT_URL": settings.S3_ENDPOINT_URL,
        "S3_ACCESS_KEY_ID": settings.S3_ACCESS_KEY_ID,
        "REDIS_PREFIX": f"image-{secrets.token_hex(4)}",
        "HIRETRACK_HOST": "127.0.0.1",
        "HIRETRACK_PORT": str(free_port()),
        "HIRETRACK_LIVE_PORT": str(free_port()),
        "HIRETRACK_DRAIN_S": "0",
        "WEB_WORKERS": "1",
        "WORKER_CONCURRENCY": "1",
    }


@pytest.mark.parametrize("part", ["web", "live", "worker", "beat"])
def test_part_becomes_healthy_and_ends_on_sigterm(tree: Path, environment: dict[str, str], part: str) -> None:
    container = containers.Container(tree, environment, part)

    try:
        until(lambda: container.is_healthy(part), within=180, every=0.5)
    finally:
        code = container.stop()

    assert code in {0, -15}, container.output
    assert "Read-only file system" not in container.output


def test_web_is_ready_on_a_root_that_nobody_can_write(tree: Path, environment: dict[str, str]) -> None:
    container = containers.Container(tree, environment, "web")

    try:
        until(lambda: container.is_healthy("web"), within=180, every=0.5)
        until(lambda: answers(f"http://127.0.0.1:{environment['HIRETRACK_PORT']}/readyz"), within=60)
        written = container.run("touch", "/var/tmp/left-behind")
        assert "Read-only file system" in written.stderr
        assert container.run("id", "-u").stdout.strip() == str(containers.UID)
    finally:
        container.stop()


def test_migrate_prepares_an_empty_database_and_makes_the_bucket(
    tree: Path, environment: dict[str, str], elsewhere: dict[str, str]
) -> None:
    # The plain form wins over the file's.
    container = containers.Container(tree, environment | elsewhere, "migrate")

    assert container.process.wait(timeout=300) == 0, container.output
    assert f"{elsewhere['S3_BUCKET']}: made" in container.output
    with psycopg.connect(elsewhere["DATABASE_URL"]) as database:
        assert database.execute("SELECT count(*) FROM jobs_job").fetchone() == (0,)


def test_unknown_part_is_refused_with_its_usage(tree: Path, environment: dict[str, str]) -> None:
    container = containers.Container(tree, environment, "sleep")

    assert container.process.wait(timeout=90) == 64
    assert "usage: web | live" in container.output


def test_manage_runs_a_command(tree: Path, environment: dict[str, str]) -> None:
    container = containers.Container(tree, environment, "manage", "seed_demo", "--sign-ins")

    assert container.process.wait(timeout=300) == 0
    assert "admin@hiretrack.example" in container.output
