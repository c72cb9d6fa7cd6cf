"""A start skips `migrate` only when nothing can have changed."""

import os
from pathlib import Path

import psycopg
import pytest

from hiretrack.embedded.folder import DataFolder
from hiretrack.embedded.migrated import Migrated

pytestmark = pytest.mark.django_db


@pytest.fixture
def database(tmp_path: Path) -> Migrated:
    return Migrated(DataFolder(tmp_path), os.environ["DATABASE_OWNER_URL"])


def test_database_is_unknown_at_first(database: Migrated) -> None:
    assert not database.is_known()


def test_remembered_database_is_known(database: Migrated) -> None:
    database.remember()

    assert database.is_known()


def test_database_that_was_rolled_back_is_unknown(database: Migrated) -> None:
    database.remember()

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('it', '0001', now())")
        try:
            assert not database.is_known()
        finally:
            owner.execute("DELETE FROM django_migrations WHERE app = 'it'")


def test_database_that_is_away_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "migrated").write_text("something")

    assert not Migrated(DataFolder(tmp_path), "postgres://nobody@127.0.0.1:1/none").is_known()
