from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class UploadKind(models.TextChoices):
    CV = "cv", "CV"
    COVER_LETTER = "cover_letter", "Cover letter"
    RESUME = "resume", "Résumé"
    IMPORT = "import", "Applicants to import"


class ScanStatus(models.TextChoices):
    PENDING = "pending", "Waiting for the scan"
    CLEAN = "clean", "Clean"
    INFECTED = "infected", "Infected"
    ERROR = "error", "Scan failed"


TRANSITIONS: dict[ScanStatus, frozenset[ScanStatus]] = {
    ScanStatus.PENDING: frozenset({ScanStatus.CLEAN, ScanStatus.INFECTED, ScanStatus.ERROR}),
    # A failed scan may be tried again; a verdict is final.
    ScanStatus.ERROR: frozenset({ScanStatus.CLEAN, ScanStatus.INFECTED}),
    ScanStatus.CLEAN: frozenset(),
    ScanStatus.INFECTED: frozenset(),
}

MAX_BYTES = 10 * 1024 * 1024
MAX_IMPORT_BYTES = 32 * 1024 * 1024
"""About 100,000 applicants as CSV."""


class ContentType(models.TextChoices):
    PDF = "application/pdf", "PDF"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (DOCX)"
    ODT = "application/vnd.oasis.opendocument.text", "OpenDocument (ODT)"
    RTF = "application/rtf", "RTF"
    TXT = "text/plain", "Plain text"
    CSV = "text/csv", "CSV"
    NDJSON = "application/x-ndjson", "NDJSON"
    JSON = "application/json", "JSON"


EXTENSIONS: dict[str, ContentType] = {
    ".pdf": ContentType.PDF,
    ".docx": ContentType.DOCX,
    ".odt": ContentType.ODT,
    ".rtf": ContentType.RTF,
    ".txt": ContentType.TXT,
}
"""Of documents about a person."""
DATA_EXTENSIONS: dict[str, ContentType] = {
    ".csv": ContentType.CSV,
    ".ndjson": ContentType.NDJSON,
    ".jsonl": ContentType.NDJSON,
    ".json": ContentType.JSON,
}
"""Of files to import."""
DATA = frozenset(DATA_EXTENSIONS.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scan found. `detail` is for people; it holds nothing of the file's content."""

    status: ScanStatus
    detail: str = ""
    text: str = ""
