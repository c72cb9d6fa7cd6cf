"""Every kind of mail: its words, what it is about, and when there is no point in sending it any more."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from applicants.models import Applicant
from applications.choices import ApplicationStatus
from applications.models import Application
from applications.queries import has_moved_on
from employers.federation.providers import name_of
from employers.models import Employer, User
from employers.tokens.links import INVITATION_VALID, PASSWORD_VALID, SIGN_IN_VALID, VERIFICATION_VALID
from hiretrack.notifications import links
from hiretrack.notifications.branding import brand_of
from hiretrack.notifications.catalogue import NOTICES
from hiretrack.notifications.choices import APPLICATION_KINDS, MAIL_TEMPLATE_TEST, ApplicantMail
from hiretrack.notifications.languages import language_of
from hiretrack.notifications.mail_templates.sending import in_own_words
from hiretrack.notifications.models import Message
from hiretrack.notifications.unsubscribing import ending_of_notice
from hiretrack.notifications.wording import Content, compose, one_line, person

Values = dict[str, Any]
DAY = dt.timedelta(days=1)


class Obsolete(Exception):
    """What the message was about has gone or moved on; the text says how."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`values` looks up what the template needs, and raises `Obsolete`; `valid` is how long the mail is of use."""

    template: str
    subject: Promise
    values: Callable[[Message], Values]
    button: Promise | str = ""
    valid: dt.timedelta | None = None
    quiet: dt.timedelta | None = None
    """No second one about the same within this time: strangers can cause these, and must not flood a mailbox."""
    layout: str = "mail/layout.html"

    def compose(self, message: Message) -> Content:
        with override(language_of(message)):
            values = self.values(message) | {"button": self.button}
            return in_own_words(message, values) or self.write(values)

    def write(self, values: Values) -> Content:
        """In our own words, in the active language."""
        return compose(
            template=self.template,
            subject=one_line(str(self.subject) % values),
            values={"button": self.button, **values},
            layout=self.layout,
        )


def sender_of(message: Message) -> str:
    """The installation's address, under the employer's name where the mail is an employer's."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if message.employer_id is None or message.kind not in {*APPLICATION_KINDS, MAIL_TEMPLATE_TEST}:
        return formataddr((name, address))
    employer = Employer.objects.only("name").get(pk=message.employer_id)
    return formataddr((one_line(employer.name, 60), address))


def _user(message: Message) -> User:
    user = User.objects.select_related("employer").filter(pk=message.entity_id, is_active=True).first()
    if user is None:
        raise Obsolete("the account is gone")
    return user


def _about_user(user: User) -> Values:
    employer = one_line(user.employer.name) if user.employer else ""
    return {"greeting": person(user.name), "employer": employer}


def _account(message: Message) -> Values:
    user = _user(message)
    return _about_user(user) | {"link": links.sign_in(user)}


def _recovery(message: Message) -> Values:
    user = _user(message)
    held = getattr(user, "two_factor", None)
    return _account(message) | {"left": len(held.recovery_digests) if held else 0}


def _linked(message: Message) -> Values:
    return _account(message) | {"provider": name_of(message.details["provider"])}


def _verification(message: Message) -> Values:
    user = _user(message)
    if user.email_verified_at is not None:
        raise Obsolete("the address is verified")
    return _about_user(user) | {"link": links.verification(user), "days": VERIFICATION_VALID.days}


def _password_reset(message: Message) -> Values:
    user = _user(message)
    return _about_user(user) | {"link": links.password_reset(user), "minutes": PASSWORD_VALID.seconds // 60}


def _sign_in_link(message: Message) -> Values:
    user = _user(message)
    return _about_user(user) | {"link": links.sign_in_link(user), "minutes": SIGN_IN_VALID.seconds // 60}


def _invitation(message: Message) -> Values:
    user = _user(message)
    if user.has_usable_password():
        raise Obsolete("the invitation was taken")
    return _about_user(user) | {"link": links.invitation(user), "days": INVITATION_VALID.days}


def _application(message: Message) -> Values:
    found = (
        Application.objects.select_related("applicant__user", "job", "employer").filter(pk=message.entity_id).first()
    )
    if found is None:
        raise Obsolete("the application is gone")
    if found.applicant.erased_at is not None:
        raise Obsolete("the person was erased")
    wanted = message.details.get("status")
    if wanted and found.status != wanted:
        raise Obsolete(f"the application has moved on to {found.status}")
    # The status alone does not tell: who was rejected, taken back and rejected again hears of it once.
    step = message.details.get("stage_id")
    if found.superseded_by_id or (step and has_moved_on(found.pk, uuid.UUID(step))):
        raise Obsolete("the step is not the last one any more")
    return about_application(found) | _ending(message.kind, found.applicant)


def _ending(kind: str, applicant: Applicant) -> Values:
    """Who has an account may not want this mail; to another address than theirs the choice is not offered."""
    user = applicant.user
    if kind not in NOTICES or user is None or user.email.lower() != applicant.email.lower():
        return {}
    return {"ending": ending_of_notice(kind, user)}


def about_application(found: Application) -> Values:
    """What a mail to the applicant is filled in with; applicant, job and employer are loaded."""
    employer = one_line(found.job.company or found.employer.name)
    promised = found.answer_by or found.created_at + dt.timedelta(days=found.employer.reply_promise_days)
    return {
        "greeting": person(found.applicant.name),
        "employer": employer,
        "sender": employer,
        "brand": brand_of(found.employer),
        "job": one_line(found.job.title),
        "link": links.application_status(found, to=found.applicant.email),
        "answer_by": timezone.localdate(promised),
    }


_CONFIRM, _STATUS = _("Confirm address"), _("See your application")
_S = ApplicationStatus
STATUS_MAILS: dict[str, str] = {
    _S.INTERVIEW: ApplicantMail.INTERVIEW,
    _S.OFFER: ApplicantMail.OFFER,
    _S.HIRED: ApplicantMail.HIRED,
    _S.REJECTED: ApplicantMail.REJECTED,
}
"""New statuses that the candidate is told of at once; the others are the employer's own steps."""
ABOUT_JOB = _("Your application: %(job)s at %(employer)s")

