"""Addresses that are not written to any more, for whom, and how that ends.

After a hard bounce nothing goes there: there is no mailbox, and every further attempt costs the sender's reputation.
After a complaint only what its owner asks for or has to know for their own safety does. Both hold for every employer.
A confirmed address is unblocked by itself; a platform admin can unblock any. So that nobody stays locked out for good,
one of those account mails tries a dead mailbox again after `PROBE_AFTER`.
"""

from __future__ import annotations

import datetime as dt
import hmac

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.audit.services import record
from hiretrack.errors import NotFound
from hiretrack.notifications.choices import SuppressionReason
from hiretrack.notifications.models import Suppression

OF_THE_ACCOUNT = frozenset(
    {
        "verify_email",
        "password_reset",
        "sign_in_link",
        "password_changed",
        "identity_linked",
        "two_factor_enabled",
        "two_factor_disabled",
        "two_factor_reset",
        "two_factor_recovery_used",
        "two_factor_blocked",
    }
)
"""What the owner has just asked for, or must know. An invitation is neither, and others can cause it."""
PROBE_AFTER = dt.timedelta(days=30)


def register() -> None:
    listen("user.email_verified", lift_when_verified)


def suppress(*, address: str, reason: SuppressionReason, source: str, detail: str = "") -> Suppression:
    """Block it from now on. A mailbox that is gone outweighs a complaint; told again, it counts from now."""
    with transaction.atomic():
        given = {"reason": reason, "source": source, "detail": detail[:200], "since": timezone.now()}
        rows = Suppression.objects.select_for_update().filter(digest__in=digests(address))
        row: Suppression | None = rows.first()
        if row is None:
            row, _made = Suppression.objects.get_or_create(digest=digests(address)[0], defaults=given)
        elif reason in {SuppressionReason.BOUNCE, row.reason}:
            Suppression.objects.filter(pk=row.pk).update(**given)
        record("mail_address.blocked", entity=row, reason=str(reason), source=source)
        return row


def found(address: str) -> Suppression | None:
    return Suppression.objects.filter(digest__in=digests(address)).first()


def blocking(kind: str, address: str) -> Suppression | None:
    """What keeps a mail of this kind from going there."""
    row = found(address)
    if row is None or kind not in OF_THE_ACCOUNT:
        return row
    is_dead = row.reason == SuppressionReason.BOUNCE and row.since > timezone.now() - PROBE_AFTER
    return row if is_dead else None


@transaction.atomic
def lift(*, suppression: Suppression) -> None:
    """Write there again. Raises `NotFound` when somebody has done that already."""
    if not Suppression.objects.filter(pk=suppression.pk).delete()[0]:
        raise NotFound
    record("mail_address.unblocked", entity=suppression, reason=str(suppression.reason))


def lift_when_verified(entry: AuditLog) -> None:
    """Who follows a link in a mail has read it."""
    user = User.objects.filter(pk=entry.entity_id).first()
    row = found(user.email) if user is not None else None
    if row is not None and row.since <= entry.created_at:
        lift(suppression=row)


def digests(address: str) -> list[str]:
    """The address under the present key, then under older ones that still count."""
    plain = address.strip().lower().encode()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [hmac.digest(key.encode(), b"hiretrack.suppression:" + plain, "sha256").hex() for key in keys]
