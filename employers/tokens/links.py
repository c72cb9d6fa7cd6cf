"""Tokens for links in mails: signed, expiring, and single-use, because they name the state that using them changes.

They are made at the moment a mail is written; nothing of them is stored.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from employers.models import User
from hiretrack.errors import Invalid

VERIFICATION_VALID = dt.timedelta(days=3)
PASSWORD_VALID = dt.timedelta(hours=1)
INVITATION_VALID = dt.timedelta(days=7)
SIGN_IN_VALID = dt.timedelta(minutes=15)


@dataclass
class LinkRefused(Invalid):
    """Used before, too old, or not ours; which of these is not told."""

    detail: str = "The link is not valid any more. Ask for a new one."
    code: str = "link_invalid"
    title: str = "The link is not valid"


def email_verification_token(user: User) -> str:
    """Proves that the user reads mail to the present address; good for three days and until it has been proven."""
    return _sign("verify", user)


def password_reset_token(user: User) -> str:
    """Lets the bearer set a new password; good for an hour and until the password changes."""
    return _sign("reset", user)


def invitation_token(user: User) -> str:
    """Lets an invited user set the first password; good for a week and until the password changes."""
    return _sign("invite", user)


def sign_in_token(user: User) -> str:
    """Signs the bearer in; good for a quarter of an hour and until the next sign-in."""
    return _sign("enter", user)


def user_of_verification_token(token: str) -> User:
    """The user, locked for the running transaction. Raises `LinkRefused`."""
    return _user("verify", token, VERIFICATION_VALID)


def user_of_password_token(token: str) -> User:
    """The user of a reset or an invitation, locked for the running transaction. Raises `LinkRefused`."""
    try:
        return _user("reset", token, PASSWORD_VALID)
    except LinkRefused:
        return _user("invite", token, INVITATION_VALID)


def user_of_sign_in_token(token: str) -> User:
    """The user, locked for the running transaction. Raises `LinkRefused`."""
    return _user("enter", token, SIGN_IN_VALID)


def _sign(purpose: str, user: User) -> str:
    return signing.dumps([user.pk.hex, _fingerprint(purpose, user)], salt=_salt(purpose))


def _user(purpose: str, token: str, valid: dt.timedelta) -> User:
    try:
        user_id, fingerprint = signing.loads(token, salt=_salt(purpose), max_age=valid)
        user = User.objects.select_for_update(no_key=True).get(pk=uuid.UUID(user_id), is_active=True)
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise LinkRefused from error
    if not constant_time_compare(fingerprint, _fingerprint(purpose, user)):
        raise LinkRefused
    return user


def _salt(purpose: str) -> str:
    return f"hiretrack.links.{purpose}"


def _fingerprint(purpose: str, user: User) -> str:
    """A digest of what the link's use changes, so that it fits only once."""
    changes = str(user.email_verified_at) if purpose == "verify" else user.password
    if purpose == "enter":
        changes += f"|{user.last_login}|{user.signed_out_at}"
    return salted_hmac(_salt(purpose), f"{user.pk}|{user.email}|{changes}", algorithm="sha256").hexdigest()[:32]
