"""What came back, and who asks for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from django.utils.translation import gettext as _

from jobs.sourcing.client.charsets import decoded
from jobs.sourcing.client.failures import PageFailed

LONGEST_VALIDATOR = {"ETag": 300, "Last-Modified": 100}
"""As much as a board's row keeps. A part of one would be none."""


@dataclass(frozen=True, slots=True)
class Response:
    """A 2xx answer, or a 304 with `not_modified` and no body. `url` is where redirects led."""

    url: str
    headers: Mapping[str, str]
    """Looked up in any case."""
    body: bytes
    not_modified: bool = False

    @property
    def text(self) -> str:
        """By the charset of the header, else of the document, else UTF-8; never raises."""
        return decoded(self.body, self.headers.get("Content-Type", ""))

    @property
    def etag(self) -> str:
        return self._validator("ETag")

    @property
    def last_modified(self) -> str:
        return self._validator("Last-Modified")

    def json(self) -> Any:
        """Raises `PageFailed` for what is no JSON."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return self._json_of_others()

    def _json_of_others(self) -> Any:
        """In another charset, with raw line breaks in texts or with halves of emoji: not JSON, but readable."""
        try:
            return json.loads(self.text, strict=False)
        except (ValueError, RecursionError) as error:
            raise PageFailed(_("The answer is not the JSON that this kind of board sends.")) from error

    def _validator(self, name: str) -> str:
        value = self.headers.get(name, "")
        return value if len(value) <= LONGEST_VALIDATOR[name] else ""


class Client(Protocol):
    @property
    def private_hosts(self) -> bool:
        """Whether hosts that the operator has named (SOURCING_PRIVATE_HOSTS) may be read."""

    def get(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "") -> Response:
        """Raises `PageFailed`, or `BoardUnreadable` when no other page of this host can be read either (robots.txt
        forbids all, the host's breaker is open)."""
