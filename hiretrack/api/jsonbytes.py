"""JSON as the contract writes it: UTC times with `Z`, decimals and ids as strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson
from django.utils.functional import Promise

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


def json_bytes(data: Any) -> bytes:
    return orjson.dumps(data, default=_other, option=OPTIONS)


def canonical_bytes(data: Any) -> bytes:
    """The same bytes for the same value, whatever the order of its keys."""
    return orjson.dumps(data, default=_other, option=OPTIONS | orjson.OPT_SORT_KEYS)


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
