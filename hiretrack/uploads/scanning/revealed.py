"""What lies hidden in a file, unpacked for the scanner: archive members, PDF streams, escaped PDF names. Bounded."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator

from hiretrack.uploads.choices import ContentType
from hiretrack.uploads.sniffing import open_archive

MAX_MEMBER_BYTES = 32 * 1024 * 1024
MAX_TOTAL_BYTES = 64 * 1024 * 1024
MAX_RATIO = 200
SMALL = 1024 * 1024
"""Below this, a high ratio is only a very regular document."""

_PIECE = 16 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Bomb(Exception):
    """It would unpack to far more than a document ever is."""


def revealed(content: bytes, content_type: str) -> Iterator[bytes]:
    """`content` itself, then each hidden part. Raises `Bomb`."""
    yield content
    if content_type == ContentType.PDF:
        yield from _pdf_parts(content)
    elif content_type in (ContentType.DOCX, ContentType.ODT):
        yield from _members(content)


def _members(content: bytes) -> Iterator[bytes]:
    archive = open_archive(content)
    if archive is None:
        raise Bomb("The archive cannot be read.")
    refuse_bomb(archive.filelist, len(content))
    for member in archive.filelist:
        try:
            yield archive.read(member)
        # A member that lies about its size or sums is no document's; zlib and zipfile raise many kinds.
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise Bomb("A member of the archive is damaged.") from error


def refuse_bomb(members: list[zipfile.ZipInfo], size: int) -> None:
    """Judge by the directory alone: `zipfile` never reads more of a member than its directory entry says."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_TOTAL_BYTES or any(member.file_size > MAX_MEMBER_BYTES for member in members):
        raise Bomb("It unpacks to too much.")
    if unpacked > SMALL and unpacked > MAX_RATIO * size:
        raise Bomb("It is packed too tightly.")
    if sum(member.compress_size for member in members) > size:
        raise Bomb("Its members overlap.")


def _pdf_parts(content: bytes) -> Iterator[bytes]:
    yield _unescaped(content)
    budget = MAX_TOTAL_BYTES
    for start in _STREAM.finditer(content):
        part = _inflated(memoryview(content)[start.end() :])
        budget -= len(part)
        if budget <= 0 or len(part) > MAX_MEMBER_BYTES:
            raise Bomb("Its streams unpack to too much.")
        if part:
            yield _unescaped(part)


def _inflated(data: memoryview) -> bytes:
    """What a Flate stream at the start of `data` holds; empty for other filters. Up to a little over one member."""
    # In pieces, because zlib copies whatever input it leaves over, and thousands of streams may follow.
    unpacker, made = zlib.decompressobj(), bytearray()
    for at in range(0, len(data), _PIECE):
        try:
            made += unpacker.decompress(data[at : at + _PIECE], MAX_MEMBER_BYTES + 1)
        except zlib.error:
            break
        if unpacker.eof or len(made) > MAX_MEMBER_BYTES:
            break
    return bytes(made)


def _unescaped(part: bytes) -> bytes:
    """`/J#61vaScript` is `/JavaScript` (ISO 32000-1, 7.3.5)."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
