"""What is refused before a file becomes an upload."""

from __future__ import annotations

from typing import NoReturn

from hiretrack.errors import FieldError, Invalid
from hiretrack.uploads.choices import DATA, MAX_BYTES, MAX_IMPORT_BYTES, ContentType, UploadKind
from hiretrack.uploads.filenames import wrong_extension
from hiretrack.uploads.sniffing import described, is_encrypted, sniff


def check_declared(*, kind: UploadKind | str, filename: str, content_type: str, size: int) -> None:
    """Raises `Invalid` naming everything that is wrong with what the caller announced."""
    errors: list[FieldError] = []
    if problem := _wrong_type(kind, content_type):
        errors.append(FieldError("/content_type", "invalid_choice", problem))
    elif problem := wrong_extension(filename, content_type):
        errors.append(FieldError("/filename", "extension_mismatch", problem))
    most = MAX_IMPORT_BYTES if kind == UploadKind.IMPORT else MAX_BYTES
    if not 0 < size <= most:
        errors.append(FieldError("/size", "out_of_range", f"A file has 1 to {most:,} bytes."))
    if errors:
        raise Invalid("The file cannot be accepted.", errors=errors)


def _wrong_type(kind: str, content_type: str) -> str:
    """What is wrong with a file of this type for this purpose, or an empty text."""
    if kind == UploadKind.IMPORT:
        return "" if content_type in DATA else "Only CSV, NDJSON and JSON can be imported."
    documents = set(ContentType.values) - DATA
    return "" if content_type in documents else "Only PDF, DOCX, ODT, RTF and TXT are accepted."


def check_content(content: bytes, content_type: str) -> None:
    """Raises `Invalid` unless the bytes are what they were announced as."""
    # Data is text by its bytes; what it says, its importer reads row by row.
    if sniff(content) != (ContentType.TXT if content_type in DATA else content_type):
        wanted = ContentType(content_type).label
        refuse("content_mismatch", f"The file is not a proper {wanted} file; it looks like {described(content)}.")
    if is_encrypted(content, content_type):
        refuse("encrypted", "The file is protected by a password. Remove the protection and try again.")


def refuse(code: str, detail: str) -> NoReturn:
    raise Invalid(detail, code="upload_refused", errors=[FieldError("", code, detail)])
