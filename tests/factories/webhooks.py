"""Webhooks, in the open scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from applications.models import Application
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import entry, record
from hiretrack.tenancy import require_scope
from webhooks.choices import DeliveryState
from webhooks.events import delivery_of
from webhooks.models import DeliveryAttempt, WebhookDelivery, WebhookSubscription
from webhooks.secrets import add_secret

if TYPE_CHECKING:
    from tests.api.foreign import Made, Neighbour


def subscription(url: str = "https://hooks.example.com/in", *events: str, **given: Any) -> WebhookSubscription:
    """One with a secret, to these events or all; `url` is not checked."""
    row: WebhookSubscription = WebhookSubscription.objects.create(
        employer_id=require_scope().employer_id, target_url=url, event_types=list(events) or ["*"], **given
    )
    add_secret(row)
    return row


def changed(application: Application, status: str = "screening") -> AuditLog:
    """The journal's entry of a move."""
    return record(
        "application.status.changed",
        entity=application,
        job_id=str(application.job_id),
        applicant_id=str(application.applicant_id),
        from_status="new",
        status=status,
    )


def delivery(told: AuditLog, of: WebhookSubscription, *, answer: str = "", **given: Any) -> WebhookDelivery:
    """One in any state, after one failed attempt when `answer` is given."""
    row = delivery_of(told, of)
    for name, value in given.items():
        setattr(row, name, value)
    row.attempts = row.tries = 1 if answer else 0
    row.save()
    if answer:
        DeliveryAttempt.objects.create(
            employer_id=row.employer_id, delivery=row, number=1, status=500, error="status", answer=answer
        )
    return row


def neighbours(application: Application, word: str) -> tuple[WebhookSubscription, WebhookDelivery]:
    """One of each for the back office's pages."""
    made = subscription(f"https://{word}.test/in", name=word)
    # Not journalled: the pages' tests know every entry of the neighbour's.
    told = entry("application.created", entity=application, employer_id=application.employer_id)
    told.sequence = 1
    return made, delivery(told, made, answer=word, state=DeliveryState.FAILED, next_attempt_at=None)


def foreign(neighbour: Neighbour) -> Made:
    """A subscription of the other employer with a failed delivery."""
    from tests.api.foreign import SECRET

    made, sent = neighbours(neighbour.application, SECRET)
    return {"subscriptionId": made.pk, "deliveryId": sent.pk}
