"""The mails are written by a task, a batch at a time, and wait in the ledger until the mailing's `sends_at`. Each is
unique by mailing and application, so a task that begins again writes none twice."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.models import Applicant
from applications.models import Application
from employers.models import User
from employers.queries import own_employer
from employers.sealing import seal
from hiretrack.audit.services import record
from hiretrack.background.models import TaskRun
from hiretrack.background.services import report, start_run
from hiretrack.background.silence import resend_silent
from hiretrack.celery import PlatformTask, enqueue
from hiretrack.context import current_actor
from hiretrack.errors import DomainError, Forbidden, Invalid, NotFound
from hiretrack.notifications.choices import MAILING, MessageState
from hiretrack.notifications.kinds import about_application
from hiretrack.notifications.mail_templates.placeholders import check
from hiretrack.notifications.mail_templates.rendering import written
from hiretrack.notifications.models import Mailing, Message
from hiretrack.notifications.wording import Content
from hiretrack.tenancy import ScopeKind, new_id, require_scope

KIND = "notifications.mailing"
MOST = 2_000
WAIT = dt.timedelta(minutes=5)
"""In which whoever has sent it can still think better of it."""
BATCH = 100


@transaction.atomic
def start_mailing(
    *,
    application_ids: Collection[uuid.UUID],
    subject: str,
    body: str,
    owner_id: uuid.UUID | None,
    mailing_id: uuid.UUID | None = None,
) -> Mailing:
    """Have it written to each of these applicants; erased ones are left out. Of a `mailing_id` that there is already,
    that mailing: a form sent twice writes once. Raises `Invalid`, `Forbidden`."""
    if require_scope().kind is not ScopeKind.EMPLOYER:
        raise Forbidden(_("Applicants are written to by their employer: a platform admin has none."))
    # Locked, so that of the same form twice at once the second sees the first.
    own_employer(lock=True)
    if mailing_id and (there := Mailing.objects.filter(pk=mailing_id).first()):
        return there
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip()
    check(MAILING, subject=subject, body=body)
    reachable = _reachable(application_ids)
    actor = current_actor()
    row: Mailing = Mailing.objects.create(
        id=mailing_id or new_id(),
        subject=subject,
        body=body,
        application_ids=reachable,
        left_out=len(application_ids) - len(reachable),
        sends_at=timezone.now() + WAIT,
        actor_name=actor.name[:200],
        created_by_id=actor.user_id,
        run=start_run(kind=KIND, owner_id=owner_id),
    )
    record("mailing.started", entity=row, applications=len(reachable))
    _send(row)
    return row


def _reachable(application_ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """One application of each person. Raises `Invalid` for none, and for too many."""
    rows = Application.objects.filter(pk__in=application_ids, superseded_by=None, applicant__erased_at=None)
    found = list(rows.order_by("applicant_id", "-created_at").distinct("applicant_id").values_list("pk", flat=True))
    if not found:
        raise Invalid(_("There is nobody to write to: these people were erased."))
    if len(found) > MOST:
        said = _("At most %(most)s people at once. Narrow the list by a filter or a search first.")
        raise Invalid(said % {"most": f"{MOST:,}"})
    return found


def preview(*, application_id: uuid.UUID, subject: str, body: str, hidden_name: str = "") -> Content:
    """The mail as this applicant would get it; with a `hidden_name` the applicant is called that. Raises `NotFound`."""
    found = _loaded([application_id])
    if not found:
        raise NotFound
    # The true link opens the candidate's own page to whoever has it.
    shown = {"link": f"{settings.PUBLIC_URL}{reverse('portal:status', args=['example'])}"}
    values = about_application(found[0]) | shown | ({"greeting": hidden_name} if hidden_name else {})
    return written(subject=subject, body=body, values=values)


@transaction.atomic
def stop_mailing(*, mailing_id: uuid.UUID) -> int:
    """Let nothing leave that has not left yet; how many mails that were. Raises `NotFound`, `DomainError` (stopped)."""
    row = Mailing.objects.select_for_update(of=("self",)).filter(pk=mailing_id).first()
    if row is None:
        raise NotFound
    if row.stopped_at is not None:
        raise DomainError(_("It was stopped before."), code="mailing_stopped", title="Stopped already")
    row.stopped_at = timezone.now()
    row.save(update_fields=["stopped_at"])
    waiting = _mails(row).filter(state=MessageState.QUEUED)
    stopped = waiting.update(state=MessageState.CANCELLED, content="", error="the mailing was stopped")
    record("mailing.stopped", entity=row, stopped=stopped)
    return stopped


def progress(row: Mailing) -> Counter[str]:
    """How many of its mails are in which state; those not written yet count as `waiting`."""
    counts = Counter(dict(_mails(row).order_by().values_list("state").annotate(Count("pk"))))
    counts["waiting"] = 0 if row.stopped_at else max(0, len(row.application_ids) - sum(counts.values()))
    return counts


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


def _write(row: Mailing, application_ids: Sequence[uuid.UUID]) -> None:
    sender = row.created_by
    rows = [_message(row, found, sender) for found in _loaded(application_ids) if found.applicant.erased_at is None]
    Message.objects.bulk_create(rows, ignore_conflicts=True)


def _hold_people(application_ids: Sequence[uuid.UUID]) -> None:
    """Whoever is being erased at this moment is waited for, and left out then: an erasure must not miss a mail.

    Before the mailing's own lock, as an erasure does it.
    """
    whose = Application.objects.filter(pk__in=application_ids).order_by().values("applicant_id")
    people = Applicant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=whose)
    list(people.order_by("pk").values_list("pk", flat=True))


def _message(row: Mailing, found: Application, sender: User | None) -> Message:
    content = written(subject=row.subject, body=row.body, values=about_application(found))
    # Who answers, answers the person who wrote.
    headers = {"Reply-To": sender.email} if sender is not None else {}
    sealed = Content(content.subject, content.text, content.html, headers)
    return Message(
        employer_id=row.employer_id,
        kind=MAILING,
        cause_id=_cause(row, found.pk),
        entity_id=found.pk,
        details={"mailing_id": str(row.pk)},
        recipient=found.applicant.email,
        content=seal(sealed.packed()),
        send_after=row.sends_at,
    )


def _loaded(application_ids: Sequence[uuid.UUID]) -> list[Application]:
    rows = Application.objects.select_related("applicant", "job", "employer").filter(pk__in=application_ids)
    return list(rows.order_by("pk"))


def _mails(row: Mailing) -> Any:
    return Message.objects.filter(kind=MAILING, cause_id__in=[_cause(row, pk) for pk in row.application_ids])


def _cause(row: Mailing, application_id: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(row.pk, str(application_id))


def resend_mailings() -> int:
    """Send again the mailings whose message was lost; how many."""
    return resend_silent(kind=KIND, send=_send_run)


def _send(row: Mailing) -> None:
    assert row.run is not None  # noqa: S101 - it was made with it
    _send_run(row.run)


def _send_run(run: TaskRun) -> None:
    from hiretrack.notifications.tasks import write_mailing

    enqueue(write_mailing, str(run.pk))
