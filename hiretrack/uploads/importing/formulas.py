"""Cells that a spreadsheet would take for a formula, made harmless on the way out and themselves again on the way in.

OWASP, CSV Injection: a cell that begins with one of = + - @, a tab or a line break may be carried out by whoever opens
the file. A single quote in front makes it text (https://owasp.org/www-community/attacks/CSV_Injection). So does what
follows a semicolon, a tab or a line break inside a cell: a program that expects another separator begins a cell there.
"""

from __future__ import annotations

import re

MARK = "'"
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are what a Japanese keyboard writes for the first."""
_FOLLOWED = "(?=[^\\S\\t\\r\\n]*[=+\\-@\uff1d\uff0b\uff0d\uff20])"
_OPEN = re.compile(r"([;\t\r\n]'*)" + _FOLLOWED)
_MARKED = re.compile(rf"([;\t\r\n]'*){MARK}" + _FOLLOWED)


def is_formula(text: str) -> bool:
    """Whether some spreadsheet might carry `text` out, blanks in front of it aside."""
    return text.startswith(_BEGINNINGS) or text.lstrip().startswith(_BEGINNINGS)


def neutral(text: str) -> str:
    """`text` as a cell that no spreadsheet carries out, nor any part of it."""
    marked = MARK + text if is_formula(text.lstrip(MARK)) else text
    return _OPEN.sub(rf"\1{MARK}", marked)


def restored(text: str) -> str:
    """What `neutral` was given."""
    bare = _MARKED.sub(r"\1", text)
    return bare[1:] if bare.startswith(MARK) and is_formula(bare.lstrip(MARK)) else bare
