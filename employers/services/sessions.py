"""Where an account is signed in: browser sessions, and tokens of programs."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from employers.journal import record_about
from employers.models import BrowserSession, RefreshToken, TwoFactor, User
from employers.tokens import end_access, end_family
from hiretrack.errors import NotFound


def sign_out_browser(*, user: User, sign_in: uuid.UUID) -> None:
    """One browser of the account is signed out with its next request. Raises `NotFound`."""
    with transaction.atomic():
        gone, _models = BrowserSession.objects.filter(user=user, sign_in=sign_in).delete()
        if not gone:
            raise NotFound
        record_about(user, "user.browser_signed_out", sign_in=str(sign_in))


def sign_out_program(*, user: User, family: uuid.UUID) -> None:
    """One program's tokens stop at once. Raises `NotFound`."""
    with transaction.atomic():
        # Otherwise a token that is being renewed at this moment would stay.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if not RefreshToken.objects.filter(user=user, family=family, revoked_at=None).exists():
            raise NotFound
        end_family(user_id=user.pk, family=family)
        record_about(user, "user.program_signed_out", family=str(family))


def sign_out_everywhere(*, user: User) -> User:
    """Every session and token of the account ends, the caller's own included."""
    with transaction.atomic():
        row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        end_sessions(row)
        record_about(row, "user.signed_out_everywhere")
        return row


def end_sessions(row: User) -> None:
    """What began before now ends, a second factor that is being set up too; for services that hold `row` locked."""
    row.signed_out_at = timezone.now()
    row.save(update_fields=["signed_out_at", "updated_at"])
    TwoFactor.objects.filter(user=row, confirmed_at=None).delete()
    end_access(row.pk)
