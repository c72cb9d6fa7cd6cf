"""Reads of accounts and employers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from employers.choices import Role
from employers.models import BrowserSession, Employer, RefreshToken, User
from hiretrack.errors import Forbidden, NotFound
from hiretrack.tenancy import ScopeKind, require_scope

MOST_ACCOUNTS = 5
"""So many accounts of one address are tried when no employer is named: each costs a password check."""
MOST_SIGN_INS = 20
MOST_SESSIONS_READ = 200
"""For the list of browsers: ended sessions lie among the living ones for up to half a day."""


def accounts_of(email: str, *, employer_slug: str | None = None, without_employer: bool = False) -> list[User]:
    """Accounts with this address, verified and older ones first; at one employer, at none, or anywhere."""
    found = User.objects.select_related("employer", "two_factor").alias(email_lower=Lower("email"))
    found = found.filter(email_lower=email.strip().lower())
    if without_employer:
        found = found.filter(employer=None)
    elif employer_slug:
        found = found.filter(employer__slug=employer_slug)
    return list(found.order_by(F("email_verified_at").asc(nulls_last=True), "id")[:MOST_ACCOUNTS])


def active_employer_admins(employer_id: uuid.UUID) -> QuerySet[User]:
    return User.objects.filter(employer_id=employer_id, is_active=True, roles__contains=[Role.EMPLOYER_ADMIN])


def without_two_factor() -> Q:
    """Users who sign in by a password alone."""
    return Q(two_factor=None) | Q(two_factor__confirmed_at=None)


def own_employer(*, lock: bool = False) -> Employer:
    """The scope's employer. Raises `Forbidden` when the caller belongs to none."""
    scope = require_scope()
    if scope.employer_id is None:
        raise Forbidden("You belong to no employer.")
    rows = Employer.objects.select_for_update(no_key=True) if lock else Employer.objects.all()
    return rows.get(pk=scope.employer_id)


def users() -> QuerySet[User]:
    """Whom the open scope may administer: its employer's users; every employer's with all tenants in scope.

    Accounts lie in a platform table, which no policy guards: every read of them on somebody's behalf goes through here.
    """
    scope = require_scope()
    if scope.kind is ScopeKind.EMPLOYER and scope.employer_id is not None:
        return _accounts().filter(employer_id=scope.employer_id)
    return _accounts().filter(employer__isnull=False) if scope.kind is ScopeKind.ALL else User.objects.none()


def _accounts() -> QuerySet[User]:
    return User.objects.select_related("two_factor")


def users_matching(*, role: str = "", is_active: bool | None = None, q: str = "") -> QuerySet[User]:
    """`users()`, filtered; `q` is looked for in names and addresses. Empty values don't filter."""
    found = users()
    if role:
        found = found.filter(roles__contains=[role])
    if is_active is not None:
        found = found.filter(is_active=is_active)
    return found.filter(Q(name__icontains=q) | Q(email__icontains=q)) if q else found


def user(user_id: uuid.UUID, *, lock: bool = False) -> User:
    """One of `users()`. Raises `NotFound`, also for another employer's."""
    rows = users().select_for_update(no_key=True, of=("self",)) if lock else users()
    found = rows.filter(pk=user_id).first()
    if found is None:
        raise NotFound
    return found


def public_employer(slug: str) -> Employer | None:
    """The employer's public page data, by slug."""
    return Employer.objects.filter(slug=slug).first()


def account(user_id: uuid.UUID | None) -> User | None:
    """An active user with its employer."""
    if user_id is None:
        return None
    return User.objects.select_related("employer", "two_factor").filter(pk=user_id, is_active=True).first()


def token_sign_ins(user: User) -> list[dict[str, Any]]:
    """Where programs are signed in by tokens: `since` when, and when the last token was `renewed_at`; newest first."""
    living = RefreshToken.objects.filter(
        user=user, used_at=None, revoked_at=None, expires_at__gt=timezone.now(), family=OuterRef("family")
    )
    families = RefreshToken.objects.filter(Exists(living), user=user).values("family")
    rows = families.annotate(since=Min("created_at"), renewed_at=Max("created_at")).order_by("-since")
    return [dict(row) for row in rows[:MOST_SIGN_INS]]


def browser_sign_ins(user: User) -> list[BrowserSession]:
    """Browsers that the account is signed in with, seen last first. What a new password or a sign-out everywhere has
    ended is not among them, though its row may still be there."""
    rows = BrowserSession.objects.filter(user=user, sign_in__isnull=False, expire_date__gt=timezone.now())
    good = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    found = rows.order_by("-seen_at", "-began_at")[:MOST_SESSIONS_READ]
    return [row for row in found if row.get_decoded().get(HASH_SESSION_KEY) in good][:MOST_SIGN_INS]
