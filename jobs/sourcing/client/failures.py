"""Why something could not be read."""

from __future__ import annotations

import datetime as dt


class PageFailed(Exception):
    """This page could not be read; the text says why in words for recruiters."""


class PageMissing(PageFailed):
    """There is nothing at its address (404, 410)."""


class PageTooLarge(PageFailed):
    """It has more bytes than SOURCING_MAX_BYTES. Asking again changes nothing, asking for less may."""


class PageAstray(PageFailed):
    """It redirects to where nobody may follow, or in circles."""


class BoardUnreadable(Exception):
    """Nothing of this board can be read now; the text says why in words for recruiters."""

    def __init__(self, text: str, *, until: dt.datetime | None = None) -> None:
        """`until`: before then it is no use asking again."""
        super().__init__(text)
        self.until = until


class MemoryAway(BoardUnreadable):
    """Redis is away, without which no board is asked. It says nothing about the board."""
