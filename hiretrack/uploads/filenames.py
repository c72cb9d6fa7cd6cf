"""File names from outside: what people are shown, and what becomes part of a key."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from hiretrack.uploads.choices import DATA_EXTENSIONS, EXTENSIONS

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_KNOWN = EXTENSIONS | DATA_EXTENSIONS
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Control and format characters: a right-to-left override makes `exe.pdf` out of `fdp.exe`."""


def shown_name(filename: str) -> str:
    """The last part of the name without invisible characters, at most 255 long, extension kept."""
    last = re.split(r"[/\\]", filename)[-1]
    visible = "".join(char for char in last if unicodedata.category(char) not in _HIDDEN).strip()
    suffix = PurePosixPath(visible).suffix[:10]
    return visible.removesuffix(suffix)[: 255 - len(suffix)].strip() + suffix if visible else "file"


def key_name(filename: str) -> str:
    """ASCII letters, digits, dots and dashes; never empty, at most 100 long."""
    plain = unicodedata.normalize("NFKD", shown_name(filename)).encode("ascii", "ignore").decode()
    name = PurePosixPath(_UNSAFE.sub("-", plain).strip("-."))
    return (name.stem[:90].strip("-.") or "file") + name.suffix[:10].lower()


def wrong_extension(filename: str, content_type: str) -> str:
    """What is wrong with the name for this type, or an empty text."""
    expected = [extension for extension, known in _KNOWN.items() if known == content_type]
    suffix = PurePosixPath(shown_name(filename)).suffix.lower()
    return "" if suffix in expected else _("The name of such a file ends in %(ending)s.") % {"ending": expected[0]}
