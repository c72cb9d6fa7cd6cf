"""What people can be told of, where they hear of it unless they say otherwise, and what they cannot switch off.

Mails that are no notifications but a step of something the person does (confirming an address, a new password, an
invitation, the hint that an application had been sent before) are not in here: without them that something would be
impossible, or unsafe.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from employers.choices import Role

APPLICATION_CREATED, APPLICATION_WITHDRAWN = "application_created", "application_withdrawn"
REPLY_OVERDUE, WEBHOOK_DISABLED, TASK_FINISHED = "reply_overdue", "webhook_disabled", "task_finished"
APPLICATION_RECEIVED, STATUS_CHANGED, JOB_ALERT = "application_received", "status_changed", "job_alert"
MENTIONED, MAIL_BOUNCED = "mentioned", "mail_bounced"
DAILY_DIGEST, WEEKLY_DIGEST = "daily_digest", "weekly_digest"
EMAIL, IN_APP = "email", "in_app"


@dataclass(frozen=True, slots=True)
class Notice:
    """`fixed` names the channels that nobody can change, and why. `own_mail`: other mails than the plain notice are
    sent for it, by `listeners`, `alerts` or `recruiting`."""

    kind: str
    title: Promise
    roles: frozenset[str]
    email: bool
    in_app: bool = True
    own_mail: bool = False
    fixed: dict[str, Promise] = field(default_factory=dict)


_RECRUITERS = frozenset({str(Role.RECRUITER), str(Role.EMPLOYER_ADMIN)})
_STAFF = _RECRUITERS | {str(Role.VIEWER), str(Role.PLATFORM)}
_CANDIDATES = frozenset({str(Role.APPLICANT)})

_BY_MAIL_ONLY: dict[str, Promise] = {IN_APP: _("A digest comes by e-mail only.")}

_NOTICES = (
    Notice(APPLICATION_CREATED, _("New applications"), _RECRUITERS, email=False),
    Notice(APPLICATION_WITHDRAWN, _("Withdrawn applications"), _RECRUITERS, email=False),
    Notice(MENTIONED, _("Notes that mention me"), _STAFF, email=True),
    Notice(MAIL_BOUNCED, _("Mails that did not reach a candidate"), _RECRUITERS, email=False),
    Notice(REPLY_OVERDUE, _("Reply promises that are overdue"), _RECRUITERS, email=False),
    Notice(
        DAILY_DIGEST,
        _("Daily digest of my jobs"),
        _RECRUITERS,
        email=True,
        in_app=False,
        own_mail=True,
        fixed=_BY_MAIL_ONLY,
    ),
    Notice(
        WEEKLY_DIGEST,
        _("Weekly digest of my jobs"),
        _RECRUITERS,
        email=False,
        in_app=False,
        own_mail=True,
        fixed=_BY_MAIL_ONLY,
    ),
    Notice(
        WEBHOOK_DISABLED,
        _("Webhooks that were switched off"),
        frozenset({str(Role.EMPLOYER_ADMIN)}),
        email=True,
        fixed={IN_APP: _("Events do not arrive any more: somebody has to see it.")},
    ),
    Notice(TASK_FINISHED, _("Background tasks that have ended"), _STAFF, email=False),
    Notice(APPLICATION_RECEIVED, _("Receipts for applications"), _CANDIDATES, email=True, own_mail=True),
    Notice(
        STATUS_CHANGED,
        _("News about applications"),
        _CANDIDATES,
        email=True,
        own_mail=True,
        fixed={EMAIL: _("It is the answer that the employer owes: with it the reply promise is kept.")},
    ),
    Notice(
        JOB_ALERT,
        _("New jobs for saved searches"),
        _CANDIDATES,
        email=True,
        in_app=False,
        own_mail=True,
        fixed={IN_APP: _("Job alerts come by e-mail only.")},
    ),
)
NOTICES: dict[str, Notice] = {notice.kind: notice for notice in _NOTICES}


def known_to(roles: Collection[str]) -> list[Notice]:
    """What somebody in `roles` can be told of."""
    return [notice for notice in _NOTICES if notice.roles.intersection(map(str, roles))]
