"""What every test stands on: real PostgreSQL, Redis and object store, one database and Redis prefix per worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

pytest_plugins = ["tests.fixtures"]


def worker_id() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "gw0")


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Nothing: the database is made below, once per run and worker."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A fresh database, migrated as the owner, used as the plain application role."""
    name = f"test_hiretrack_{os.getppid() if 'PYTEST_XDIST_WORKER' in os.environ else os.getpid()}_{worker_id()}"
    owner, app = settings.DATABASE_OWNER, settings.DATABASES["default"]
    address = {"host": owner["HOST"], "port": owner["PORT"], "user": owner["USER"], "password": owner["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    with psycopg.connect(dbname=name, autocommit=True, **address) as fresh:
        for kind, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
            fresh.execute(
                f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner['USER']} GRANT {rights} ON {kind} TO {app['USER']}"
            )
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = owner["NAME"] = name
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
    yield
    with django_db_blocker.unblock():
        connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


KEPT_TABLES = ("django_migrations", "django_content_type", "auth_permission")


@pytest.fixture(scope="session", autouse=True)
def _truncate_as_owner() -> None:
    """The application's role may not TRUNCATE, so Django's flush after a transactional test cannot run as it."""
    TransactionTestCase._fixture_teardown = _truncate  # type: ignore[method-assign]


def _truncate(_case: TransactionTestCase) -> None:
    owner = settings.DATABASE_OWNER
    login = {"host": owner["HOST"], "port": owner["PORT"], "user": owner["USER"], "password": owner["PASSWORD"]}
    tables = [name for name in connection.introspection.table_names() if name not in KEPT_TABLES]
    with psycopg.connect(dbname=owner["NAME"], autocommit=True, **login) as database:
        database.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
