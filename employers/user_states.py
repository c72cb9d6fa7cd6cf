"""Whether somebody is in, invited or shut out, as lists and pages say it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from employers.models import User
from employers.tokens.links import INVITATION_VALID


@dataclass(frozen=True, slots=True)
class UserState:
    """`name` is one of active, invited, expired, deactivated; `tone` fits the labels' colours."""

    name: str
    words: str
    tone: str


def state_of(user: User) -> UserState:
    if not user.is_active:
        return UserState("deactivated", _("Deactivated"), "bad")
    if user.has_usable_password():
        return UserState("active", _("Active"), "good")
    until = invitation_ends(user)
    day = date_format(timezone.localtime(until), "SHORT_DATE_FORMAT")
    if until <= timezone.now():
        return UserState("expired", _("Invitation ran out on %(day)s") % {"day": day}, "warn")
    return UserState("invited", _("Invitation sent, open until %(day)s") % {"day": day}, "info")


def invitation_ends(user: User) -> dt.datetime:
    return (user.invited_at or user.created_at) + INVITATION_VALID
