"""The text of a document, or a PDF's pages as pictures, made by another process with little memory, little time and no
secrets.

Parsers of hostile files are where attackers look first: `reader.py` runs alone, without Django, network settings or
the environment's passwords, and what it prints is all that comes back.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

READER = Path(__file__).with_name("reader.py")
TIMEOUT_S = 20
MAX_CHARACTERS = 80_000
"""About thirty pages; PostgreSQL refuses search columns over 1 MiB."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LIGATURES = str.maketrans({"\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl", "\ufffe": ""})
"""Where LaTeX's T1 fonts have them, of which PDFs often tell nothing more; and the mark at which a word was parted."""
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n+")


class Unreadable(Exception):
    """No text could be had: damaged, too large, or no text in it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`active` names what in the file would run by itself, as the parser sees it; empty for nothing."""

    text: str
    active: str = ""


def extract(content: bytes, content_type: str) -> Reading:
    """Raises `Unreadable`."""
    answer = _run(content, content_type)
    return Reading(text=tidy(str(answer.get("text", ""))), active=str(answer.get("active", "")))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page. `lines` are places of words on it, in per cent of its width: (x, y, width, height, text)."""

    width: int
    height: int
    png: str
    """In base64."""
    lines: tuple[tuple[float, float, float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The first pages of a document that has `count` of them."""

    count: int
    pages: tuple[Drawn, ...]


def draw(content: bytes) -> Drawing:
    """A PDF's first pages. Raises `Unreadable`."""
    answer: Any = _run(content, "pages")
    pages = [
        Drawn(
            page["width"], page["height"], page["png"], tuple((*place, tidy(words)) for *place, words in page["lines"])
        )
        for page in answer["pages"]
    ]
    return Drawing(answer["count"], tuple(pages))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of our own drawing; `ending` is `png` or `jpg`."""

    width: int
    height: int
    ending: str
    content: bytes


_REFUSED: dict[str, Promise] = {
    "unknown": gettext_lazy("This file cannot be read as a picture. Choose a PNG, JPEG or WebP file."),
    "too_large": gettext_lazy("This picture has more than 24 million pixels. Save it smaller, and choose it again."),
    "too_small": gettext_lazy("This picture is smaller than 16 by 16 pixels. Choose a larger one."),
}
_DAMAGED = gettext_lazy("This picture cannot be read: it may be damaged. Save it again as PNG, and choose that.")


def redraw(content: bytes) -> Picture:
    """What a PNG, JPEG or WebP file shows, drawn anew as a logo. Raises `Unreadable`, which says why."""
    try:
        answer: Any = _run(content, "logo")
    except Unreadable as error:
        raise Unreadable(str(_DAMAGED)) from error
    if refused := answer.get("refused"):
        raise Unreadable(str(_REFUSED[refused]))
    return Picture(answer["width"], answer["height"], answer["ending"], base64.b64decode(answer["content"]))


def _run(content: bytes, asked: str) -> dict[str, object]:
    command = [sys.executable, "-I", str(READER), asked]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what is asked is one of `READERS`
            command, input=content, capture_output=True, timeout=TIMEOUT_S, env={"LANG": "C.UTF-8"}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("Its text takes too long to read.") from error
    if done.returncode:
        raise Unreadable("Its text cannot be read.")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def tidy(text: str) -> str:
    """Without control characters, runs of blanks and empty lines, and no longer than is searched."""
    cleaned = _BLANKS.sub(" ", _CONTROL.sub(" ", text.translate(_LIGATURES)))
    return _EMPTY_LINES.sub("\n\n", cleaned).strip()[:MAX_CHARACTERS]
