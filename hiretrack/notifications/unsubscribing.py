"""One click ends what a mail belongs to (RFC 8058): whoever holds the mail's link may do that, signed in or not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing

from applicants.alerts.services import update_alert
from applicants.models import JobAlert
from employers.models import User
from hiretrack.errors import NotFound
from hiretrack.notifications.catalogue import NOTICES
from hiretrack.notifications.preferences import choose, wants_mail
from hiretrack.tenancy import person_scope

_SALT = "hiretrack.alerts.unsubscribe"
_DIGESTS = "hiretrack.digests.unsubscribe"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a link ends. `name` is empty when the alert is gone; `kind` is a digest's."""

    user_id: uuid.UUID
    alert_id: uuid.UUID | None
    name: str = ""
    is_active: bool = False
    kind: str = ""


def one_click(values: Mapping[str, Any]) -> dict[str, str]:
    """Mail programs show a button of their own for these two, and press it with a POST (RFC 8058, section 3.1)."""
    return {
        "List-Unsubscribe": f"<{values['unsubscribe']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def token_of(alert: JobAlert) -> str:
    """It never expires, because a mail doesn't, and it can do nothing but end this alert."""
    return signing.Signer(salt=_SALT).sign(alert.user_id.hex + alert.pk.hex)


def digest_token_of(kind: str, user: User) -> str:
    """As `token_of`, for one kind of digest."""
    return signing.Signer(salt=_DIGESTS).sign(f"{user.pk.hex}{kind}")


def subscription(token: str) -> Subscription:
    """Raises `NotFound` for what was not signed here."""
    if digest := _digest(token):
        return digest
    user_id, alert_id = _ids(token)
    with person_scope(user_id):
        alert = JobAlert.objects.filter(pk=alert_id).first()
    if alert is None:
        return Subscription(user_id, alert_id)
    return Subscription(user_id, alert_id, alert.name, alert.is_active)


def unsubscribe(*, token: str) -> Subscription:
    """End it; again, or after it was deleted, nothing happens. Raises `NotFound` as `subscription` does."""
    if digest := _digest(token):
        return _end_digest(digest)
    user_id, alert_id = _ids(token)
    with person_scope(user_id):
        alert = JobAlert.objects.select_for_update().filter(pk=alert_id).first()
        if alert is not None and alert.is_active:
            update_alert(alert=alert, changes={"is_active": False})
    return subscription(token)


def _digest(token: str) -> Subscription | None:
    try:
        signed = signing.Signer(salt=_DIGESTS).unsign(token)
    except signing.BadSignature:
        return None
    user_id, kind = uuid.UUID(signed[:32]), signed[32:]
    user = User.objects.filter(pk=user_id).first()
    is_active = user is not None and wants_mail(kind, user)
    return Subscription(user_id, None, str(NOTICES[kind].title), is_active, kind)


def _end_digest(found: Subscription) -> Subscription:
    if found.is_active:
        choose(user=User.objects.get(pk=found.user_id), changes=[{"kind": found.kind, "email": False}])
    return Subscription(found.user_id, None, found.name, kind=found.kind)


def _ids(token: str) -> tuple[uuid.UUID, uuid.UUID]:
    try:
        ids = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature as error:
        raise NotFound from error
    return uuid.UUID(ids[:32]), uuid.UUID(ids[32:])
