"""Test databases: one template, migrated once in a run, and a clone of it for each worker."""

import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from hiretrack import env
from hiretrack.embedded.roles import Address, ensure_extensions, grant_defaults
from hiretrack.embedded.waiting import until
from tests.isolation import run_id

KEPT_TABLES = {"django_migrations", "django_content_type", "auth_permission"}


def owner() -> Address:
    return Address(os.environ["DATABASE_OWNER_URL"])


def template() -> str:
    return f"test_{run_id()}_template"


def create() -> None:
    """This worker's database, cloned from the template, which the first worker makes."""
    with _one_worker_at_a_time(), _maintenance() as connection:
        if not _exists(connection, template()):
            _make_template(connection)
        _drop(connection, owner().database)
        clone = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(clone.format(sql.Identifier(owner().database), sql.Identifier(template())))


def _make_template(connection: psycopg.Connection) -> None:
    draft = f"{template()}_draft"
    _drop(connection, draft)
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
    with psycopg.connect(owner().on(draft), autocommit=True) as inside:
        ensure_extensions(inside)
        grant_defaults(inside, owner=owner().role, app=Address(os.environ["DATABASE_URL"]).role)
    _migrate(draft)
    # Under its final name only once it is complete: the next worker takes it as it is.
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(template())))


def _migrate(database: str) -> None:
    addresses = {name: Address(os.environ[name]).on(database) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    # Not the test settings: those would choose the database themselves.
    # Nor the time limit of requests' statements: on a busy machine a migration's may take longer.
    more = {"DJANGO_SETTINGS_MODULE": "hiretrack.settings.dev", "STATEMENT_TIMEOUT_MS": "0"}
    environment = {**os.environ, **addresses, **more}
    done = subprocess.run(command, cwd=env.PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The migrations fail on an empty database:\n{done.stdout}{done.stderr}")


def drop() -> None:
    with _maintenance() as connection:
        _drop(connection, owner().database)


def drop_template() -> None:
    with _maintenance() as connection:
        for name in (template(), f"{template()}_draft"):
            _drop(connection, name)
    _lock().unlink(missing_ok=True)


def empty() -> None:
    """Remove every row but those that migrations made, as the owner: the application's role may not."""
    with psycopg.connect(owner().url, autocommit=True) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [sql.Identifier(name) for (name,) in rows if name not in KEPT_TABLES]
        truncate = sql.SQL("TRUNCATE {} RESTART IDENTITY").format(sql.SQL(", ").join(tables))

        def emptied() -> bool:
            try:
                connection.execute(truncate)
            except psycopg.errors.DeadlockDetected:
                # A browser has gone, and the server still works at what it asked for last.
                return False
            return True

        until(emptied, within=60)


def _drop(connection: psycopg.Connection, name: str) -> None:
    def dropped() -> bool:
        try:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        except psycopg.errors.ObjectInUse:
            return False
        return True

    until(dropped, within=60, every=0.2)


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection]:
    with psycopg.connect(owner().on("postgres"), autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        yield connection


@contextmanager
def _one_worker_at_a_time() -> Iterator[None]:
    # Removed at the end of the run alone: who waits for a file that is gone holds nobody up who makes a new one.
    with _lock().open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _lock() -> Path:
    return Path(tempfile.gettempdir()) / f"hiretrack-test-{run_id()}.lock"
