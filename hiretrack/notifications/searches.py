"""What an alert looks for: kept as JSON by the candidate's app, which knows no jobs, and read again here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from jobs.queries import PublicFilter

TYPED: dict[str, Callable[[Any], Any]] = {"salary_min": Decimal}


def kept(search: Mapping[str, Any]) -> dict[str, Any]:
    """Checked values in the form that JSON holds."""
    return {name: str(value) if name in TYPED else value for name, value in search.items()}


def wanted(search: Mapping[str, Any]) -> PublicFilter:
    """The jobs that a kept search stands for."""
    values: dict[str, Any] = {name: TYPED.get(name, _as_it_is)(value) for name, value in search.items()}
    return PublicFilter(**values)


def _as_it_is(value: Any) -> Any:
    return value
