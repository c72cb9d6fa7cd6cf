"""The language that a mail is written in: the one its reader was last seen with."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.conf import settings

from applications.models import Application
from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.choices import APPLICATION_KINDS
from hiretrack.notifications.models import Message


def language_of(message: Message) -> str:
    """One that we speak; the installation's own for whoever's we don't know."""
    if message.kind in APPLICATION_KINDS:
        return languages_of([message.entity_id])[message.entity_id]
    user_id = message.details.get("user_id", message.entity_id)
    return _spoken(User.objects.filter(pk=user_id).values_list("language", flat=True).first())


def languages_of(application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """By application: of the applicant's account, or that in which the application was sent, which the journal knows.

    Two queries, in a scope that holds the applications.
    """
    rows = Application.objects.filter(pk__in=application_ids).values_list("pk", "applicant__user__language")
    of_account = dict(rows)
    entries = AuditLog.objects.filter(
        entity_type="applications.application", entity_id__in=application_ids, action="application.created"
    )
    sent_in = dict(entries.values_list("entity_id", "metadata__language"))
    return {pk: _spoken(of_account.get(pk) or sent_in.get(pk)) for pk in application_ids}


def _spoken(language: str | None) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
