"""Waiting mails about steps that something else has followed."""

from __future__ import annotations

import uuid

from applications.models import ApplicationStage
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.models import Message


def cancel_outdated(*, application_id: uuid.UUID) -> int:
    """Cancel what still waits to tell of an earlier step than the application's last; how many.

    A courtesy to whoever looks at the queue: a mail is looked at once more before it is written (`kinds`), which also
    catches one that comes into the queue after this.
    """
    steps = ApplicationStage.objects.filter(application_id=application_id).order_by("-changed_at", "-id")
    last = steps.values_list("pk", flat=True).first()
    waiting = Message.objects.filter(entity_id=application_id, state=MessageState.QUEUED)
    over = waiting.filter(details__stage_id__isnull=False).exclude(details__stage_id=str(last))
    return over.update(state=MessageState.CANCELLED, content="", error="the step is not the last one any more")