KINDS: dict[str, Kind] = {
    "verify_email": Kind(
        "mail/verify_email.txt",
        _("Confirm your e-mail address"),
        _verification,
        _CONFIRM,
        VERIFICATION_VALID,
        quiet=dt.timedelta(minutes=1),
    ),
    "registration_repeated": Kind(
        "mail/registration_repeated.txt", _("You already have an account"), _account, _("Sign in"), quiet=DAY
    ),
    "password_reset": Kind(
        "mail/password_reset.txt",
        _("Set a new password"),
        _password_reset,
        _("Set a new password"),
        PASSWORD_VALID,
        quiet=dt.timedelta(minutes=1),
    ),
    "sign_in_link": Kind(
        "mail/sign_in_link.txt",
        _("Your link to sign in"),
        _sign_in_link,
        _("Sign in"),
        SIGN_IN_VALID,
        quiet=dt.timedelta(minutes=1),
    ),
    "password_changed": Kind("mail/password_changed.txt", _("Your password was changed"), _account, _("Sign in")),
    "identity_linked": Kind("mail/identity_linked.txt", _("%(provider)s now signs you in"), _linked, _("Sign in")),
    "two_factor_enabled": Kind("mail/two_factor_enabled.txt", _("Two-factor sign-in is on"), _account, _("Sign in")),
    "two_factor_disabled": Kind("mail/two_factor_disabled.txt", _("Two-factor sign-in is off"), _account, _("Sign in")),
    "two_factor_reset": Kind(
        "mail/two_factor_reset.txt", _("Your two-factor sign-in was reset"), _account, _("Sign in")
    ),
    "two_factor_recovery_used": Kind(
        "mail/two_factor_recovery_used.txt", _("A recovery code was used"), _recovery, _("Sign in")
    ),
    "two_factor_blocked": Kind(
        "mail/two_factor_blocked.txt", _("Wrong codes at your sign-in"), _account, _("Sign in"), quiet=DAY
    ),
    "invitation": Kind(
        "mail/invitation.txt", _("You are invited to %(employer)s"), _invitation, _("Accept"), INVITATION_VALID
    ),
    "application_received": Kind(
        "mail/application_received.txt", _("We have received your application: %(job)s"), _application, _STATUS
    ),
    "application_duplicate": Kind(
        "mail/application_duplicate.txt", _("You have already applied: %(job)s"), _application, _STATUS, quiet=DAY
    ),
    "status_interview": Kind("mail/status_interview.txt", ABOUT_JOB, _application, _STATUS),
    "status_offer": Kind("mail/status_offer.txt", ABOUT_JOB, _application, _STATUS),
    "status_hired": Kind("mail/status_hired.txt", ABOUT_JOB, _application, _STATUS),
    "status_rejected": Kind("mail/status_rejected.txt", ABOUT_JOB, _application, _STATUS),
}


def address_now(message: Message) -> str:
    """Where the mail goes: an address that was corrected while it waited is not written to any more."""
    if message.kind not in APPLICATION_KINDS:
        return message.recipient
    found = Application.objects.filter(pk=message.entity_id).values_list("applicant__email", flat=True).first()
    return found or message.recipient
