"""The files of an application as its page shows them: only clean ones open, and none of a hidden person's."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from applicants import fairness
from applications.models import Application
from hiretrack.errors import DomainError
from hiretrack.uploads.choices import ContentType, ScanStatus
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import download_url


@dataclass(frozen=True, slots=True)
class Document:
    """`download` and `has_preview` are set only for what may be opened; `text` is all that is shown of the rest."""

    name: str
    title: str
    upload: Upload
    text: str = ""
    download: str = ""
    has_preview: bool = False
    is_hidden: bool = False

    @property
    def state(self) -> str:
        return str(ScanStatus(self.upload.scan_status).label)

    @property
    def waits(self) -> bool:
        return self.upload.scan_status == ScanStatus.PENDING


def documents_of(row: Application) -> list[Document]:
    """Its CV and its letter; without a CV of its own, the one that the applicant's record has."""
    cv = row.cv or row.applicant.cv
    title = _("CV") if row.cv_id else _("CV of the candidate's record")
    wanted = (("cv", title, cv), ("letter", _("Letter"), row.cover_letter_file))
    return [_document(row, name, title, upload) for name, title, upload in wanted if upload is not None]


def _document(row: Application, name: str, title: str, upload: Upload) -> Document:
    if not upload.is_clean:
        return Document(name, title, upload)
    address = "" if row.identity_hidden else _address(upload)
    if not address:
        text = fairness.blotted(upload.text, row.applicant)
        return Document(name, title, upload, text, is_hidden=True)
    is_pdf = upload.content_type == ContentType.PDF
    return Document(name, title, upload, upload.text, address, has_preview=is_pdf)


def _address(upload: Upload) -> str:
    """Empty for a file that came with another application, too, in which the person is still hidden."""
    try:
        return download_url(upload)
    except DomainError:
        return ""
