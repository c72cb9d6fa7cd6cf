"""The mails are written by a task, a batch at a time, and wait in the ledger until the mailing's `sends_at`. Each is
unique by mailing and application, so a task that begins again writes none twice."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from applicants.models import Applicant
from applications.models import Application
from employers.models import User
from employers.sealing import seal
from hiretrack.background.models import TaskRun
from hiretrack.background.services import report
from hiretrack.celery import PlatformTask
from hiretrack.errors import NotFound
from hiretrack.notifications.choices import MAILING
from hiretrack.notifications.kinds import about_application
from hiretrack.notifications.languages import languages_of
from hiretrack.notifications.mail_templates.rendering import one_line_of, written
from hiretrack.notifications.mailings.appointments import Appointment
from hiretrack.notifications.mailings.invitations import invitation
from hiretrack.notifications.models import Mailing, Message
from hiretrack.notifications.refusing import refusing
from hiretrack.notifications.unsubscribing import ending_of_mailings
from hiretrack.notifications.wording import Content

BATCH = 100


def preview(
    *,
    application_id: uuid.UUID,
    subject: str,
    body: str,
    hidden_name: str = "",
    appointment: Appointment | None = None,
) -> Content:
    """The mail as this applicant would get it; with a `hidden_name` the applicant is called that. Raises `NotFound`."""
    found = _loaded([application_id])
    if not found:
        raise NotFound
    # The true link opens the candidate's own page to whoever has it.
    shown = {"link": f"{settings.PUBLIC_URL}{reverse('portal:status', args=['example'])}"}
    values = about_application(found[0]) | shown | ({"greeting": hidden_name} if hidden_name else {})
    return written(subject=subject, body=body, values=values, appointment=_titled(appointment, values))


def write_batches(*, task: PlatformTask, run: TaskRun) -> dict[str, Any]:
    """The task's work: one short transaction for each batch."""
    done = 0
    while True:
        with task.scope():
            ids = Mailing.objects.values_list("application_ids", flat=True).get(run=run)
            batch = ids[done : done + BATCH]
            _hold_people(batch)
            # Held, so that stopping it and writing on take turns.
            row = Mailing.objects.select_for_update(of=("self",)).select_related("created_by").get(run=run)
            if row.stopped_at is not None or not row.body:
                return {"mailing_id": str(row.pk), "mails": done, "stopped": True}
            _write(row, batch)
            done += len(batch)
            report(run, 100 * done / len(row.application_ids), f"{done:,} of {len(row.application_ids):,} written")
        if done >= len(row.application_ids):
            return {"mailing_id": str(row.pk), "mails": done, "stopped": False}


def cause_of(row: Mailing, application_id: uuid.UUID) -> uuid.UUID:
    """By which the ledger knows the mail."""
    return uuid.uuid5(row.pk, str(application_id))


def _write(row: Mailing, application_ids: Sequence[uuid.UUID]) -> None:
    sender, one = row.created_by, Appointment.unpacked(row.appointment)
    living = [found for found in _loaded(application_ids) if found.applicant.erased_at is None]
    if one is None:
        refused = refusing([found.applicant_id for found in living])
        living = [found for found in living if found.applicant_id not in refused]
    spoken, made = languages_of([found.pk for found in living]), []
    for found in living:
        with override(spoken[found.pk]):
            made.append(_message(row, found, sender, one))
    Message.objects.bulk_create(made, ignore_conflicts=True)


def _hold_people(application_ids: Sequence[uuid.UUID]) -> None:
    """Whoever is being erased at this moment is waited for, and left out then: an erasure must not miss a mail.

    Before the mailing's own lock, as an erasure does it.
    """
    whose = Application.objects.filter(pk__in=application_ids).order_by().values("applicant_id")
    people = Applicant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=whose)
    list(people.order_by("pk").values_list("pk", flat=True))


def _message(row: Mailing, found: Application, sender: User | None, one: Appointment | None) -> Message:
    values = about_application(found)
    one = _titled(one, values)
    # An invitation is part of an application that is under way: there is nothing to end but the application.
    ending = {} if one else {"ending": ending_of_mailings(found.applicant)}
    content = written(subject=row.subject, body=row.body, values=values | ending, appointment=one)
    # Who answers, answers the person who wrote.
    headers = {**content.headers, **({"Reply-To": sender.email} if sender is not None else {})}
    invited = invitation(one, found=found, sender=sender) if one else None
    sealed = replace(content, headers=headers, invitation=invited)
    return Message(
        employer_id=row.employer_id,
        kind=MAILING,
        cause_id=cause_of(row, found.pk),
        entity_id=found.pk,
        details={"mailing_id": str(row.pk)},
        recipient=found.applicant.email,
        content=seal(sealed.packed()),
        send_after=row.sends_at,
    )


def _titled(one: Appointment | None, values: Mapping[str, Any]) -> Appointment | None:
    """With the title as this applicant's calendar shows it."""
    return replace(one, title=one_line_of(one.title, values)) if one else None


def _loaded(application_ids: Sequence[uuid.UUID]) -> list[Application]:
    rows = Application.objects.select_related("applicant", "job", "employer").filter(pk__in=application_ids)
    return list(rows.order_by("pk"))
