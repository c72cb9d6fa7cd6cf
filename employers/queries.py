"""Reads of accounts and employers."""

from __future__ import annotations

import uuid

from django.db.models import F, QuerySet
from django.db.models.functions import Lower

from employers.choices import Role
from employers.models import Employer, User

MOST_ACCOUNTS = 5
"""So many accounts of one address are tried when no employer is named: each costs a password check."""


def accounts_of(email: str, *, employer_slug: str | None = None, without_employer: bool = False) -> list[User]:
    """Accounts with this address, verified and older ones first; at one employer, at none, or anywhere."""
    found = User.objects.select_related("employer").alias(email_lower=Lower("email"))
    found = found.filter(email_lower=email.strip().lower())
    if without_employer:
        found = found.filter(employer=None)
    elif employer_slug:
        found = found.filter(employer__slug=employer_slug)
    return list(found.order_by(F("email_verified_at").asc(nulls_last=True), "id")[:MOST_ACCOUNTS])


def active_employer_admins(employer_id: uuid.UUID) -> QuerySet[User]:
    return User.objects.filter(employer_id=employer_id, is_active=True, roles__contains=[Role.EMPLOYER_ADMIN])


def public_employer(slug: str) -> Employer | None:
    """The employer's public page data, by slug."""
    return Employer.objects.filter(slug=slug).first()


def account(user_id: uuid.UUID | None) -> User | None:
    """An active user with its employer."""
    if user_id is None:
        return None
    return User.objects.select_related("employer").filter(pk=user_id, is_active=True).first()
