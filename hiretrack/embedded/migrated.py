"""Whether the database is known to be up to date, so that most starts need not load Django to see it."""

import hashlib
from pathlib import Path

import psycopg

from hiretrack import env
from hiretrack.embedded.folder import DataFolder, write_private


class Migrated:
    """A note of which migrations went into which database. In doubt the answer is no."""

    def __init__(self, folder: DataFolder, address: str) -> None:
        self._note = folder.path / "migrated"
        self._address = address

    def is_known(self) -> bool:
        try:
            return self._note.read_text("utf-8") == self._state()
        except (OSError, psycopg.Error):
            return False

    def remember(self) -> None:
        write_private(self._note, self._state())

    def _state(self) -> str:
        """Changes with our migrations, with the installed packages (theirs), and with the database itself."""
        with psycopg.connect(self._address, connect_timeout=5) as connection:
            rows = connection.execute("SELECT app, name, applied FROM django_migrations ORDER BY id").fetchall()
        digest = hashlib.sha256(repr(rows).encode())
        for path in (*_migrations(env.PROJECT), *env.PROJECT.glob("requirements/base.txt")):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()


def _migrations(project: Path) -> list[Path]:
    return sorted({*project.glob("*/migrations/*.py"), *project.glob("hiretrack/*/migrations/*.py")})
