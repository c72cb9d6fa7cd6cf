"""Every mail filled in with examples, to look at: nobody in them exists, and their links lead nowhere."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from applicants.models import Applicant, JobAlert
from applications.models import Application
from employers.choices import Role
from employers.models import Employer, User
from employers.tokens.links import INVITATION_VALID, PASSWORD_VALID
from hiretrack.errors import NotFound
from hiretrack.notifications import links
from hiretrack.notifications.branding import brand_of
from hiretrack.notifications.catalogue import APPLICATION_RECEIVED, JOB_ALERT, NOTICES, WEEKLY_DIGEST
from hiretrack.notifications.centre import NOTICE_MAIL
from hiretrack.notifications.choices import MAIL_TEMPLATE_TEST, MAILING, ApplicantMail
from hiretrack.notifications.kinds import KINDS
from hiretrack.notifications.mail_templates.rendering import written
from hiretrack.notifications.mailings.appointments import Appointment
from hiretrack.notifications.mailings.invitations import invitation
from hiretrack.notifications.recruiting.writing import line
from hiretrack.notifications.showing import TITLES
from hiretrack.notifications.unsubscribing import ending_of_alert, ending_of_mailings, ending_of_notice
from hiretrack.notifications.wording import Content, one_line
from jobs.models import Job

Values = dict[str, Any]
Employed = Employer | None
NOBODY = uuid.UUID(int=0)
INVITING, CALLING_OFF = f"{MAILING}_invitation", f"{MAILING}_cancelled"


@dataclass(frozen=True, slots=True)
class Sample:
    """`name` stands in addresses and names of files; several may show one `kind` of the ledger."""

    name: str
    kind: str
    make: Callable[[Employed], Content]


def samples() -> list[Sample]:
    """All of them. A kind of mail that is in none of the groups below cannot be shown, and fails a test."""
    ours = [Sample(kind, kind, partial(_ours, kind)) for kind in KINDS if kind != NOTICE_MAIL]
    notices = [Sample(f"{NOTICE_MAIL}_{kind}", NOTICE_MAIL, partial(_notice, kind)) for kind in NOTICES if _told(kind)]
    to_several = [
        Sample(MAILING, MAILING, partial(_to_several, None)),
        Sample(INVITING, MAILING, partial(_to_several, {})),
        Sample(CALLING_OFF, MAILING, partial(_to_several, {"is_cancelled": True, "number": 1})),
    ]
    return [*ours, *notices, *to_several, Sample(MAIL_TEMPLATE_TEST, MAIL_TEMPLATE_TEST, _tried)]


def others() -> list[Sample]:
    """Mails that no employer words once for all: about accounts, notifications, and what recruiters write."""
    return [one for one in samples() if one.name not in ApplicantMail.values]


def sample(name: str, *, employer: Employed = None, language: str = "") -> Content:
    """One as `employer`'s people or candidates would get it. Raises `NotFound` for a mail that nobody sends."""
    found = next((one for one in samples() if one.name == name), None)
    if found is None:
        raise NotFound
    with override(language or settings.LANGUAGE_CODE):
        return found.make(employer)


def applicant_values(employer: Employed = None) -> Values:
    """What a mail about an application is filled in with. The link leads to a page that says it is not valid."""
    employer = employer or _acme()
    return {
        "greeting": "Ada Lovelace",
        "job": _("Data engineer"),
        "employer": one_line(employer.name),
        "sender": one_line(employer.name),
        "brand": brand_of(employer),
        "link": f"{settings.PUBLIC_URL}{reverse('portal:status', args=['example'])}",
        "answer_by": timezone.localdate() + dt.timedelta(days=employer.reply_promise_days),
    }


def _ours(kind: str, employer: Employed) -> Content:
    return KINDS[kind].write(_values(kind, employer))


def _values(kind: str, employer: Employed) -> Values:
    if kind in ApplicantMail.values:
        ends = {"ending": ending_of_notice(kind, _somebody(Role.APPLICANT))} if kind == APPLICATION_RECEIVED else {}
        return applicant_values(employer) | ends
    if kind == JOB_ALERT:
        return _alert()
    return _digest(kind, employer) if kind in NOTICES else _account(employer)


