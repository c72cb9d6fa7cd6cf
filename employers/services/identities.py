"""Accounts elsewhere that open an account here: who comes in with one, and which stay connected.

Nobody gets into an account by its address alone. ADR 39 says what each rule keeps out.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.choices import Role
from employers.errors import IdentityTaken, LastSignIn, NoAddress, NotByThisDoor
from employers.federation.person import Person
from employers.federation.providers import providers
from employers.journal import record_about
from employers.models import Identity, User
from employers.services.registration import tell_owner
from employers.services.sessions import end_sessions
from employers.services.two_factor import drop_unproven_two_factor
from hiretrack.errors import DomainError, NotFound


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came with an account elsewhere. Without `is_proven` nobody is let in yet: a mail is on its way."""

    user: User | None
    is_proven: bool = False
    password_ended: bool = False
    """A password of the account counts no more: it was chosen before anybody had proven the address."""


def enter_with(*, person: Person) -> Entered:
    """The account that `person` opens; a new one for who is here for the first time.

    Raises `NoAddress`, and `NotByThisDoor` for accounts that no candidate's door opens.
    """
    try:
        with transaction.atomic():
            return _entered(person)
    except IntegrityError:
        # The same person in another tab, or the address was registered just now: this time it is found.
        with transaction.atomic():
            return _entered(person)


def connect_identity(*, user: User, person: Person) -> None:
    """By the signed-in user. Raises `IdentityTaken` when it opens somebody else's account."""
    with transaction.atomic():
        row = _checked(User.objects.select_for_update(no_key=True).get(pk=user.pk))
        if row.get_session_auth_hash() != user.get_session_auth_hash():
            # Meanwhile the owner has signed out everywhere or set a new password, perhaps because of this browser.
            raise NotByThisDoor
        held = _identity(person)
        if held is not None and held.user_id != row.pk:
            raise IdentityTaken
        if held is None:
            try:
                with transaction.atomic():
                    _link(row, person)
            except IntegrityError as error:
                raise IdentityTaken from error


def disconnect_identity(*, user: User, identity_id: uuid.UUID) -> None:
    """Raises `NotFound`, and `LastSignIn` when the account could not be opened any more."""
    with transaction.atomic():
        row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        identity = Identity.objects.filter(pk=identity_id, user=row).first()
        if identity is None:
            raise NotFound
        if is_last_way_in(row, identity):
            raise LastSignIn
        identity.delete()
        record_about(row, "user.identity_unlinked", provider=identity.provider)


def is_last_way_in(user: User, identity: Identity) -> bool:
    """Whether without it neither a password nor another provider, of those that are offered, opens the account."""
    if user.has_usable_password():
        return False
    offered = [provider.issuer for provider in providers()]
    return not Identity.objects.filter(user=user, issuer__in=offered).exclude(pk=identity.pk).exists()


def _entered(person: Person) -> Entered:
    held = _identity(person)
    if held is not None:
        return _known(held, person)
    if not person.email:
        raise NoAddress
    owner = _owner_of(person.email)
    if person.email_verified:
        return _proven(person, owner)
    if owner is None:
        return Entered(_new(person))
    # As at sign-up: the answer tells nothing, the mail does.
    tell_owner(person.email)
    return Entered(None)


def _known(held: Identity, person: Person) -> Entered:
    user = _checked(User.objects.select_for_update(no_key=True).get(pk=held.user_id))
    now = {"last_used_at": timezone.now(), "email": person.email or held.email}
    if not Identity.objects.filter(pk=held.pk, user=user).update(**now):
        raise DomainError(_("This account has just been disconnected."))
    if not user.awaits_proof:
        return Entered(user, is_proven=True)
    if person.email_verified and person.email.lower() == user.email.lower():
        return Entered(user, is_proven=True, password_ended=_take_over(user, person))
    record_about(user, "user.email_verification_requested")
    return Entered(user)


def _proven(person: Person, owner: User | None) -> Entered:
    if owner is None:
        return Entered(_new(person), is_proven=True)
    ended = _take_over(_checked(owner), person) if owner.awaits_proof else False
    _link(_checked(owner), person)
    return Entered(owner, is_proven=True, password_ended=ended)


def _take_over(user: User, person: Person) -> bool:
    """The address meets its owner: whatever somebody set up before anybody had proven it may be a stranger's, and
    opens nothing any more. Answers whether there was a password."""
    had_password = user.has_usable_password()
    Identity.objects.filter(user=user).exclude(issuer=person.issuer, subject=person.subject).delete()
    ended = {"two_factor_ended": True} if drop_unproven_two_factor(user=user) else {}
    user.set_unusable_password()
    user.name, user.email_verified_at = person.name or user.name, timezone.now()
    user.save(update_fields=["password", "name", "email_verified_at", "updated_at"])
    end_sessions(user)
    record_about(user, "user.email_verified", provider=person.provider, **ended)
    return had_password


def _new(person: Person) -> User:
    user = User(email=person.email, name=person.name, roles=[Role.APPLICANT])
    user.email_verified_at = timezone.now() if person.email_verified else None
    user.set_unusable_password()
    user.save(force_insert=True)
    record_about(user, "user.registered", provider=person.provider)
    if user.email_verified_at is not None:
        record_about(user, "user.email_verified", provider=person.provider)
    _link(user, person)
    return user


def _link(user: User, person: Person) -> None:
    Identity.objects.create(
        user=user,
        provider=person.provider,
        issuer=person.issuer,
        subject=person.subject,
        email=person.email,
        last_used_at=timezone.now(),
    )
    record_about(user, "user.identity_linked", provider=person.provider)


def _identity(person: Person) -> Identity | None:
    return Identity.objects.filter(issuer=person.issuer, subject=person.subject).first()


def _owner_of(email: str) -> User | None:
    """The account without an employer that has this address: there is one at most."""
    rows = User.objects.select_for_update(no_key=True).alias(address=Lower("email"))
    return rows.filter(employer=None, address=email.lower()).first()


def _checked(user: User) -> User:
    if not user.is_active or user.is_staff or user.employer_id is not None or Role.APPLICANT not in user.roles:
        raise NotByThisDoor
    return user
