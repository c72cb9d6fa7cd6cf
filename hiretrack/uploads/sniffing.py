"""What a file really is, told by its bytes. libmagic is not on every machine, and calls a DOCX a ZIP on many."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import puremagic
from django.utils.translation import gettext as _

from hiretrack.uploads.choices import ContentType

END_OF_ZIP = b"PK\x05\x06"
ZIP64 = b"PK\x06\x07"
MAX_MEMBERS = 2_000
MAX_DIRECTORY_BYTES = 512 * 1024
ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WEAK_SIGNATURE = 4
"""Shorter signatures than this match ordinary words: `BM` begins a bitmap and many a letter."""


def sniff(content: bytes) -> ContentType | None:
    """The one accepted type that `content` is, or None for anything else, doubtful or two things at once."""
    if content.startswith(b"%PDF-"):
        return ContentType.PDF if _is_whole_pdf(content) else None
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content.startswith(b"{\\rtf"):
        return None if END_OF_ZIP in content[-65_557:] else ContentType.RTF
    return ContentType.TXT if _is_text(content) else None


def described(content: bytes) -> str:
    """The nearest name of what `content` seems to be, for the error message."""
    try:
        return str(puremagic.magic_string(content[:4096])[0].name) or _("something unknown")
    except (puremagic.PureError, ValueError, IndexError):
        return _("something unknown")


def is_encrypted(content: bytes, content_type: str) -> bool:
    """Whether only a password opens it, so that no scanner can see inside."""
    return content_type == ContentType.PDF and ENCRYPTED_PDF.search(content) is not None


def _is_whole_pdf(content: bytes) -> bool:
    # An archive behind the last %%EOF would make it open as both.
    return b"%%EOF" in content[-2048:] and not zipfile.is_zipfile(io.BytesIO(content))


def open_archive(content: bytes) -> zipfile.ZipFile | None:
    """The archive that fills `content` exactly, or None. Reads the directory only, and only a small one."""
    at = content.rfind(END_OF_ZIP)
    if at < 0 or len(content) < at + 22 or ZIP64 in content[max(0, at - 20) : at]:
        return None
    directory_bytes, start, comment = struct.unpack_from("<IIH", content, at + 12)
    fills = start + directory_bytes == at and at + 22 + comment == len(content)
    if not fills or directory_bytes > MAX_DIRECTORY_BYTES:
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return archive if len(archive.filelist) <= MAX_MEMBERS else None


def _office(content: bytes) -> ContentType | None:
    archive = open_archive(content)
    if archive is None or not _is_orderly(archive):
        return None
    members = set(archive.namelist())
    if {"[Content_Types].xml", "word/document.xml"} <= members:
        return ContentType.DOCX
    if "content.xml" in members and _declared(archive) == ContentType.ODT.value.encode():
        return ContentType.ODT
    return None


def _declared(archive: zipfile.ZipFile) -> bytes:
    """OpenDocument 1.3 part 2, 3.3: the first member `mimetype` holds the type, uncompressed."""
    first = archive.filelist[0]
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.file_size > 100:
        return b""
    try:
        return archive.read(first)
    except (zipfile.BadZipFile, ValueError, OSError):
        return b""


def _is_orderly(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    outside = any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names)
    locked = any(member.flag_bits & 0x1 for member in archive.filelist)
    return not outside and not locked and len(set(names)) == len(names)


def _is_text(content: bytes) -> bool:
    if not content.strip():
        return False
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")) and _CONTROL.search(content):
        return False
    if b"%PDF-" in content[:1024] or END_OF_ZIP in content:
        return False
    return not _has_strong_signature(content) and _decodes(content)


def _has_strong_signature(content: bytes) -> bool:
    try:
        found = puremagic.magic_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return False
    return any(_is_strong(match) and not match.mime_type.startswith("text/") and match.mime_type for match in found)


def _is_strong(match: puremagic.PureMagicWithConfidence) -> bool:
    # Letters behind the beginning are part of a word: QuickTime's `idat` is of "Candidate".
    is_within_word = match.offset != 0 and match.byte_match.isalpha()
    return len(match.byte_match) >= _WEAK_SIGNATURE and not is_within_word


def _decodes(content: bytes) -> bool:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "\x00" not in text
    return False
