"""`migrate`, as the role that owns the tables: the application's own role may not alter them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection


@contextmanager
def as_owner() -> Iterator[None]:
    """The default connection speaks as DATABASE_OWNER_URL's role inside."""
    owner, app = settings.DATABASE_OWNER, dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"], OPTIONS={"connect_timeout": 5})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(app)


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            super().handle(*args, **options)
