"""A candidate who does not exist, to show mails with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from employers.tokens.links import INVITATION_VALID, PASSWORD_VALID
from hiretrack.errors import NotFound
from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.wording import Content, one_line


def others() -> list[str]:
    """Mails that nobody writes but us: about accounts, and notifications."""
    return [kind for kind in KINDS if kind not in ApplicantMail.values]


def applicant_values(employer: str, *, promise_days: int = 14) -> dict[str, Any]:
    """What a mail about an application is filled in with. The link leads to a page that says it is not valid."""
    return {
        "greeting": "Ada Lovelace",
        "job": _("Data engineer"),
        "employer": one_line(employer),
        "sender": one_line(employer),
        "link": f"{settings.PUBLIC_URL}{reverse('portal:status', args=['example'])}",
        "answer_by": timezone.localdate() + dt.timedelta(days=promise_days),
    }


def sample(kind: str) -> Content:
    """A mail in our own words, filled in with examples. Raises `NotFound` for a kind that nobody sends."""
    if kind not in KINDS:
        raise NotFound
    with override(settings.LANGUAGE_CODE):
        return KINDS[kind].write({**applicant_values("Acme"), **_values(), "alert": _("Data in Berlin")})


def _values() -> dict[str, Any]:
    """What the mails about accounts and notices need, all of them together."""
    address = f"{settings.PUBLIC_URL}/example"
    jobs = [{"title": _("Data engineer"), "where": "Acme, Berlin", "url": address}]
    days = {"days": INVITATION_VALID.days, "minutes": PASSWORD_VALID.seconds // 60}
    return {
        "title": _("New application: Data engineer"), "why": _("New applications"), "jobs": jobs, "is_cut": True,
        "unsubscribe": address, "left": 9, **days,
    }  # fmt: skip
