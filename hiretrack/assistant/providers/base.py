"""What a provider takes and what can go wrong. Errors' texts go to the log: nothing of the question is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol


class Stop(StrEnum):
    END = "end"
    CUT = "cut"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Asked:
    """`system` are our instructions, `content` everybody else's words, fenced."""

    system: str
    content: str
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """How it ended, after all of the text."""

    model: str
    stop: Stop
    input_tokens: int = 0
    output_tokens: int = 0


class ProviderError(Exception):
    """No usable answer came back."""


class Away(ProviderError):
    """Down, overloaded, too slow or cut off: asking again may help, after `wait_s` seconds when it says so."""

    def __init__(self, why: str, wait_s: float | None = None) -> None:
        super().__init__(why)
        self.wait_s = wait_s


class Misconfigured(ProviderError):
    """It refuses our key, model or request: asking again changes nothing."""


class Provider(Protocol):
    name: ClassVar[str]

    @property
    def model(self) -> str:
        """What would be asked now."""

    def write(self, asked: Asked, *, until: float, streaming: bool) -> Iterator[str | Reply]:
        """One attempt: the text in pieces (one piece unless `streaming`), then its `Reply`.

        `until` is a moment of `time.monotonic`. Raises a `ProviderError`; the pieces before it are then void.
        """
