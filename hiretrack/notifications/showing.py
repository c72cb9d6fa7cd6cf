"""The words of notifications, made when they are read: the rows hold ids only.

Called within the reader's scope, which decides what can be named: what is gone, erased or out of reach is spoken of
without its name.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.fairness import alias
from applications.choices import ApplicationStatus
from applications.models import Application
from hiretrack.background.choices import RunState
from hiretrack.notifications import links
from hiretrack.notifications.catalogue import (
    APPLICATION_CREATED,
    APPLICATION_RECEIVED,
    APPLICATION_WITHDRAWN,
    MAIL_BOUNCED,
    MENTIONED,
    REPLY_OVERDUE,
    STATUS_CHANGED,
    TASK_FINISHED,
    WEBHOOK_DISABLED,
)
from hiretrack.notifications.models import Notification
from hiretrack.notifications.wording import one_line

Known = Mapping[uuid.UUID, Application]


@dataclass(frozen=True, slots=True)
class Words:
    """What a notification says. `entity` is what it is about, as the journal names such things."""

    title: str
    body: str
    url: str | None
    entity: str


def shown(rows: Sequence[Notification]) -> list[dict[str, Any]]:
    """As the API answers them; one query for all of them."""
    known = applications([row.entity_id for row in rows if row.kind in ABOUT_APPLICATIONS])
    return [_shown(row, known) for row in rows]


def applications(ids: Collection[uuid.UUID]) -> Known:
    """By id, with what their words need."""
    if not ids:
        return {}
    parts = ("job", "employer", "applicant")
    about = ("job__title", "job__company", "employer__name", "applicant__name", "applicant__email")
    wanted = (*about, "identity_hidden", "created_at")
    rows = Application.objects.filter(pk__in=ids).select_related(*parts).only(*parts, *wanted)
    return {row.pk: row for row in rows}


def words(kind: str, entity_id: uuid.UUID, details: Mapping[str, Any], known: Known) -> Words:
    return WORDS[kind](kind, entity_id, details, known)


def _shown(row: Notification, known: Known) -> dict[str, Any]:
    said = words(row.kind, row.entity_id, row.details, known)
    return {
        "id": row.pk,
        "kind": row.kind,
        "title": said.title,
        "body": said.body,
        "url": said.url,
        "entity": {"type": said.entity, "id": row.entity_id},
        "read_at": row.read_at,
        "created_at": row.created_at,
    }


def _for_recruiters(kind: str, entity_id: uuid.UUID, details: Mapping[str, Any], known: Known) -> Words:  # noqa: ARG001
    row, said = known.get(entity_id), str(TITLES[kind])
    if row is None:
        return Words(said, "", None, "application")
    title = f"{said}: {one_line(row.job.title)}"
    who = alias(row.applicant_id) if row.identity_hidden else row.applicant.name
    return Words(title, one_line(who), _back_office(entity_id), "application")


def _for_candidates(kind: str, entity_id: uuid.UUID, details: Mapping[str, Any], known: Known) -> Words:
    said = str(NEWS.get(details.get("status", ""), TITLES[kind]))
    row = known.get(entity_id)
    if row is None:
        return Words(said, "", None, "application")
    employer = one_line(row.job.company or row.employer.name)
    about = _("%(job)s at %(employer)s") % {"job": one_line(row.job.title), "employer": employer}
    return Words(said, about, links.application_status(row, to=row.applicant.email), "application")


def _back_office(application_id: uuid.UUID) -> str:
    return f"{settings.PUBLIC_URL}{reverse('admin:applications_application_change', args=[application_id])}"


def _task(kind: str, entity_id: uuid.UUID, details: Mapping[str, Any], known: Known) -> Words:  # noqa: ARG001
    name = str(TASKS.get(details.get("task", ""), TITLES[kind]))
    failed = details.get("state") == RunState.FAILED
    said = _("%(task)s has failed") if failed else _("%(task)s has finished")
    return Words(said % {"task": name}, "", f"{settings.PUBLIC_URL}/v1/tasks/{entity_id}", "task")


def _webhook(kind: str, entity_id: uuid.UUID, details: Mapping[str, Any], known: Known) -> Words:  # noqa: ARG001
    gone, failing = _("Its receiver answered that it is gone."), _("Its receiver has taken nothing for days.")
    return Words(str(TITLES[kind]), gone if details.get("reason") == "gone" else failing, None, "webhooksubscription")


_S = ApplicationStatus
NEWS: dict[str, Promise] = {
    _S.INTERVIEW: gettext_lazy("You are invited to an interview"),
    _S.OFFER: gettext_lazy("You have an offer"),
    _S.HIRED: gettext_lazy("You have got the job"),
    _S.REJECTED: gettext_lazy("Your application was not successful"),
}
TASKS: dict[str, Promise] = {
    "applicants.import": gettext_lazy("The import of applicants"),
    "applications.bulk_move": gettext_lazy("The bulk move"),
    "applications.undo_bulk_move": gettext_lazy("Undoing the bulk move"),
    "notifications.mailing": gettext_lazy("The message to several"),
    "shortlists.compare": gettext_lazy("The comparison"),
}
TITLES: dict[str, Promise] = {
    APPLICATION_CREATED: gettext_lazy("New application"),
    APPLICATION_WITHDRAWN: gettext_lazy("Application withdrawn"),
    MAIL_BOUNCED: gettext_lazy("A mail did not arrive"),
    MENTIONED: gettext_lazy("You were mentioned in a note"),
    REPLY_OVERDUE: gettext_lazy("An answer is overdue"),
    WEBHOOK_DISABLED: gettext_lazy("A webhook was switched off"),
    TASK_FINISHED: gettext_lazy("A background task"),
    APPLICATION_RECEIVED: gettext_lazy("Your application has arrived"),
    STATUS_CHANGED: gettext_lazy("There is news about your application"),
}
WORDS: dict[str, Callable[[str, uuid.UUID, Mapping[str, Any], Known], Words]] = {
    APPLICATION_CREATED: _for_recruiters,
    APPLICATION_WITHDRAWN: _for_recruiters,
    MAIL_BOUNCED: _for_recruiters,
    MENTIONED: _for_recruiters,
    REPLY_OVERDUE: _for_recruiters,
    WEBHOOK_DISABLED: _webhook,
    TASK_FINISHED: _task,
    APPLICATION_RECEIVED: _for_candidates,
    STATUS_CHANGED: _for_candidates,
}
ABOUT_APPLICATIONS = frozenset(kind for kind, made in WORDS.items() if made in {_for_recruiters, _for_candidates})
