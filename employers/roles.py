"""What each role may do in the back office, in words: read from `employers.permissions`, so that it cannot differ."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from employers.choices import Role
from employers.permissions import BACK_OFFICE

RANKS = (Role.VIEWER, Role.RECRUITER, Role.EMPLOYER_ADMIN)
"""In the order of `BACK_OFFICE`'s columns; each may all that the one before may."""
SUMMARIES: dict[str, Promise] = {
    Role.VIEWER: _("Sees jobs and candidates, and changes nothing. For hiring managers who only look."),
    Role.RECRUITER: _("Does the daily work: jobs, candidates, applications, shortlists."),
    Role.EMPLOYER_ADMIN: _("Everything a recruiter does, and settings, users, webhooks and erasure."),
}
AREAS: tuple[tuple[Promise, str], ...] = (
    (_("Jobs"), "jobs.job"),
    (_("Candidates"), "applicants.applicant"),
    (_("Applications"), "applications.application"),
    (_("Shortlists"), "shortlists.shortlist"),
    (_("Settings"), "employers.employer"),
    (_("Users"), "employers.user"),
    (_("Webhooks"), "webhooks.webhooksubscription"),
    (_("Journal"), "audit.auditlog"),
)


@dataclass(frozen=True, slots=True)
class Right:
    """One cell of the table: its words, and its tone (`none`, `read`, `write`)."""

    words: Promise | str
    tone: str


NONE, READ = Right("–", "none"), Right(_("sees"), "read")
WRITE, DELETE = Right(_("changes"), "write"), Right(_("changes and deletes"), "write")


def rights_table() -> list[tuple[Promise, list[Right]]]:
    """An area of work, and what viewer, recruiter and employer admin may do in it."""
    return [(name, [_right(actions) for actions in BACK_OFFICE[model]]) for name, model in AREAS]


def _right(actions: set[str]) -> Right:
    if "delete" in actions:
        return DELETE
    if actions & {"add", "change"}:
        return WRITE
    return READ if "view" in actions else NONE
