"""Waiting for a condition with a deadline: the only kind of waiting there is here."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(check: Callable[[], T | None], *, within: float, every: float = 0.05) -> T:
    """The first truthy answer of `check`, asked every `every` seconds.

    Raises TimeoutError once `within` seconds are over; `check` is asked at least once.
    """
    deadline = time.monotonic() + within
    while True:
        if answer := check():
            return answer
        if time.monotonic() >= deadline:
            raise TimeoutError(f"no answer within {within:g} s")
        time.sleep(every)
