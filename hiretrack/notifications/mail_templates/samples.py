"""A candidate who does not exist, to show mails with."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer
from employers.tokens.links import INVITATION_VALID, PASSWORD_VALID
from hiretrack.errors import NotFound
from hiretrack.notifications.branding import brand_of
from hiretrack.notifications.catalogue import DAILY_DIGEST, WEEKLY_DIGEST
from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.mail_templates.rendering import written
from hiretrack.notifications.mailings.appointments import Appointment
from hiretrack.notifications.mailings.invitations import invitation
from hiretrack.notifications.recruiting.writing import line
from hiretrack.notifications.wording import Content, one_line
from jobs.models import Job


def others() -> list[str]:
    """Mails that nobody writes but us: about accounts, and notifications."""
    return [kind for kind in KINDS if kind not in ApplicantMail.values]


def applicant_values(employer: Employer | None = None) -> dict[str, Any]:
    """What a mail about an application is filled in with. The link leads to a page that says it is not valid."""
    name = one_line(employer.name) if employer else "Acme"
    promise_days = employer.reply_promise_days if employer else 14
    return {
        "greeting": "Ada Lovelace",
        "job": _("Data engineer"),
        "employer": name,
        "sender": name,
        "brand": brand_of(employer),
        "link": f"{settings.PUBLIC_URL}{reverse('portal:status', args=['example'])}",
        "answer_by": timezone.localdate() + dt.timedelta(days=promise_days),
    }


def sample(kind: str) -> Content:
    """A mail in our own words, filled in with examples. Raises `NotFound` for a kind that nobody sends."""
    if kind not in KINDS:
        raise NotFound
    with override(settings.LANGUAGE_CODE):
        values = {**applicant_values(), **_values(), "alert": _("Data in Berlin")}
        return KINDS[kind].write(values | (_digest(kind) if kind in {DAILY_DIGEST, WEEKLY_DIGEST} else {}))


def invitation_sample() -> Content:
    """What candidates get when a recruiter adds an appointment to a message."""
    start = timezone.now().replace(hour=13, minute=0, second=0, microsecond=0) + dt.timedelta(days=7)
    one = Appointment(_("Interview"), start, 45, "Europe/Berlin", "https://meet.example/abc-defg-hij")
    with override(settings.LANGUAGE_CODE):
        subject, body = _("Your interview: {{ job }}"), _("Hello {{ candidate }},\n\nlet us meet.\n\n{{ employer }}")
    made = written(subject=subject, body=body, values=applicant_values(), appointment=one)
    employer = Employer(name="Acme")
    person = Applicant(name="Ada Lovelace", email="ada@example.com")
    found = Application(applicant=person, job=Job(title=_("Data engineer")), employer=employer)
    return replace(made, invitation=invitation(one, found=found, sender=None))


def _digest(kind: str) -> dict[str, Any]:
    jobs = [line(uuid.UUID(int=1), _("Data engineer"), 3, 1), line(uuid.UUID(int=2), _("Welder"), 1, 0)]
    return {"jobs": jobs, "is_weekly": kind == WEEKLY_DIGEST}


def _values() -> dict[str, Any]:
    """What the mails about accounts and notices need, all of them together."""
    address = f"{settings.PUBLIC_URL}/example"
    jobs = [{"title": _("Data engineer"), "where": "Acme, Berlin", "url": address}]
    days = {"days": INVITATION_VALID.days, "minutes": PASSWORD_VALID.seconds // 60}
    return {
        "title": _("New application: Data engineer"), "why": _("New applications"), "jobs": jobs, "is_cut": True,
        "unsubscribe": address, "left": 9, "day": date_format(timezone.localdate(), "DATE_FORMAT"), "late": address,
        "late_count": 1, "more": 2, **days,
    }  # fmt: skip
