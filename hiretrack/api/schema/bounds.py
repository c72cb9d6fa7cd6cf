"""Bounds that hold for everything, written where a serializer names none: readers allocate by them.

They follow from what the server takes: a body of 1 MiB holds no longer text and no more members, and numbers keep to
what every JSON reader represents exactly (RFC 7493, section 2.2).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

Schema = dict[str, Any]
LONGEST_TEXT: int = settings.API_MAX_BODY_BYTES
MOST_ITEMS: int = settings.API_MAX_BODY_BYTES // 2
"""An item and its comma are two bytes at least."""
LARGEST_NUMBER = 2**53 - 1
LENGTHS = {"uuid": 36, "date-time": 40, "date": 10, "uri": 8192, "email": 320}
"""Of formats; links of the object store carry their signature."""
VALUES = frozenset({"example", "examples", "default", "enum", "const"})
"""Members that hold data, not schemas."""


def add_bounds(node: Any, *, named: bool = False) -> None:
    """In place, everywhere in the document but in its examples. `named`: the node's keys are names, not keywords."""
    if isinstance(node, list):
        for inner in node:
            add_bounds(inner)
    elif isinstance(node, dict):
        if not named:
            _bound(node)
        for name, inner in node.items():
            if named or name not in VALUES:
                add_bounds(inner, named=not named and name == "properties")


def _bound(schema: Schema) -> None:
    given = schema.get("type")
    kinds = set(given) if isinstance(given, list) else {given}
    if "string" in kinds and not {"enum", "const"} & schema.keys():
        schema.setdefault("maxLength", LENGTHS.get(schema.get("format", ""), LONGEST_TEXT))
    if "array" in kinds:
        schema.setdefault("maxItems", MOST_ITEMS)
    if "integer" in kinds and "enum" not in schema:
        _bound_number(schema)


def _bound_number(schema: Schema) -> None:
    schema.setdefault("minimum", -LARGEST_NUMBER)
    schema.setdefault("maximum", LARGEST_NUMBER)
    is_small = schema["minimum"] >= -(2**31) and schema["maximum"] < 2**31
    schema.setdefault("format", "int32" if is_small else "int64")
