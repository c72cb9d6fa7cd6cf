"""Fields of a board's body."""

from __future__ import annotations

from typing import Any

import orjson
from rest_framework import serializers

MAX_CONFIG_BYTES = 16_384


class BoardAddressField(serializers.RegexField):
    default_error_messages = {"invalid": "The address of a board begins with https:// or http://."}  # noqa: RUF012

    def __init__(self, **given: Any) -> None:
        super().__init__(r"^https?://[^\s/?#]+[^\s]*$", max_length=500, **given)


class ConfigField(serializers.DictField):
    """A JSON object; what it may hold, the board's kind says."""

    default_error_messages = {"too_large": f"At most {MAX_CONFIG_BYTES:,} bytes."}  # noqa: RUF012

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        config: dict[str, Any] = super().to_internal_value(data)
        if len(orjson.dumps(config)) > MAX_CONFIG_BYTES:
            self.fail("too_large")
        return config
