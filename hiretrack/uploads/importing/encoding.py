"""Files are UTF-8, told at once and for the whole file: half an import in the wrong letters helps nobody."""

from __future__ import annotations

import codecs
import io
from contextlib import suppress
from typing import BinaryIO

from hiretrack.errors import DomainError

_PIECE = 256 * 1024
_OTHERS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class Text(io.TextIOWrapper):
    """Text over a file that belongs to somebody else: going away does not close it."""

    def __del__(self) -> None:
        with suppress(ValueError):
            self.detach()


def utf8(file: BinaryIO) -> Text:
    """`file` from its beginning as text, with or without a byte order mark. Raises `DomainError` (wrong_encoding)."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    if file.read(4).startswith(_OTHERS):
        raise _refused()
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _refused() from error
    file.seek(0)
    return Text(file, encoding="utf-8-sig", newline="")


def _refused() -> DomainError:
    return DomainError(
        "The file is not UTF-8. Save it anew as UTF-8: in Excel as “CSV UTF-8”, elsewhere under the encoding's name.",
        code="wrong_encoding",
        status=422,
    )
