"""What the page of one application shows around the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from applications import queries
from applications.choices import REOPEN, ApplicationStatus, moves_from
from applications.models import Application
from hiretrack.uploads.choices import ContentType, ScanStatus
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import download_url, inline_url

MOST_LINES = 100
FACTS = ("name", "email", "phone", "location", "headline")


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the application. Addresses are there only when it is clean."""

    title: str
    upload: Upload
    download: str = ""
    preview: str = ""

    @property
    def state(self) -> str:
        return str(ScanStatus(self.upload.scan_status).label)


def page_of(row: Application, *, may_move: bool) -> dict[str, Any]:
    """The context: documents, facts, both logs, and the moves that the pipeline allows now."""
    full = Application.objects.select_related("applicant", "job", "cv", "cover_letter_file").get(pk=row.pk)
    stages = full.stages.select_related("changed_by").order_by("-changed_at", "-id")
    return {
        "application": full,
        "documents": [document("CV", full.cv), document("Cover letter", full.cover_letter_file)],
        "differences": differences(full),
        "stages": stages[:MOST_LINES],
        "journal": queries.journal(full)[:MOST_LINES],
        "moves": moves_from(full.status) if may_move else [],
        "may_reopen": may_move and full.status in REOPEN,
        "rejected": ApplicationStatus.REJECTED,
    }


def document(title: str, upload: Upload | None) -> Document | None:
    if upload is None or not upload.is_clean:
        return None if upload is None else Document(title, upload)
    preview = inline_url(upload) if upload.content_type == ContentType.PDF else ""
    return Document(title, upload, download_url(upload), preview)


def differences(row: Application) -> list[tuple[str, str]]:
    """What the sender said of themselves that is not what the applicant's record says."""
    said = row.submitted
    return [(name, said[name]) for name in FACTS if said.get(name) and said[name] != getattr(row.applicant, name)]
