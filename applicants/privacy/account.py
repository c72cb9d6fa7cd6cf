"""A candidate leaves altogether: from every employer, and with their account."""

from __future__ import annotations

import uuid

from django.db.models import Q
from django.db.models.functions import Lower

from applicants.choices import ErasureReason
from applicants.models import Applicant
from applicants.privacy.erasure import erase_applicant
from applicants.queries import current
from employers.models import User
from hiretrack.audit.erasure import ERASED_NAME, erase_actor
from hiretrack.audit.services import record
from hiretrack.background.models import TaskRun
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.errors import DomainError, NotFound
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import remove_for_good


def erase_person(*, user_id: uuid.UUID) -> int:
    """Erase a candidate at every employer, then the account with all that is its own; at how many employers.

    One transaction, in a scope of its own. Raises `NotFound`, and `DomainError` (not_a_candidate) for an account that
    works for an employer or the platform.
    """
    with all_tenants(reason=f"erasure of account {user_id}"), acting_as(Actor(ActorKind.USER, ERASED_NAME, user_id)):
        user = _locked(user_id)
        known = _known(user)
        for employer_id, applicant_id in known:
            with employer_scope(employer_id):
                erase_applicant(applicant_id=applicant_id, reason=ErasureReason.ACCOUNT_CLOSED)
        _erase_account(user)
        record("user.erased", entity=User(pk=user_id), employers=len({employer for employer, _ in known}))
    return len({employer for employer, _ in known})


def _locked(user_id: uuid.UUID) -> User:
    user = User.objects.select_for_update(of=("self",)).filter(pk=user_id).first()
    if user is None:
        raise NotFound("There is no such account.")
    if user.employer_id is not None or user.is_superuser:
        raise DomainError("Only candidates' accounts can be erased.", code="not_a_candidate", title="Not a candidate")
    return user


def _known(user: User) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(employer, applicant), each person once: survivors only, because the merged ones go with them."""
    own = Q(user=user)
    if user.email_verified_at is not None:
        own |= Q(user=None, address=user.email.lower())
    rows = Applicant.objects.filter(erased_at=None).alias(address=Lower("email")).filter(own)
    parents = {pk for pk in rows.values_list("merged_into", flat=True) if pk}
    ids = set(rows.filter(merged_into=None).values_list("pk", flat=True))
    while parents:
        above = Applicant.objects.filter(pk__in=parents).values_list("pk", "merged_into")
        ids |= {pk for pk, parent in above if parent is None}
        parents = {parent for _, parent in above if parent}
    return list(current().filter(pk__in=ids).order_by("employer_id", "pk").values_list("employer_id", "pk"))


def _erase_account(user: User) -> None:
    """Profile, tracker, alerts, notices, tokens and runs go with the row; the journal and files are told apart."""
    erase_actor(user_id=user.pk, employer_id=None)
    TaskRun.objects.filter(owner=user).delete()
    # What an employer's rows name has gone with them; nobody would find what the person sent and never used.
    left = Q(employer=None) | Q(claimed_at=None)
    files = list(Upload.objects.filter(left, uploaded_by=user).values_list("pk", flat=True))
    user.delete()
    remove_for_good(upload_ids=files)
