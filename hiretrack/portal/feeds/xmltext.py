"""Text that may stand in XML 1.0: control characters may not, not even as references
(https://www.w3.org/TR/xml/#charsets)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def clean(text: str) -> str:
    """`text` without the characters that no XML document may hold."""
    return _FORBIDDEN.sub("", text)


def cdata(text: str) -> str:
    """`text` as a CDATA section; what would end it is divided between two."""
    return f"<![CDATA[{clean(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def elements(pairs: Iterable[tuple[str, str]]) -> str:
    """`<name>text</name>` for each pair with a text."""
    return "".join(f"<{name}>{escape(clean(text))}</{name}>" for name, text in pairs if text)
