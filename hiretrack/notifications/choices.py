from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    SUPPRESSED = "suppressed", _("Address is blocked")
    BOUNCED = "bounced", _("Came back")
    COMPLAINED = "complained", _("Reported as spam")


class SuppressionReason(models.TextChoices):
    """Why an address is not written to."""

    BOUNCE = "bounce", _("There is no such mailbox")
    COMPLAINT = "complaint", _("The owner reported a mail as spam")


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
MAIL_TEMPLATE_TEST = "mail_template_test"
"""Written when it is queued, to somebody of the employer's own."""
APPLICATION_KINDS = frozenset({*ApplicantMail.values, MAILING})
_S = MessageState
_KNOWN_LATER = frozenset({_S.BOUNCED, _S.COMPLAINED, _S.SUPPRESSED})
"""What a provider tells of a mail that it has taken, perhaps before we know that it has."""
TRANSITIONS: dict[MessageState, frozenset[MessageState]] = {
    _S.QUEUED: frozenset({_S.SENDING, _S.CANCELLED, _S.SENT, _S.FAILED}) | _KNOWN_LATER,
    _S.SENDING: frozenset({_S.QUEUED, _S.SENT, _S.FAILED, _S.CANCELLED}) | _KNOWN_LATER,
    _S.SENT: frozenset({_S.FAILED}) | _KNOWN_LATER,
    _S.FAILED: frozenset(),
    # Only a step's mail, when somebody tells of the step after all.
    _S.CANCELLED: frozenset({_S.QUEUED}),
    _S.SUPPRESSED: frozenset(),
    _S.BOUNCED: frozenset(),
    _S.COMPLAINED: frozenset(),
}
