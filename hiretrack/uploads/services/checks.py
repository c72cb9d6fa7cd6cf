"""What is refused before a file becomes an upload."""

from __future__ import annotations

from typing import NoReturn

from hiretrack.errors import FieldError, Invalid
from hiretrack.uploads.choices import MAX_BYTES, ContentType
from hiretrack.uploads.filenames import wrong_extension
from hiretrack.uploads.sniffing import described, is_encrypted, sniff


def check_declared(*, filename: str, content_type: str, size: int) -> None:
    """Raises `Invalid` naming everything that is wrong with what the caller announced."""
    errors: list[FieldError] = []
    if content_type not in ContentType.values:
        errors.append(FieldError("/content_type", "invalid_choice", "Only PDF, DOCX, ODT, RTF and TXT are accepted."))
    elif problem := wrong_extension(filename, content_type):
        errors.append(FieldError("/filename", "extension_mismatch", problem))
    if not 0 < size <= MAX_BYTES:
        errors.append(FieldError("/size", "out_of_range", f"A file has 1 to {MAX_BYTES:,} bytes."))
    if errors:
        raise Invalid("The file cannot be accepted.", errors=errors)


def check_content(content: bytes, content_type: str) -> None:
    """Raises `Invalid` unless the bytes are what they were announced as."""
    if sniff(content) != content_type:
        wanted = ContentType(content_type).label
        refuse("content_mismatch", f"The file is not a proper {wanted} file; it looks like {described(content)}.")
    if is_encrypted(content, content_type):
        refuse("encrypted", "The file is protected by a password. Remove the protection and try again.")


def refuse(code: str, detail: str) -> NoReturn:
    raise Invalid(detail, code="upload_refused", errors=[FieldError("", code, detail)])
