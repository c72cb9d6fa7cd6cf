"""What hangs on a person's account elsewhere. Apps above this one register a `Holding` in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from employers.models import User


class Holding(Protocol):
    """Rows about a person that belong to no employer; those of an employer's applicants are `applicants.dependents`."""

    name: str
    """The member of the export."""

    def export(self, *, user: User) -> Any:
        """All of it as JSON, without secrets; a long list as an iterator. In the person's own scope."""

    def erase(self, *, user: User) -> None:
        """Take away what would outlive the account. In an all-tenants scope, in the erasure's transaction."""


_HOLDINGS: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    _HOLDINGS[holding.name] = holding


def holdings() -> Iterator[Holding]:
    """In the order of registration, which is that of the layers from below."""
    yield from _HOLDINGS.values()
