"""Which portal account an applicant's record belongs to: the one that has proven the record's e-mail address.

An account whose address is not verified is never linked. A link outlives a change of the account's own address; when
an employer corrects the record's address, the link follows it, so that nobody reads what was a stranger's all along.
"""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.db.models.functions import Lower

from applicants.models import Applicant
from applicants.queries import current
from employers.choices import Role
from employers.models import Employer, User
from hiretrack.audit.services import entry, record, record_many
from hiretrack.tenancy import all_tenants


def link_account(*, user_id: uuid.UUID) -> int:
    """Give an account the records of its verified address at every employer; how many. In an all-tenants scope."""
    user = _candidates().filter(pk=user_id).first()
    if user is None:
        return 0
    # The index begins with the employer; naming them all lets it be used.
    rows = current().alias(address=Lower("email")).filter(address=user.email.lower(), user=None)
    everywhere = rows.filter(employer__in=Employer.objects.order_by().values("pk"))
    return sum(_link(applicant, user.pk) for applicant in everywhere.order_by("pk"))


def link_applicant(*, applicant_id: uuid.UUID) -> bool:
    """Link a record to the account of its address, and part it from any other; whether that changed it."""
    applicant = current().filter(pk=applicant_id).first()
    if applicant is None:
        return False
    owner = _candidates().alias(address=Lower("email")).filter(address=applicant.email.lower()).first()
    if applicant.user_id is not None and (owner is None or owner.pk != applicant.user_id):
        _part(applicant)
    return owner is not None and _link(applicant, owner.pk)


def link_to(*, applicant: Applicant, user_id: uuid.UUID) -> bool:
    """Link a record to the account that applies with it; whether that changed it. The employer may know of it."""
    if not _claimed(applicant, user_id):
        return False
    record("applicant.linked", entity=applicant, user_id=str(user_id))
    return True


def _claimed(applicant: Applicant, user_id: uuid.UUID) -> bool:
    """By a conditional update: of two at once one links, and nobody's record is taken away."""
    return bool(current().filter(pk=applicant.pk, user=None).update(user_id=user_id))


def _link(applicant: Applicant, user_id: uuid.UUID) -> bool:
    if not _claimed(applicant, user_id):
        return False
    _note("applicant.linked", applicant, user_id)
    return True


def _part(applicant: Applicant) -> None:
    user_id = applicant.user_id
    if user_id and Applicant.objects.filter(pk=applicant.pk, user=user_id).update(user=None):
        _note("applicant.unlinked", applicant, user_id)


def _note(action: str, applicant: Applicant, user_id: uuid.UUID) -> None:
    """In the platform's journal: an employer could else write anybody's address into a record, and read from its own
    journal whether that person has an account here."""
    with all_tenants(reason="whose accounts are whose is no employer's to know"):
        record_many([entry(action, entity=applicant, employer_id=None, user_id=str(user_id))])


def _candidates() -> QuerySet[User]:
    """Accounts that can own records: active candidates with a proven address."""
    verified = User.objects.filter(employer=None, is_active=True, email_verified_at__isnull=False)
    return verified.filter(roles__contains=[Role.APPLICANT])
