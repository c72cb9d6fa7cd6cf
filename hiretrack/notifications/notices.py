"""The plain mail that stands in for a notification, for those who want it by mail too. It names no candidate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from employers.models import User
from hiretrack.notifications import showing
from hiretrack.notifications.catalogue import NOTICES
from hiretrack.notifications.centre import NOTICE_MAIL
from hiretrack.notifications.kinds import KINDS, Kind, Obsolete
from hiretrack.notifications.models import Message
from hiretrack.notifications.preferences import wants_mail
from hiretrack.notifications.unsubscribing import ending_of_notice
from hiretrack.notifications.wording import person


def register() -> None:
    KINDS[NOTICE_MAIL] = Kind("mail/notice.txt", _("%(title)s"), _values, _("Open"))


def _values(message: Message) -> dict[str, Any]:
    kind = message.details["notice"]
    user = User.objects.filter(pk=message.details["user_id"], is_active=True).first()
    if user is None:
        raise Obsolete("the account is gone")
    if not wants_mail(kind, user):
        raise Obsolete("the recipient does not want it any more")
    known = showing.applications([message.entity_id] if kind in showing.ABOUT_APPLICATIONS else [])
    said = showing.words(kind, UUID(str(message.entity_id)), message.details, known)
    why = NOTICES[kind].title
    about = {"greeting": person(user.name), "title": said.title, "link": said.url or "", "why": why}
    return about | {"ending": ending_of_notice(kind, user)}
