"""Parts of addresses."""

from __future__ import annotations


class HexColour:
    """Six lower-case hexadecimal digits."""

    regex = "[0-9a-f]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
