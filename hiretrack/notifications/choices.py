from django.db import models


class MessageState(models.TextChoices):
    QUEUED = "queued", "Queued"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


_S = MessageState
TRANSITIONS: dict[MessageState, frozenset[MessageState]] = {
    _S.QUEUED: frozenset({_S.SENDING, _S.CANCELLED}),
    _S.SENDING: frozenset({_S.QUEUED, _S.SENT, _S.FAILED, _S.CANCELLED}),
    _S.SENT: frozenset(),
    _S.FAILED: frozenset(),
    _S.CANCELLED: frozenset(),
}
