"""What is refused before a file becomes an upload."""

from __future__ import annotations

from typing import NoReturn

from django.utils.formats import number_format
from django.utils.translation import gettext as _

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
        said = _("A file has 1 to %(most)s bytes.") % {"most": number_format(most, force_grouping=True)}
        errors.append(FieldError("/size", "out_of_range", said))
    if errors:
        raise Invalid(_("The file cannot be accepted."), errors=errors)


def _wrong_type(kind: str, content_type: str) -> str:
    """What is wrong with a file of this type for this purpose, or an empty text."""
    if kind == UploadKind.IMPORT:
        return "" if content_type in DATA else _("Only CSV, NDJSON and JSON can be imported.")
    documents = set(ContentType.values) - DATA
    return "" if content_type in documents else _("Only PDF, DOCX, ODT, RTF and TXT are accepted.")


def check_content(content: bytes, content_type: str) -> None:
    """Raises `Invalid` unless the bytes are what they were announced as."""
    # Data is text by its bytes; what it says, its importer reads row by row.
    if sniff(content) != (ContentType.TXT if content_type in DATA else content_type):
        told = {"wanted": ContentType(content_type).label, "seen": described(content)}
        refuse("content_mismatch", _("The file is not a proper %(wanted)s file; it looks like %(seen)s.") % told)
    if is_encrypted(content, content_type):
        refuse("encrypted", _("The file is protected by a password. Remove the protection and try again."))


def refuse(code: str, detail: str) -> NoReturn:
    raise Invalid(detail, code="upload_refused", errors=[FieldError("", code, detail)])
