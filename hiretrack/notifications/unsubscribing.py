"""One click ends an alert (RFC 8058): whoever holds the mail's link may do that, signed in or not."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core import signing

from applicants.alerts.services import update_alert
from applicants.models import JobAlert
from hiretrack.errors import NotFound
from hiretrack.tenancy import person_scope

_SALT = "hiretrack.alerts.unsubscribe"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a link ends. `name` is empty when the alert is gone."""

    user_id: uuid.UUID
    alert_id: uuid.UUID
    name: str = ""
    is_active: bool = False


def token_of(alert: JobAlert) -> str:
    """It never expires, because a mail doesn't, and it can do nothing but end this alert."""
    return signing.Signer(salt=_SALT).sign(alert.user_id.hex + alert.pk.hex)


def subscription(token: str) -> Subscription:
    """Raises `NotFound` for what was not signed here."""
    user_id, alert_id = _ids(token)
    with person_scope(user_id):
        alert = JobAlert.objects.filter(pk=alert_id).first()
    if alert is None:
        return Subscription(user_id, alert_id)
    return Subscription(user_id, alert_id, alert.name, alert.is_active)


def unsubscribe(*, token: str) -> Subscription:
    """End the alert; again, or after it was deleted, nothing happens. Raises `NotFound` as `subscription` does."""
    user_id, alert_id = _ids(token)
    with person_scope(user_id):
        alert = JobAlert.objects.select_for_update().filter(pk=alert_id).first()
        if alert is not None and alert.is_active:
            update_alert(alert=alert, changes={"is_active": False})
    return subscription(token)


def _ids(token: str) -> tuple[uuid.UUID, uuid.UUID]:
    try:
        ids = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature as error:
        raise NotFound from error
    return uuid.UUID(ids[:32]), uuid.UUID(ids[32:])
