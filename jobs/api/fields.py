"""What a question can be answered with."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

LARGEST = 2**53 - 1
"""Beyond it whole numbers lose digits on their way through JSON (RFC 8259, section 6)."""
_ANSWER = {
    "type": ["string", "number", "boolean", "array"],
    "items": {"type": "string"},
    "minimum": -LARGEST,
    "maximum": LARGEST,
}


@extend_schema_field(_ANSWER)
class AnswerField(serializers.JSONField):
    """What a question can be answered with; which of it, the question's type says."""

    default_error_messages = {"invalid": "Give a text, a number, true or false, or a list of texts."}  # noqa: RUF012

    def to_internal_value(self, data: Any) -> Any:
        is_texts = isinstance(data, list) and all(isinstance(item, str) for item in data)
        is_number = isinstance(data, int | float) and abs(data) <= LARGEST
        if not (isinstance(data, str) or is_number or is_texts):
            self.fail("invalid")
        return super().to_internal_value(data)
