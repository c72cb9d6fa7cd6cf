"""What a candidate without an account may do by the link in a mail: step back, add a document, have all deleted.

The record's address is the link's holder's: it was mailed there. A receipt's link, which whoever applied holds, allows
none of this, and so tells nobody whether the address had applied before. Nor does a link that was mailed to another
address than the record has now: it was corrected, or the record became part of another one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.choices import ErasureReason
from applicants.models import Applicant
from applicants.privacy import Erasure, erase_applicant
from applications import queries, tokens
from applications.models import Application
from applications.services.moves import withdraw
from hiretrack.audit.services import record
from hiretrack.errors import DomainError, Forbidden
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.choices import UploadKind
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import claim


@contextmanager
def acting_on(token: str) -> Iterator[Application]:
    """The application that a mailed link is about, or the one that goes on in its place, in its employer's scope.

    Raises `NotFound`, `Forbidden` (address_unproven).
    """
    link = tokens.opened(token)
    if not link.mailed_to:
        raise _unproven()
    with employer_scope(link.employer_id):
        row = queries.standing(link.application_id)
        if row is None:
            raise queries.LinkOutlived
        if not link.proves(row.applicant.email):
            raise _unproven()
        yield row


def _unproven() -> Forbidden:
    return Forbidden(_("Open this page by the link in the mail."), code="address_unproven", title="Address not proven")


def withdraw_by_link(*, token: str) -> None:
    """Raises `NotFound`, `Forbidden`, `DomainError` (status_conflict)."""
    with acting_on(token) as row:
        withdraw(application_id=row.pk)


def add_document(*, token: str, upload_id: uuid.UUID) -> None:
    """Put a file in the place that is still empty for its kind. Nothing that the employer has is replaced.

    Raises `NotFound`, `Forbidden`, `Invalid`, and `DomainError` (document_not_wanted) once the application is over or
    has such a file.
    """
    with acting_on(token) as seen:
        texts = claim(upload_ids=[upload_id])
        row = Application.objects.select_for_update(of=("self",)).get(pk=seen.pk)
        kind = _kind_of(upload_id)
        column = next((name for name, wanted in queries.DOCUMENTS.items() if wanted == kind), "")
        if kind not in queries.missing_documents(row):
            raise DomainError(_("No such document is missing."), code="document_not_wanted", title="Not missing")
        Application.objects.filter(pk=row.pk).update(**{f"{column}_id": upload_id}, updated_at=timezone.now())
        if kind == UploadKind.CV:
            # As when applying: blanks of the record are filled while no account owns it.
            blank = Applicant.objects.filter(pk=row.applicant_id, cv=None, user=None)
            blank.update(cv_id=upload_id, cv_text=texts[upload_id], updated_at=timezone.now())
        record("application.document_added", entity=row, upload_id=str(upload_id), kind=str(kind))


def _kind_of(upload_id: uuid.UUID) -> str:
    return str(Upload.objects.values_list("kind", flat=True).get(pk=upload_id))


def erase_by_link(*, token: str) -> Erasure:
    """All that the employer holds about the person goes, every application of theirs with it. It cannot be undone.

    Raises `NotFound`, `Forbidden`.
    """
    with acting_on(token) as row:
        return erase_applicant(applicant_id=row.applicant_id, reason=ErasureReason.REQUEST)
