"""What is done once a plan is confirmed. Each answers where to look next, and what to say there."""

from __future__ import annotations

import datetime as dt
import math
import uuid
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.tags import tag_many
from applications.services import start_bulk_move
from employers.models import User
from hiretrack.errors import DomainError
from hiretrack.notifications.mailings import start_mailing
from hiretrack.office.application.delays import wait
from hiretrack.office.bulk.once import made_by
from hiretrack.office.bulk.plans import move_plan, step_of
from hiretrack.office.bulk.selection import Selection
from shortlists.services import add_entry

Done = tuple[str, str]
APPLICATIONS = "admin:applications_application_changelist"


def move(selection: Selection, given: dict[str, Any], *, kind: str, token: str, user: User) -> Done:
    step = step_of(kind, given)
    plan, _shown = move_plan(selection, step)
    delay = wait(given["delay"], zone=given["zone"])
    row = start_bulk_move(
        plan=plan, step=step, mail_delay_minutes=_minutes(delay), owner_id=user.pk, expected_token=token
    )
    return reverse("office:bulk-move", args=[row.pk]), ""


def _minutes(delay: dt.timedelta) -> int:
    return math.ceil(delay.total_seconds() / 60)


def tag(selection: Selection, given: dict[str, Any]) -> Done:
    people = set(selection.rows.order_by().values_list("applicant_id", flat=True).distinct())
    done = tag_many(applicant_ids=people, add=given["add"], remove=given["remove"])
    said = ngettext("%(count)d candidate changed.", "%(count)d candidates changed.", done.changed)
    said %= {"count": done.changed}
    if done.full:
        said = f"{said} {_('%(count)d have too many tags for another one.') % {'count': done.full}}"
    return reverse(APPLICATIONS), said


def shortlist(selection: Selection) -> Done:
    added, full = 0, 0
    pairs = selection.rows.filter(superseded_by=None).order_by("job_id", "created_at", "pk")
    for job_id, applicant_id in pairs.values_list("job_id", "applicant_id"):
        match _added(job_id, applicant_id):
            case "":
                added += 1
            case "shortlist_full":
                full += 1
    said = ngettext("%(count)d candidate added.", "%(count)d candidates added.", added) % {"count": added}
    if full:
        said = f"{said} {_('%(count)d did not fit: a shortlist has 500 places.') % {'count': full}}"
    return reverse(APPLICATIONS), said


def _added(job_id: uuid.UUID, applicant_id: uuid.UUID) -> str:
    """Nothing, or the code of why not; a colleague may have been faster."""
    try:
        with transaction.atomic():
            add_entry(job_id=job_id, applicant_id=applicant_id)
    except DomainError as error:
        return error.code
    return ""


def mail(selection: Selection, given: dict[str, Any], *, token: str, user: User) -> Done:
    row = start_mailing(
        application_ids=selection.ids,
        subject=given["subject"],
        body=given["body"],
        appointment=given["appointment"],
        owner_id=user.pk,
        mailing_id=made_by(token),
    )
    return reverse("office:bulk-mailing", args=[row.pk]), ""
