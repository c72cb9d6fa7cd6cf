"""What happens, and whom the notification centre tells of it.

Recruiters hear of a job's applications when they have made the job; when whoever made it is gone, all of the
employer's recruiters do. Nobody is told of what they did themselves.
"""

from __future__ import annotations

import uuid

from applications.choices import ADDED_BY_EMPLOYER, ApplicationStatus, Source
from applications.models import Application
from employers.choices import Role
from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.registry import listen
from hiretrack.background.choices import RunState
from hiretrack.background.endings import on_end
from hiretrack.background.models import TaskRun
from hiretrack.notifications.catalogue import (
    APPLICATION_CREATED,
    APPLICATION_RECEIVED,
    APPLICATION_WITHDRAWN,
    MENTIONED,
    STATUS_CHANGED,
    TASK_FINISHED,
    WEBHOOK_DISABLED,
)
from hiretrack.notifications.centre import News, notify, take_back_unseen
from hiretrack.notifications.kinds import STATUS_MAILS
from hiretrack.notifications.listeners import mails_at, was_rescheduled
from hiretrack.notifications.preferences import scope_of
from jobs.models import Job

RECRUITING = [str(Role.RECRUITER), str(Role.EMPLOYER_ADMIN)]
ENDED = frozenset({RunState.SUCCEEDED, RunState.FAILED})
"""A cancelled run is no news: its owner has cancelled it."""


def register() -> None:
    listen("application.created", tell_of_application)
    listen("application.status.changed", tell_of_status)
    listen("application.told_early", tell_early)
    listen("application.kept_untold", tell_never)
    for action in ("application.note.added", "application.note.edited"):
        listen(action, tell_of_mention)
    listen("webhook.disabled", tell_of_webhook)
    on_end(tell_of_run)


def tell_of_application(entry: AuditLog) -> None:
    news = News(APPLICATION_CREATED, entry.pk, entry.entity_id)
    # An import tells by its own end, not a thousand times.
    if entry.metadata.get("source") != Source.IMPORT:
        notify(news, _recruiters(entry))
    if entry.metadata.get("source") not in ADDED_BY_EMPLOYER:
        notify(News(APPLICATION_RECEIVED, entry.pk, entry.entity_id), _candidates(entry))


def tell_of_status(entry: AuditLog) -> None:
    status = str(entry.metadata.get("status", ""))
    candidates = _candidates(entry)
    if candidates:
        # Whatever waits to be shown has been overtaken, as its mail is.
        with scope_of(None):
            take_back_unseen(kind=STATUS_CHANGED, entity_id=entry.entity_id)
    if entry.metadata.get("undone"):
        return
    if status == ApplicationStatus.WITHDRAWN and entry.actor_id in {user.pk for user in candidates}:
        notify(News(APPLICATION_WITHDRAWN, entry.pk, entry.entity_id), _recruiters(entry))
    if status in STATUS_MAILS and not was_rescheduled(entry):
        # A mail that can still be called back is not overtaken by the centre.
        notify(News(STATUS_CHANGED, entry.pk, entry.entity_id, {"status": status}, mails_at(entry)), candidates)


def tell_early(entry: AuditLog) -> None:
    """What was to appear in the candidate's centre later appears now."""
    tell_never(entry)
    details = {"status": entry.metadata["status"]}
    if details["status"] in STATUS_MAILS:
        notify(News(STATUS_CHANGED, entry.pk, entry.entity_id, details), _candidates(entry))


def tell_never(entry: AuditLog) -> None:
    with scope_of(None):
        take_back_unseen(kind=STATUS_CHANGED, entity_id=entry.entity_id)


def tell_of_mention(entry: AuditLog) -> None:
    """Whom a note mentions, or mentions since it was edited."""
    mentioned = User.objects.filter(pk__in=entry.metadata.get("mentions", []), employer=entry.employer)
    news = News(MENTIONED, entry.pk, entry.entity_id, {"note_id": entry.metadata["note_id"]})
    notify(news, [user for user in mentioned if user.pk != entry.actor_id])


def tell_of_webhook(entry: AuditLog) -> None:
    admins = User.objects.filter(employer=entry.employer, roles__contains=[str(Role.EMPLOYER_ADMIN)])
    notify(News(WEBHOOK_DISABLED, entry.pk, entry.entity_id, {"reason": entry.metadata.get("reason", "")}), admins)


def tell_of_run(run: TaskRun) -> None:
    owner = User.objects.filter(pk=run.owner_id).first() if run.owner_id else None
    if owner is not None and run.state in ENDED:
        notify(News(TASK_FINISHED, run.pk, run.pk, {"task": run.kind, "state": str(run.state)}), [owner])


def recruiters_of(job_id: uuid.UUID, employer_id: uuid.UUID) -> list[User]:
    """Who looks after the job: its maker, or without one everybody who recruits for the employer."""
    staff = User.objects.filter(employer_id=employer_id, is_active=True, roles__overlap=RECRUITING)
    maker = staff.filter(pk__in=Job.objects.filter(pk=job_id).values("created_by_id"))
    return list(maker) or list(staff)


def _recruiters(entry: AuditLog) -> list[User]:
    job_id = Application.objects.filter(pk=entry.entity_id).values_list("job_id", flat=True).first()
    if job_id is None or entry.employer_id is None:
        return []
    found = recruiters_of(job_id, entry.employer_id)
    return [user for user in found if user.pk != entry.actor_id]


def _candidates(entry: AuditLog) -> list[User]:
    """The applicant's account, if there is one."""
    people = Application.objects.filter(pk=entry.entity_id, superseded_by=None).values("applicant__user_id")
    return list(User.objects.filter(pk__in=people))
