"""`make run` as a whole: it answers, heals, tells what is wrong in one line, and ends cleanly."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hiretrack import env
from hiretrack.embedded import ports
from hiretrack.embedded.processes import started_at
from hiretrack.embedded.waiting import until
from tests.embedded.running import Servers, bare_environment

# In one worker and in this order: they share one `up`, and the last one ends it.
pytestmark = [pytest.mark.integ, pytest.mark.xdist_group("up")]


@pytest.fixture(scope="module")
def web_port(data: Path) -> Iterator[int]:
    """Two free ports, in the environment that `up` reads."""
    book = ports.PortBook(data / "test-ports.json")
    web, live = book.port("web"), book.port("live")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIRETRACK_PORT", str(web))
        patch.setenv("HIRETRACK_LIVE_PORT", str(live))
        yield web


@pytest.fixture(scope="module")
def up(data: Path, web_port: int) -> Iterator[Servers]:
    running = Servers(data, "up", "--no-demo")
    try:
        running.await_ready(within=180)
        yield running
    finally:
        running.end()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def database_answers(up: Servers) -> bool:
    try:
        psycopg.connect(up.addresses["DATABASE_URL"], connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.mark.parametrize("name", ["web", "postgres", "redis", "worker"])
def test_killed_part_comes_back(up: Servers, web_port: int, name: str) -> None:
    before = up.pid(name)

    os.kill(before, signal.SIGKILL)

    until(lambda: up.pid(name) != before and answers(web_port) and database_answers(up), within=120)


def test_commands_in_another_terminal_find_the_servers(up: Servers, data: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=env.PROJECT,
        env=bare_environment(data),
        capture_output=True,
        text=True,
        check=False,
    )

    assert shown.returncode == 0, shown.stderr


def test_taken_port_is_told_in_one_line(up: Servers, data: Path, web_port: int) -> None:
    second = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=env.PROJECT,
        env=bare_environment(data),
        capture_output=True,
        text=True,
        check=False,
    )

    [line] = second.stderr.splitlines()
    assert f"Port {web_port} is in use" in line


def test_sigterm_ends_everything(up: Servers, web_port: int) -> None:
    # A part that lost what it needs to the kills before may just be starting again.
    until(lambda: len(up.all_pids()) == 7, within=60)
    pids = up.all_pids()

    assert up.stop() == 0

    assert len(pids) == 7
    assert not any(started_at(pid) for pid in pids)
    assert ports.is_free(web_port)


def test_command_without_servers_says_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        left_over = f"DATABASE_URL=postgres://app@127.0.0.1:{taken.getsockname()[1]}/hiretrack\n"
        (tmp_path / "services.env").write_text(left_over)
        asked = subprocess.run(
            [sys.executable, "manage.py", "migrate"],
            cwd=env.PROJECT,
            env=bare_environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )

    assert asked.returncode
    assert "start `make run`, or set DATABASE_URL" in asked.stderr
    assert "Traceback" not in asked.stderr
