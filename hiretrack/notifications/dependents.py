"""Mails about an applicant's applications. A merge leaves them alone: each goes to the address that applied."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Case, Q, Value, When
from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.models import Message

WAITING = (MessageState.QUEUED, MessageState.SENDING)


class MailsToApplicant:
    """See `applicants.dependents.Dependent`. In-app notifications hold ids alone."""

    name = "notifications.mails"

    def merge(self, *, survivor: Applicant, merged: Applicant) -> None:
        """They belong to applications, and go with them."""

    def unmerge(self, *, survivor: Applicant, merged: Applicant, moved: Any) -> None:
        """Nothing was moved."""

    def erase(self, *, applicant: Applicant) -> list[uuid.UUID]:
        # A mail under way loses its claim: its worker can write nothing down any more.
        state = Case(When(state__in=WAITING, then=Value(MessageState.CANCELLED)), default="state")
        _about(applicant).update(state=state, recipient="", content="", details={}, error="")
        return []

    def export(self, *, applicant: Applicant) -> dict[str, Any]:
        told = ("kind", "recipient", "state", "created_at", "sent_at")
        # A mail that is to wait must not be told of by the document that the person is given.
        waiting = Q(state=MessageState.QUEUED, attempts=0, send_after__gt=timezone.now())
        return {"mails": list(_about(applicant).exclude(waiting).order_by("created_at", "pk").values(*told))}


def _about(applicant: Applicant) -> Any:
    applications = Application.objects.filter(applicant=applicant).values("pk")
    return Message.objects.filter(entity_id__in=applications)
