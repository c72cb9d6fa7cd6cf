"""One click ends what a mail belongs to (RFC 8058): whoever holds the mail's link may do that, signed in or not.

Job alerts, kinds of notification mail, and what an employer writes to several at once: each has its own kind of token,
which never expires, because a mail doesn't, and which can do nothing but end this one thing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from django.core import signing
from django.utils.translation import gettext as _

from applicants.alerts.services import update_alert
from applicants.models import Applicant, JobAlert
from employers.models import Employer, User
from hiretrack.errors import NotFound
from hiretrack.notifications import links
from hiretrack.notifications.catalogue import DAILY_DIGEST, NOTICES, WEEKLY_DIGEST, known_to
from hiretrack.notifications.ending import Ending
from hiretrack.notifications.preferences import choose, roles_of, wants_mail
from hiretrack.notifications.refusing import is_refused, refuse
from hiretrack.tenancy import employer_scope, person_scope

_ALERTS = signing.Signer(salt="hiretrack.alerts.unsubscribe")
_NOTICES = signing.Signer(salt="hiretrack.digests.unsubscribe")
_MAILINGS = signing.Signer(salt="hiretrack.mailings.unsubscribe")


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a link ends. `name` is empty when the alert is gone; `kind` is that of a notice, `employer` one whose
    messages to several are meant."""

    user_id: uuid.UUID | None
    alert_id: uuid.UUID | None
    name: str = ""
    is_active: bool = False
    kind: str = ""
    employer: str = ""


def ending_of_alert(alert: JobAlert) -> Ending:
    return Ending(links.unsubscribe(token_of(alert)), _("End this job alert"), links.preferences(alert.user))


def ending_of_notice(kind: str, user: User) -> Ending:
    title = _("End this digest") if kind in {DAILY_DIGEST, WEEKLY_DIGEST} else ""
    return Ending(links.unsubscribe(notice_token_of(kind, user)), title, links.preferences(user))


def ending_of_mailings(applicant: Applicant) -> Ending:
    return Ending(links.unsubscribe(mailing_token_of(applicant)), _("No more messages of this kind"))


def token_of(alert: JobAlert) -> str:
    return _ALERTS.sign(alert.user_id.hex + alert.pk.hex)


def notice_token_of(kind: str, user: User) -> str:
    return _NOTICES.sign(f"{user.pk.hex}{kind}")


def mailing_token_of(applicant: Applicant) -> str:
    return _MAILINGS.sign(applicant.employer_id.hex + applicant.pk.hex)


def subscription(token: str) -> Subscription:
    """Raises `NotFound` for what was not signed here."""
    if signed := _read(_NOTICES, token):
        return _notice(uuid.UUID(signed[:32]), signed[32:])
    if signed := _read(_MAILINGS, token):
        return _mailings(*_ids(signed))
    return _alert(*_ids(_read(_ALERTS, token)))


def unsubscribe(*, token: str) -> Subscription:
    """End it; again, or after it was deleted, nothing happens. Raises `NotFound` as `subscription` does."""
    found = subscription(token)
    if not found.is_active:
        return found
    if found.kind and found.user_id:
        choose(user=User.objects.get(pk=found.user_id), changes=[{"kind": found.kind, "email": False}])
    elif found.employer:
        employer_id, applicant_id = _ids(_read(_MAILINGS, token))
        refuse(employer_id=employer_id, applicant_id=applicant_id)
    else:
        _end_alert(found)
    return replace(found, is_active=False)


def _notice(user_id: uuid.UUID, kind: str) -> Subscription:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    # Who has another role by now, or is gone, hears nothing of this kind any more.
    is_known = user is not None and kind in {one.kind for one in known_to(roles_of(user))}
    is_active = user is not None and is_known and wants_mail(kind, user)
    return Subscription(user_id, None, str(NOTICES[kind].title), is_active, kind)


def _mailings(employer_id: uuid.UUID, applicant_id: uuid.UUID) -> Subscription:
    name = Employer.objects.values_list("name", flat=True).filter(pk=employer_id).first() or ""
    with employer_scope(employer_id):
        is_there = Applicant.objects.filter(pk=applicant_id, erased_at=None).exists()
        is_active = is_there and not is_refused(applicant_id)
    return Subscription(None, None, name, is_active, employer=name)


def _alert(user_id: uuid.UUID, alert_id: uuid.UUID) -> Subscription:
    with person_scope(user_id):
        alert = JobAlert.objects.filter(pk=alert_id).first()
    if alert is None:
        return Subscription(user_id, alert_id)
    return Subscription(user_id, alert_id, alert.name, alert.is_active)


def _end_alert(found: Subscription) -> None:
    if found.user_id is None:
        return
    with person_scope(found.user_id):
        alert = JobAlert.objects.select_for_update().filter(pk=found.alert_id).first()
        if alert is not None and alert.is_active:
            update_alert(alert=alert, changes={"is_active": False})


def _read(signer: signing.Signer, token: str) -> str:
    try:
        return signer.unsign(token)
    except signing.BadSignature:
        return ""


def _ids(signed: str) -> tuple[uuid.UUID, uuid.UUID]:
    if not signed:
        raise NotFound
    return uuid.UUID(signed[:32]), uuid.UUID(signed[32:])
