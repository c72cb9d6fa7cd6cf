"""Switching fair review on and off: the database's triggers do the rest (docs/adr/0033)."""

from __future__ import annotations

import uuid

from django.db import connection
from django.utils.translation import gettext as _

from employers.permissions import EMPLOYER_ADMINS
from hiretrack.context import ActorKind, current_actor
from hiretrack.errors import Forbidden
from jobs.models import Job


def prepare_switch(*, job_id: uuid.UUID, fair_review: bool) -> None:
    """Before the job's row is locked: hold the people whom the switch is about, in the order of everybody else.

    Raises `Forbidden` when it makes hidden people known, and the caller may not do that.
    """
    job = Job.objects.filter(pk=job_id).only("fair_review").first()
    if job is None or job.fair_review == fair_review:
        return
    if not fair_review and not _may_reveal() and job.applications.filter(identity_hidden=True).exists():
        raise Forbidden(_("Switching fair review off would make hidden candidates known: ask an employer admin."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT fair_review_hold(%s)", [job_id])


def _may_reveal() -> bool:
    """An employer admin, or nobody in particular: a command."""
    actor = current_actor()
    return actor.kind is ActorKind.SYSTEM or bool(actor.roles & EMPLOYER_ADMINS)
