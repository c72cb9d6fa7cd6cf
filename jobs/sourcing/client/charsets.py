"""Bytes to text. Boards are wrong about their charset more often than not."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email.message import Message

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*(?P<meta>[\w.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["'](?P<xml>[\w.:-]{2,40})["']""",
    re.IGNORECASE,
)
_LOOKED_AT = 4096
"""HTML asks for the declaration in the first 1,024 bytes; pages don't all know."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WESTERN = {"ascii", "iso8859-1", "cp1252", "iso8859-15"}
"""What servers say without having looked. Any bytes can be read by them, so only UTF-8's own pattern tells."""


def decoded(body: bytes, content_type: str) -> str:
    """By byte order mark, header, document, UTF-8: the first that fits all of `body`, else the first with
    replacements. Never raises."""
    known = list(_candidates(body, content_type))
    for codec in known:
        try:
            return body.decode(codec)
        except (UnicodeError, ValueError):
            continue
    return body.decode(known[0], errors="replace")


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    yield from (codec for mark, codec in _MARKS if body.startswith(mark))
    for label in (_of_header(content_type), _of_document(body)):
        codec = _codec(label)
        if codec in _WESTERN:
            # As browsers do: windows-1252 has the quotation marks that "iso-8859-1" pages are full of.
            yield from ("utf-8", "cp1252" if codec != "iso8859-15" else codec, "iso8859-1")
        elif codec:
            yield codec
    yield "utf-8"


def _of_header(content_type: str) -> str:
    header = Message()
    header["Content-Type"] = " ".join(content_type.split())
    return str(header.get_param("charset", ""))


def _of_document(body: bytes) -> str:
    found = _DECLARED.search(body[:_LOOKED_AT])
    return (found["meta"] or found["xml"]).decode("ascii") if found else ""


def _codec(label: str) -> str:
    """Python's name of a charset that makes text of bytes; empty for one that it does not know."""
    try:
        found = codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return ""
    # rot13 and the like are codecs as well.
    return found.name if getattr(found, "_is_text_encoding", True) else ""
