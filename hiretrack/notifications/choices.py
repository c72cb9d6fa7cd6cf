from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class ApplicantMail(models.TextChoices):
    """Mails to applicants, which an employer may write in its own words."""

    RECEIVED = "application_received", _("Receipt of an application")
    DUPLICATE = "application_duplicate", _("Second application for the same job")
    INTERVIEW = "status_interview", _("Invited to an interview")
    OFFER = "status_offer", _("Offer")
    HIRED = "status_hired", _("Hired")
    REJECTED = "status_rejected", _("Rejection")


MAILING = "mailing"
"""A recruiter's own message to several applicants."""
_S = MessageState
TRANSITIONS: dict[MessageState, frozenset[MessageState]] = {
    _S.QUEUED: frozenset({_S.SENDING, _S.CANCELLED}),
    _S.SENDING: frozenset({_S.QUEUED, _S.SENT, _S.FAILED, _S.CANCELLED}),
    _S.SENT: frozenset(),
    _S.FAILED: frozenset(),
    _S.CANCELLED: frozenset(),
}
