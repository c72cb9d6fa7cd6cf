"""An employer's users: who is in, in which roles. An employer never loses its last employer admin."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from employers.choices import BACK_OFFICE_ROLES, Role
from employers.delegation import check_user
from employers.journal import record_about
from employers.models import ApiKey, Employer, User
from employers.queries import active_employer_admins
from employers.tokens import end_access
from hiretrack.errors import DomainError, FieldError, Invalid
from hiretrack.tenancy import all_tenants

CHANGEABLE = frozenset({"name", "email", "roles", "is_active"})
ENDS_ACCESS = frozenset({"email", "roles", "is_active"})


def invite_user(
    *, employer_id: uuid.UUID, email: str, name: str, roles: Collection[str], by_key: ApiKey | None = None
) -> User:
    """A new user without a password, who is asked by mail to set one. Raises `Invalid`, and `DomainError`
    (`beyond_own_rights`) when `by_key`, the key that asks for it, may less than the user could."""
    _check_roles(roles)
    if by_key is not None:
        check_user(by_key, roles=roles)
    with transaction.atomic():
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    email, None, name=name, employer_id=employer_id, roles=sorted(set(roles)), invited_at=timezone.now()
                )
        except IntegrityError as error:
            raise _email_taken() from error
        record_about(user, "user.invited", roles=user.roles)
        return user


def update_user(*, user: User, changes: Mapping[str, Any], by_key: ApiKey | None = None) -> User:
    """Change name, email, roles or is_active; all but a new name end the user's tokens.

    Raises `Invalid`, and `DomainError`: `last_employer_admin` when nobody would be left to run the employer,
    `beyond_own_rights` when `by_key`, the key that asks for it, may less than the user could then.
    """
    with transaction.atomic():
        row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        changed = _changed(row, changes)
        if "roles" in changed:
            _check_roles(changed["roles"])
        if by_key is not None and _lets_in(changed):
            check_user(by_key, roles=changed.get("roles", row.roles))
        if would_leave_no_admin(row, roles=changed.get("roles"), is_active=changed.get("is_active")):
            raise _last_admin()
        _apply(row, changed)
        return row


def _changed(row: User, changes: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {key: value for key, value in changes.items() if key in CHANGEABLE}
    if "roles" in wanted:
        wanted["roles"] = sorted(set(wanted["roles"]))
    return {key: value for key, value in wanted.items() if getattr(row, key) != value}


def _lets_in(changed: Mapping[str, Any]) -> bool:
    """Whether somebody gets more, or the account becomes somebody else's: a new address can ask for a password."""
    return bool({"roles", "email"} & set(changed)) or changed.get("is_active") is True


def rename_user(*, user: User, name: str) -> User:
    """By the user, whose tokens go on."""
    return update_user(user=user, changes={"name": name})


def remove_user(*, user: User) -> None:
    """Delete the account. What it did stays in the journal. Raises `DomainError` (`last_employer_admin`)."""
    with transaction.atomic():
        if would_leave_no_admin(user, is_active=False):
            raise _last_admin()
        end_access(user.pk)
        record_about(user, "user.removed")
        # Some of what goes with an account is the person's own, which no employer's scope sees.
        with all_tenants(reason="an account's own rows go with it"):
            user.delete()


def would_leave_no_admin(user: User, *, roles: Collection[str] | None = None, is_active: bool | None = None) -> bool:
    """Whether the employer would have no active employer admin then. Locks the employer, so that two admins who
    remove each other at once take turns; call it in a transaction."""
    if user.employer_id is None:
        return False
    stays = (user.is_active if is_active is None else is_active) and Role.EMPLOYER_ADMIN in (
        user.roles if roles is None else roles
    )
    if stays:
        return False
    Employer.objects.select_for_update(no_key=True).get(pk=user.employer_id)
    admins = set(active_employer_admins(user.employer_id).values_list("pk", flat=True))
    return admins == {user.pk}


def _apply(row: User, changed: Mapping[str, Any]) -> None:
    if not changed:
        return
    for key, value in changed.items():
        setattr(row, key, value)
    if "email" in changed:
        row.email_verified_at = None
    try:
        with transaction.atomic():
            row.save(update_fields=[*changed, "email_verified_at", "updated_at"])
    except IntegrityError as error:
        raise _email_taken() from error
    if ENDS_ACCESS & set(changed):
        end_access(row.pk)
    record_about(row, "user.updated", fields=sorted(changed), roles=row.roles, is_active=row.is_active)
    if "email" in changed:
        record_about(row, "user.email_verification_requested")


def _check_roles(roles: Collection[str]) -> None:
    if not roles or not set(roles) <= set(BACK_OFFICE_ROLES):
        known = FieldError("/roles", "unknown_role", f"Choose among {', '.join(BACK_OFFICE_ROLES)}.")
        raise Invalid("These roles cannot be given.", errors=[known])


def _email_taken() -> Invalid:
    taken = FieldError("/email", "email_taken", "Another user here has this address.")
    return Invalid("The address is taken.", errors=[taken])


def _last_admin() -> DomainError:
    return DomainError(
        "This is the employer's last active employer admin; make somebody else one first.", code="last_employer_admin"
    )
