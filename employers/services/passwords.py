"""Passwords and proof of addresses. A new password ends every session and token made with the old one."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.errors import CredentialsRefused
from employers.journal import record_about
from employers.models import Identity, TwoFactor, User
from employers.queries import accounts_of
from employers.services.two_factor import drop_unproven_two_factor
from employers.tokens import end_access, user_of_password_token, user_of_verification_token
from hiretrack.errors import FieldError, Invalid
from hiretrack.tenancy import new_id


def check_new_password(password: str | None, *, email: str, name: str, pointer: str = "/password") -> None:
    """Raises `Invalid` with every reason why this password will not do; None (no password yet) passes."""
    if password is None:
        return
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        reasons = [FieldError(pointer, str(one.code or "invalid"), " ".join(one.messages)) for one in error.error_list]
        raise Invalid(_("The password is too easy to guess."), errors=reasons) from error


def request_password_reset(*, email: str, employer_slug: str | None = None) -> None:
    """Mail a link to each account with this address. Tells nothing, and does as much for an unknown address."""
    with transaction.atomic():
        known = [user for user in accounts_of(email, employer_slug=employer_slug) if user.is_active]
        for user in known:
            record_about(user, "user.password_reset_requested")
        if not known:
            record_about(User(id=new_id()), "user.password_reset_unknown")


def request_sign_in_link(*, email: str) -> None:
    """Mail a link that signs a candidate in. Tells nothing, and does as much for an unknown address.

    An address that nobody has proven gets a link to set a password instead: otherwise its owner would prove it for
    an account that still opens with a password that a stranger may have chosen.
    """
    with transaction.atomic():
        known = [user for user in accounts_of(email, without_employer=True) if user.is_active and not user.is_staff]
        for user in known:
            proven = user.email_verified_at is not None
            record_about(user, "user.sign_in_link_requested" if proven else "user.password_reset_requested")
        if not known:
            record_about(User(id=new_id()), "user.sign_in_link_unknown")


def send_password_link(*, user: User) -> None:
    """By an administrator: mail a link to set a password, as an invitation when the user never had one."""
    invites = not user.has_usable_password()
    with transaction.atomic():
        if invites:
            User.objects.filter(pk=user.pk).update(invited_at=timezone.now())
        record_about(user, "user.invited" if invites else "user.password_reset_requested")


def reset_password(*, token: str, password: str) -> User:
    """Set a new password by a link from a mail, which also proves the address: at a candidate's first proof their
    second factor and connected accounts go, which may be a stranger's. Raises `LinkRefused`, `Invalid`."""
    with transaction.atomic():
        user = user_of_password_token(token)
        check_new_password(password, email=user.email, name=user.name)
        if user.email_verified_at is None:
            ended = {"two_factor_ended": True} if drop_unproven_two_factor(user=user) else {}
            Identity.objects.filter(user=user).delete()
            user.email_verified_at = timezone.now()
            record_about(user, "user.email_verified", **ended)
        _set(user, password)
        return user


def change_password(*, user: User, current: str, new: str) -> None:
    """By the signed-in user. Raises `Invalid` when `current` is wrong or `new` is too weak."""
    if not user.check_password(current):
        wrong = FieldError("/current_password", "wrong_password", _("This is not your present password."))
        raise Invalid(_("The present password is wrong."), errors=[wrong])
    check_new_password(new, email=user.email, name=user.name, pointer="/new_password")
    with transaction.atomic():
        _set(User.objects.select_for_update(no_key=True).get(pk=user.pk), new)


def verify_email(*, token: str, password: str | None = None) -> User:
    """The link from the verification mail was followed. Raises `LinkRefused`, `CredentialsRefused`.

    The account may be a stranger's: without `password` the caller has seen to it that whoever follows the link is let
    into the account already.
    """
    with transaction.atomic():
        user = user_of_verification_token(token)
        if password is not None and not user.check_password(password):
            raise CredentialsRefused("The password is not the account's.")
        user.email_verified_at = timezone.now()
        user.save(update_fields=["email_verified_at", "updated_at"])
        record_about(user, "user.email_verified")
        return user


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password", "email_verified_at", "updated_at"])
    TwoFactor.objects.filter(user=user, confirmed_at=None).delete()
    end_access(user.pk)
    record_about(user, "user.password_changed")
