"""Roles: who may do what. Default deny."""

from __future__ import annotations

from typing import TYPE_CHECKING

from employers.choices import Role

if TYPE_CHECKING:
    from employers.models import User

VIEWERS = frozenset({Role.VIEWER, Role.RECRUITER, Role.EMPLOYER_ADMIN, Role.PLATFORM})
RECRUITERS = VIEWERS - {Role.VIEWER}
EMPLOYER_ADMINS = RECRUITERS - {Role.RECRUITER}
APPLICANTS = frozenset({Role.APPLICANT})
PLATFORM_ADMINS = frozenset({Role.PLATFORM})
ANY_USER = VIEWERS | APPLICANTS

READ = {"view"}
WRITE = {"view", "add", "change"}
BACK_OFFICE: dict[str, tuple[set[str], set[str], set[str]]] = {
    # model: what viewer, recruiter and employer admin may do with it in the back office
    "jobs.job": (READ, WRITE | {"delete"}, WRITE | {"delete"}),
    "applicants.applicant": (READ, WRITE, WRITE | {"delete"}),
    "applicants.applicantmerge": (READ, READ, READ),
    "applicants.savedsearch": (READ, WRITE | {"delete"}, WRITE | {"delete"}),
    "applications.application": (READ, WRITE, WRITE),
    "applications.applicationstage": (READ, READ, READ),
    "shortlists.shortlist": (READ, WRITE, WRITE),
    "shortlists.shortlistentry": (READ, READ, READ),
    "shortlists.comparison": (READ, WRITE | {"delete"}, WRITE | {"delete"}),
    "shortlists.comparedapplicant": (READ, READ, READ),
    "uploads.upload": (READ, READ, READ),
    "sourcing.jobboard": (READ, WRITE | {"delete"}, WRITE | {"delete"}),
    "sourcing.scan": (READ, READ, READ),
    "sourcing.listing": (READ, {"view", "change"}, {"view", "change"}),
    "webhooks.webhooksubscription": (set(), set(), {"view", "change"}),
    "webhooks.webhookdelivery": (set(), set(), {"view", "change"}),
    "webhooks.deliveryattempt": (set(), set(), READ),
    "notifications.mailtemplate": (set(), READ, {"view", "change"}),
    "employers.apikey": (set(), set(), {"view", "add", "delete"}),
    "employers.employer": (READ, READ, {"view", "change"}),
    "employers.user": (set(), set(), WRITE | {"delete"}),
    "audit.auditlog": (set(), READ, READ),
    "assistant.assistantrun": (set(), set(), READ),
}


def may(user: User, perm: str) -> bool:
    """Whether a Django permission such as `jobs.change_job` is the user's."""
    if user.is_superuser:
        return True
    app, _, rest = perm.partition(".")
    action, _, model = rest.partition("_")
    allowed = BACK_OFFICE.get(f"{app}.{model}")
    if allowed is None:
        return False
    ranks = zip((Role.VIEWER, Role.RECRUITER, Role.EMPLOYER_ADMIN), allowed, strict=True)
    return any(action in actions for role, actions in ranks if role in user.roles)
