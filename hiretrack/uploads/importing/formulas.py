"""Cells that a spreadsheet would take for a formula, made harmless on the way out and themselves again on the way in.

OWASP, CSV Injection: a cell that begins with one of = + - @, a tab or a line break may be carried out by whoever opens
the file. A single quote in front makes it text (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

MARK = "'"
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are what a Japanese keyboard writes for the first."""


def is_formula(text: str) -> bool:
    """Whether some spreadsheet might carry `text` out, blanks in front of it aside."""
    return text.startswith(_BEGINNINGS) or text.lstrip().startswith(_BEGINNINGS)


def neutral(text: str) -> str:
    """`text` as a cell that no spreadsheet carries out."""
    return MARK + text if is_formula(text.lstrip(MARK)) else text


def restored(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if text.startswith(MARK) and is_formula(text.lstrip(MARK)) else text
