"""What `make run` finds on a real machine: crashes, second starts, taken ports, full disks."""

import os
import shutil
import signal
import socket
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest

from hiretrack.embedded import CannotStart, ports
from hiretrack.embedded.folder import DataFolder
from hiretrack.embedded.ports import PortBook
from hiretrack.embedded.processes import started_at
from hiretrack.embedded.waiting import until
from tests.embedded.running import Servers, servers

slow = pytest.mark.integ
pytestmark = pytest.mark.xdist_group("start")  # they share one data folder


@slow
def test_killed_supervisor_leaves_nothing_running(data: Path) -> None:
    with servers(data) as running:
        pids = running.all_pids()

        running.process.kill()
        running.process.wait()

    assert len(pids) == 3
    until(lambda: not any(started_at(pid) for pid in pids), within=60)


@slow
def test_next_start_finds_the_data_and_the_same_addresses(data: Path) -> None:
    with servers(data) as first:
        before = first.addresses
        with psycopg.connect(before["DATABASE_OWNER_URL"]) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS note AS SELECT 'kept' AS text")

    with servers(data) as second, psycopg.connect(second.addresses["DATABASE_OWNER_URL"]) as connection:
        assert second.addresses == before
        assert connection.execute("SELECT text FROM note").fetchone() == ("kept",)


@slow
def test_clean_end_leaves_nothing_behind(data: Path) -> None:
    with servers(data) as running:
        pids = running.all_pids()

    assert running.process.returncode == 0
    assert not any(started_at(pid) for pid in pids)
    assert not (data / "services.env").exists()


@slow
def test_second_start_in_one_folder_is_refused_in_one_line(data: Path) -> None:
    with servers(data):
        other = Servers(data)
        assert other.process.wait(timeout=120) == 1

        last = other.said().splitlines()[-1]
    assert last.startswith(f"CommandError: HireTrack already runs in {data} (process ")
    assert "Traceback" not in other.said()


@slow
def test_interrupted_initialisation_is_done_again(data: Path) -> None:
    shutil.rmtree(data / "postgres", ignore_errors=True)
    unfinished = data / "postgres.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")

    with servers(data) as running, psycopg.connect(running.addresses["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("hiretrack_app",)


@slow
def test_left_over_servers_of_a_killed_run_are_replaced(data: Path) -> None:
    with servers(data) as running:
        [guard] = [pid for pid in _children(running.process.pid) if "guard.py" in _command(pid)]
        os.kill(guard, signal.SIGKILL)
        running.process.kill()
        running.process.wait()
        old = running.pid("postgres")

    with servers(data) as again:
        assert "ended postgres, left over from a crash" in again.said()
        assert not started_at(old)
        psycopg.connect(again.addresses["DATABASE_URL"]).close()


@slow
def test_lock_file_of_a_foreign_process_does_not_stop_postgres(data: Path) -> None:
    (data / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")

    with servers(data) as running:
        psycopg.connect(running.addresses["DATABASE_URL"]).close()


def test_taken_port_names_the_variable_to_change() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} is in use.*make run HIRETRACK_PORT="):
            ports.demand(port, "127.0.0.1", "HIRETRACK_PORT")


def test_port_is_kept_while_it_is_free(tmp_path: Path) -> None:
    book = tmp_path / "ports.json"
    port = PortBook(book).port("postgres")

    assert PortBook(book).port("postgres") == port
    with socket.create_server(("127.0.0.1", port)):
        assert PortBook(book).port("postgres") != port


def test_unreadable_port_book_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text("{")

    assert PortBook(tmp_path / "ports.json").port("redis")


def test_full_disk_is_refused_with_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "free")  # noqa: PYI024
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(free=50 * 1024 * 1024))

    with pytest.raises(CannotStart, match=r"Only 50 MB are free .* 700 MB are needed"):
        DataFolder(tmp_path / "data").prepare()


def test_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(CannotStart, match="Not a directory"):
        DataFolder(tmp_path / "file" / "data").prepare()


def test_secrets_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    made = folder.secret("redis")

    assert DataFolder(tmp_path / "data").secret("redis") == made
    assert (folder.path / "secrets.json").stat().st_mode & 0o077 == 0


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()
