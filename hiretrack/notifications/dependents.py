"""Mails about an applicant's applications. A merge leaves them alone: each goes to the address that applied."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Case, Value, When

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
        return {"mails": list(_about(applicant).order_by("created_at", "pk").values(*told))}


def _about(applicant: Applicant) -> Any:
    applications = Application.objects.filter(applicant=applicant).values("pk")
    return Message.objects.filter(entity_id__in=applications)
