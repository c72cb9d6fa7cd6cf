"""The notification centre: who is told what, once; and what its owner does with it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from employers.models import User
from hiretrack.background import live
from hiretrack.celery import enqueue
from hiretrack.errors import NotFound
from hiretrack.notifications.catalogue import NOTICES
from hiretrack.notifications.models import Message, Notification
from hiretrack.notifications.preferences import home_of, roles_of, scope_of, wanted

NOTICE_MAIL = "notice"
_NAMESPACE = uuid.UUID("8f0d7c52-6a52-4c3c-9d5b-0f4a6f1f7d11")


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell, once for each `cause_id` and kind. `at` may lie ahead: until then nobody sees it.

    `details` holds ids and statuses only.
    """

    kind: str
    cause_id: uuid.UUID
    entity_id: uuid.UUID
    details: dict[str, Any] = field(default_factory=dict)
    at: dt.datetime | None = None


def notify(news: News, recipients: Iterable[User]) -> None:
    """Tell active users whose role knows the kind, where they want to hear it; in the caller's transaction."""
    by_home: dict[uuid.UUID | None, list[User]] = {}
    for user in {user.pk: user for user in recipients}.values():
        if user.is_active and NOTICES[news.kind].roles.intersection(roles_of(user)):
            by_home.setdefault(home_of(user), []).append(user)
    for home, users in by_home.items():
        with scope_of(home):
            _tell(news, home, users)


def _tell(news: News, home: uuid.UUID | None, users: Collection[User]) -> None:
    preferences = wanted(news.kind, users)
    _show(news, home, [user for user in users if preferences[user.pk].in_app])
    if not NOTICES[news.kind].own_mail:
        _mail(news, home, [user for user in users if preferences[user.pk].email])


def _show(news: News, home: uuid.UUID | None, users: Collection[User]) -> None:
    earlier = Notification.objects.filter(cause_id=news.cause_id, kind=news.kind)
    known = set(earlier.filter(recipient__in=users).values_list("recipient_id", flat=True))
    rows = [_row(news, home, user) for user in users if user.pk not in known]
    # Two workers may be told of one entry at once: the unique rule lets one of them through.
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        if row.created_at <= timezone.now():
            announce(row)


def _row(news: News, home: uuid.UUID | None, user: User) -> Notification:
    return Notification(
        employer_id=home,
        recipient=user,
        kind=news.kind,
        cause_id=news.cause_id,
        entity_id=news.entity_id,
        details=news.details,
        created_at=news.at or timezone.now(),
    )


def announce(row: Notification) -> None:
    """Tell the recipient's open pages, after the commit: which kind and which id, nothing more."""
    told = {"id": str(row.pk), "kind": row.kind, "created_at": row.created_at.isoformat().replace("+00:00", "Z")}
    message = {"type": "notification.created", "notification": told}
    transaction.on_commit(lambda: live.publish(live.user_group(row.recipient_id), message))


def _mail(news: News, home: uuid.UUID | None, users: Collection[User]) -> None:
    from hiretrack.notifications.tasks import deliver

    rows = [_message(news, home, user) for user in users]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        enqueue(deliver, str(row.pk), str(home) if home else None)


def _message(news: News, home: uuid.UUID | None, user: User) -> Message:
    # One entry may cause a mail to several people, and a message is unique by its cause.
    cause = uuid.uuid5(_NAMESPACE, f"{news.cause_id}:{user.pk}:{news.kind}")
    about = {"notice": news.kind, "cause_id": str(news.cause_id), "user_id": str(user.pk)}
    return Message(
        employer_id=home,
        kind=NOTICE_MAIL,
        cause_id=cause,
        entity_id=news.entity_id,
        details={**news.details, **about},
        recipient=user.email,
    )


def mark_mailed(message: Message) -> None:
    """Note at its notification that the mail has left."""
    about = message.details
    rows = Notification.objects.filter(recipient_id=about["user_id"], cause_id=about["cause_id"], kind=about["notice"])
    rows.update(emailed_at=timezone.now())


def take_back_unseen(*, kind: str, entity_id: uuid.UUID) -> None:
    """Delete what about this entity nobody has seen yet, in a scope that holds the rows."""
    Notification.objects.filter(kind=kind, entity_id=entity_id, created_at__gt=timezone.now()).delete()


def own(user_id: uuid.UUID | None, *, unread: bool = False) -> QuerySet[Notification]:
    """What the user has been told so far, within the user's scope."""
    rows: QuerySet[Notification] = Notification.objects.filter(recipient_id=user_id, created_at__lte=timezone.now())
    return rows.filter(read_at=None) if unread else rows


def mark_read(*, user_id: uuid.UUID | None, notification_id: uuid.UUID) -> Notification:
    """Read once: the first time stays. Raises `NotFound`."""
    row = own(user_id).filter(pk=notification_id).first()
    if row is None:
        raise NotFound
    if own(user_id, unread=True).filter(pk=row.pk).update(read_at=timezone.now()):
        row.refresh_from_db(fields=["read_at"])
    return row


def mark_all_read(*, user_id: uuid.UUID | None) -> int:
    """How many were unread."""
    return own(user_id, unread=True).update(read_at=timezone.now())