def _account(employer: Employed) -> Values:
    return {
        "greeting": "Ada Lovelace",
        "employer": one_line((employer or _acme()).name),
        "link": f"{settings.PUBLIC_URL}/example",
        "left": 9,
        "days": INVITATION_VALID.days,
        "minutes": PASSWORD_VALID.seconds // 60,
        "provider": "Google",
    }


def _alert() -> Values:
    user, address = _somebody(Role.APPLICANT), f"{settings.PUBLIC_URL}/example"
    jobs = [(_("Data engineer"), "Acme, Berlin"), (_("Analyst"), "Globex, Potsdam")]
    return {
        "greeting": user.name,
        "alert": _("Data in Berlin"),
        "jobs": [{"title": title, "where": where, "url": address} for title, where in jobs],
        "ahead": ", ".join(title for title, _where in jobs),
        "is_cut": True,
        "search": links.search({"q": "data", "location": "Berlin"}),
        "show_all": _("See all jobs"),
        "ending": ending_of_alert(JobAlert(pk=NOBODY, user=user)),
    }


def _digest(kind: str, employer: Employed) -> Values:
    user = _somebody(Role.RECRUITER)
    jobs = [line(uuid.UUID(int=1), _("Data engineer"), 3, 1), line(uuid.UUID(int=2), _("Welder"), 1, 0)]
    return {
        "greeting": user.name,
        "day": date_format(timezone.localdate(), "DATE_FORMAT"),
        "jobs": jobs,
        "more": 2,
        "late": f"{settings.PUBLIC_URL}/example",
        "late_count": 1,
        "is_weekly": kind == WEEKLY_DIGEST,
        "brand": brand_of(employer or _acme()),
        "ending": ending_of_notice(kind, user),
    }


def _told(kind: str) -> bool:
    """Whether the plain notice is its mail."""
    return not NOTICES[kind].own_mail


def _notice(kind: str, _employer: Employed) -> Content:
    user = _somebody(Role.RECRUITER)
    about = {"title": str(TITLES[kind]), "why": NOTICES[kind].title, "link": f"{settings.PUBLIC_URL}/example"}
    return KINDS[NOTICE_MAIL].write({"greeting": user.name, **about, "ending": ending_of_notice(kind, user)})


def _to_several(changes: Mapping[str, Any] | None, employer: Employed) -> Content:
    """What candidates get from a recruiter; with `changes` it tells of an appointment, and has a file for calendars."""
    values = applicant_values(employer)
    found = _application(values["job"], employer)
    if changes is None:
        body = _("Hello {{ candidate }},\n\na short note about your application.\n\n{{ link }}\n\n{{ employer }}")
        ends = {"ending": ending_of_mailings(found.applicant)}
        return written(subject=_("News about {{ job }}"), body=body, values=values | ends)
    one = replace(_appointment(), **changes)
    body = _("Hello {{ candidate }},\n\nlet us meet.\n\n{{ employer }}")
    made = written(subject=_("Your interview: {{ job }}"), body=body, values=values, appointment=one)
    return replace(made, invitation=invitation(one, found=found, sender=None))


def _appointment() -> Appointment:
    start = timezone.now().replace(hour=13, minute=0, second=0, microsecond=0) + dt.timedelta(days=7)
    return Appointment(_("Interview"), start, 45, "Europe/Berlin", "https://meet.example/abc-defg-hij")


def _tried(employer: Employed) -> Content:
    note = _("This is a test of your mail template, sent by %(name)s to themselves.") % {"name": "Ada Lovelace"}
    return written(
        subject=_("News about {{ job }}"),
        body=_("Hello {{ candidate }},\n\na short note about your application.\n\n{{ link }}\n\n{{ employer }}"),
        values=applicant_values(employer),
        note=note,
        mark=f"[{_('Test')}] ",
    )


def _somebody(role: Role) -> User:
    return User(pk=NOBODY, name="Ada Lovelace", email="ada@example.com", roles=[role])


def _acme() -> Employer:
    return Employer(pk=NOBODY, name="Acme")


def _application(title: str, employer: Employed) -> Application:
    employed = employer or _acme()
    applicant = Applicant(pk=NOBODY, employer=employed, name="Ada Lovelace", email="ada@example.com")
    return Application(pk=NOBODY, applicant=applicant, job=Job(title=title), employer=employed)
