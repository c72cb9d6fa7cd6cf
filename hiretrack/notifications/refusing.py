"""Applicants who want no more messages to several from an employer. What tells of their own application, and what
invites them to something, still reaches them."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction

from applicants.models import Applicant
from hiretrack.audit.services import record
from hiretrack.notifications.models import MailingRefusal
from hiretrack.tenancy import employer_scope


def is_refused(applicant_id: uuid.UUID) -> bool:
    return bool(refusing([applicant_id]))


def refusing(applicant_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those among them who refuse."""
    rows = MailingRefusal.objects.filter(applicant_id__in=applicant_ids)
    return set(rows.values_list("applicant_id", flat=True))


@transaction.atomic
def refuse(*, employer_id: uuid.UUID, applicant_id: uuid.UUID) -> None:
    """From now on, and for mails that wait to be written; again, or for somebody who is gone, nothing happens."""
    with employer_scope(employer_id):
        applicant = Applicant.objects.select_for_update(of=("self",), no_key=True).filter(pk=applicant_id).first()
        if applicant is None or applicant.erased_at is not None:
            return
        # Merged since the mail was sent: the record that lives on is meant.
        row, is_new = MailingRefusal.objects.get_or_create(applicant_id=applicant.merged_into_id or applicant.pk)
        if is_new:
            record("mailing.refused", entity=row, applicant_id=str(row.applicant_id))
