"""JSON as the contract writes it: UTC times with `Z`, decimals and ids as strings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import TracebackType
from typing import IO, Any, Self

import orjson
from django.utils.functional import Promise

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


def json_bytes(data: Any) -> bytes:
    return orjson.dumps(data, default=_other, option=OPTIONS)


def canonical_bytes(data: Any) -> bytes:
    """The same bytes for the same value, whatever the order of its keys."""
    return orjson.dumps(data, default=_other, option=OPTIONS | orjson.OPT_SORT_KEYS)


class ObjectWriter:
    """Writes one JSON object into `file`, a member at a time: it is never in memory as a whole.

    A member that is an iterator becomes a list, of which one element at a time is asked for and written.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._is_empty = file, True

    def __enter__(self) -> Self:
        self._file.write(b"{")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Half a document stays one that nothing can read.
        if kind is None:
            self._file.write(b"}")

    def member(self, name: str, value: Any) -> None:
        self._file.write((b"" if self._is_empty else b",") + json_bytes(name) + b":")
        self._is_empty = False
        if isinstance(value, Iterator):
            self._elements(value)
        else:
            self._file.write(json_bytes(value))

    def _elements(self, values: Iterator[Any]) -> None:
        self._file.write(b"[")
        for place, value in enumerate(values):
            self._file.write((b"," if place else b"") + json_bytes(value))
        self._file.write(b"]")


def _other(value: Any) -> Any:
    if isinstance(value, Decimal | Promise):
        return str(value)
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if hasattr(value, "__iter__"):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
