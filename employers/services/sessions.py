"""Where an account is signed in: browser sessions, and tokens of programs."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from employers.journal import record_about
from employers.models import User
from employers.tokens import end_access


def sign_out_everywhere(*, user: User) -> User:
    """Every session and token of the account ends, the caller's own included."""
    with transaction.atomic():
        row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        end_sessions(row)
        record_about(row, "user.signed_out_everywhere")
        return row


def end_sessions(row: User) -> None:
    """What began before now ends; for services that hold `row` locked."""
    row.signed_out_at = timezone.now()
    row.save(update_fields=["signed_out_at", "updated_at"])
    end_access(row.pk)
