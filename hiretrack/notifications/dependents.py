"""Mails about an applicant's applications. A merge leaves them alone: each goes to the address that applied."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.models import Mailing, MailingRefusal, Message

WAITING = (MessageState.QUEUED, MessageState.SENDING)


class MailsToApplicant:
    """See `applicants.dependents.Dependent`. In-app notifications hold ids alone."""

    name = "notifications.mails"

    def merge(self, *, survivor: Applicant, merged: Applicant) -> dict[str, Any]:
        """They belong to applications, and go with them; who has refused more of them has done so for both."""
        if MailingRefusal.objects.filter(applicant=survivor).exists():
            return {}
        moved = MailingRefusal.objects.filter(applicant=merged).values_list("pk", flat=True).first()
        MailingRefusal.objects.filter(pk=moved).update(applicant=survivor)
        return {"refusal": str(moved)} if moved else {}

    def unmerge(self, *, survivor: Applicant, merged: Applicant, moved: Any) -> None:
        if moved and "refusal" in moved:
            MailingRefusal.objects.filter(pk=moved["refusal"], applicant=survivor).update(applicant=merged)

    def erase(self, *, applicant: Applicant) -> list[uuid.UUID]:
        _empty_mailings(applicant)
        MailingRefusal.objects.filter(applicant=applicant).delete()
        # A mail under way loses its claim: its worker can write nothing down any more.
        state = Case(When(state__in=WAITING, then=Value(MessageState.CANCELLED)), default="state")
        _about(applicant).update(state=state, recipient="", content="", details={}, error="")
        return []

    def export(self, *, applicant: Applicant) -> dict[str, Any]:
        told = ("kind", "recipient", "state", "created_at", "sent_at")
        # A mail that is to wait must not be told of by the document that the person is given.
        waiting = Q(state=MessageState.QUEUED, attempts=0, send_after__gt=timezone.now())
        mails = list(_about(applicant).exclude(waiting).order_by("created_at", "pk").values(*told))
        refused = MailingRefusal.objects.filter(applicant=applicant).values_list("created_at", flat=True).first()
        return {"mails": mails} | ({"no_more_messages_since": refused} if refused else {})


def _empty_mailings(applicant: Applicant) -> None:
    """A recruiter's own words stay while they went to somebody else, too, and don't name this person."""
    own = set(Application.objects.filter(applicant=applicant).values_list("pk", flat=True))
    for row in _mailings_about(applicant, own).select_for_update(of=("self",)).order_by("pk"):
        others = Application.objects.filter(pk__in=set(row.application_ids) - own, applicant__erased_at=None)
        if not others.exists() or _names(row, applicant):
            Mailing.objects.filter(pk=row.pk).update(subject="", body="", appointment=None)


def _mailings_about(applicant: Applicant, own: set[uuid.UUID]) -> QuerySet[Mailing]:
    said = Q(application_ids__overlap=list(own))
    for word in _words(applicant):
        said |= Q(subject__icontains=word) | Q(body__icontains=word)
        said |= Q(appointment__title__icontains=word) | Q(appointment__place__icontains=word)
    rows: QuerySet[Mailing] = Mailing.objects.filter(said)
    return rows


def _names(row: Mailing, applicant: Applicant) -> bool:
    one = row.appointment or {}
    text = f"{row.subject}\n{row.body}\n{one.get('title', '')}\n{one.get('place', '')}".lower()
    return any(word.lower() in text for word in _words(applicant))


def _words(applicant: Applicant) -> list[str]:
    """A single name would be found inside many a harmless word."""
    name = applicant.name if " " in applicant.name else ""
    return [word for word in (name, applicant.email, applicant.phone) if word]


def _about(applicant: Applicant) -> Any:
    applications = Application.objects.filter(applicant=applicant).values("pk")
    return Message.objects.filter(entity_id__in=applications)
