"""A person leaves: the account with all that hangs on it, and what every employer holds (GDPR, article 17)."""

from __future__ import annotations

import uuid

from applicants.personal.registry import holdings
from applicants.privacy import erase_person
from employers.models import User
from employers.tokens import end_access
from hiretrack.errors import NotFound
from hiretrack.tenancy import all_tenants


def erase_account(*, user_id: uuid.UUID) -> None:
    """In one transaction. Tokens die with its commit, files leave the store right after it.

    Raises `NotFound` without such an account, and `DomainError` (not_a_candidate) for one that works in a back office.
    """
    with all_tenants(reason="erasure of a person who asked for it"):
        user = User.objects.filter(pk=user_id).first()
        if user is None:
            raise NotFound
        for holding in holdings():
            holding.erase(user=user)
        end_access(user_id)
        erase_person(user_id=user_id)
