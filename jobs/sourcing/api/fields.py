"""Fields of a board's body."""

from __future__ import annotations

from typing import Any

import orjson
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

MAX_CONFIG_BYTES = 16_384
LONGEST_OPTION, MOST_OPTION = 500, 10_000
_OPTION = {
    "type": ["string", "integer", "boolean"],
    "maxLength": LONGEST_OPTION,
    "minimum": 0,
    "maximum": MOST_OPTION,
}


class BoardAddressField(serializers.RegexField):
    default_error_messages = {"invalid": "The address of a board begins with https:// or http://."}  # noqa: RUF012

    def __init__(self, **given: Any) -> None:
        super().__init__(r"^https?://[^\s/?#]+[^\s]*$", max_length=500, **given)


@extend_schema_field(_OPTION)
class OptionField(serializers.Field[Any, Any, Any, Any]):
    default_error_messages = {  # noqa: RUF012
        "invalid": (
            f"Give a text of at most {LONGEST_OPTION} characters, a whole number from 0 to {MOST_OPTION:,}, or true"
            " or false."
        )
    }

    def to_internal_value(self, data: Any) -> str | int | bool:
        if isinstance(data, float) and data.is_integer():
            data = int(data)
        if isinstance(data, str):
            fits = len(data) <= LONGEST_OPTION
        else:
            fits = isinstance(data, bool) or (isinstance(data, int) and 0 <= data <= MOST_OPTION)
        if not fits:
            self.fail("invalid")
        value: str | int | bool = data
        return value

    def to_representation(self, value: Any) -> Any:
        return value


class ConfigField(serializers.DictField):
    """A JSON object; what it may hold, the board's kind says."""

    child = OptionField()

    default_error_messages = {"too_large": f"At most {MAX_CONFIG_BYTES:,} bytes."}  # noqa: RUF012

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        config: dict[str, Any] = super().to_internal_value(data)
        if len(orjson.dumps(config)) > MAX_CONFIG_BYTES:
            self.fail("too_large")
        return config
