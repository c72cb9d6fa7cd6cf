from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.notifications.choices import ApplicantMail, MessageState, SuppressionReason
from hiretrack.tenancy import new_id
from hiretrack.tenancy.rows import TenantModel

MAX_SUBJECT, MAX_BODY = 200, 5000
"""Of an employer's own mail, in characters with placeholders."""


class Message(TenantModel):
    """One mail, from the journal entry that caused it to its acceptance by a provider. `delivery` alone moves it.

    `content` is what was rendered at the first attempt, sealed: every further attempt sends the same bytes, which a
    provider's idempotency asks for. It is emptied at the end, because it may hold a link that signs somebody in.
    """

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, related_name="+"
    )
    kind = models.CharField(max_length=64)
    cause_id = models.UUIDField(help_text="the journal entry")
    entity_id = models.UUIDField(help_text="the application or user it is about")
    details = models.JSONField(default=dict, help_text="ids and statuses")
    recipient = models.EmailField(max_length=254)
    state = models.CharField(max_length=16, choices=MessageState.choices, default=MessageState.QUEUED)
    content = models.TextField(blank=True)
    send_after = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, help_text="of no use to the recipient later")
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=16, blank=True, help_text="that took it, or may have taken it")
    error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True, help_text="when the recipient's server took it, as far as known")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "cause_id", "kind"], name="message_once_per_cause", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
        ]
        indexes: ClassVar = [
            models.Index("send_after", condition=Q(state="queued"), name="message_due"),
            models.Index("claimed_at", condition=Q(state="sending"), name="message_in_flight"),
            models.Index("employer", "entity_id", name="message_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"


class Notification(TenantModel):
    """A line in somebody's notification centre. `employer` is empty for a candidate's.

    It holds ids and statuses; `showing` makes the words of them when they are read, so that a name that is changed or
    erased is nowhere else. It is there for its reader from `created_at` on, which may lie ahead.
    """

    person_path = "recipient_id"

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, related_name="+"
    )
    recipient = models.ForeignKey("employers.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=64)
    cause_id = models.UUIDField(help_text="the journal entry")
    entity_id = models.UUIDField(help_text="what it is about")
    details = models.JSONField(default=dict, help_text="ids and statuses")
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True, help_text="when its mail was taken by a provider")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "recipient", "cause_id", "kind"],
                name="notification_once_per_cause",
                nulls_distinct=False,
            ),
        ]
        indexes: ClassVar = [
            models.Index("recipient", models.F("created_at").desc(), models.F("id").desc(), name="notification_newest"),
            models.Index("recipient", condition=Q(read_at=None), name="notification_unread"),
            models.Index("employer", "entity_id", name="notification_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NotificationPreference(TenantModel):
    """Where one person wants one kind; without a row the kind's own defaults hold."""

    person_path = "user_id"

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, related_name="+"
    )
    user = models.ForeignKey("employers.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=64)
    email = models.BooleanField()
    in_app = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["employer", "user", "kind"], name="preference_once_per_kind", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {'mail' if self.email else 'no mail'}"


class MailTemplate(TenantModel):
    """An employer's own words for one kind of mail to applicants. Without a row, or switched off, ours are sent."""

    kind = models.CharField(max_length=64, choices=ApplicantMail.choices)
    subject = models.CharField(max_length=MAX_SUBJECT, help_text="with placeholders")
    body = models.TextField(max_length=MAX_BODY, help_text="Markdown with placeholders")
    enabled = models.BooleanField(default=True)
    updated_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("mail template")
        verbose_name_plural = _("mail templates")
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "kind"], name="mail_template_once_per_kind"),
            models.CheckConstraint(condition=Q(kind__in=ApplicantMail.values), name="mail_template_kind_known"),
        ]

    def __str__(self) -> str:
        return str(ApplicantMail(self.kind).label)


class Mailing(TenantModel):
    """A recruiter's own message to several applicants: one mail each, which can be stopped until `sends_at`."""

    subject = models.CharField(max_length=MAX_SUBJECT, help_text="with placeholders")
    body = models.TextField(max_length=MAX_BODY, help_text="Markdown with placeholders")
    application_ids = ArrayField(models.UUIDField(), editable=False, help_text="whom it goes to")
    left_out = models.PositiveIntegerField(default=0, help_text="chosen, but not written to: erased, or refusing")
    sends_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, help_text="what had not been sent by then is not sent any more")
    actor_name = models.CharField(max_length=200)
    appointment = models.JSONField(null=True, editable=False, help_text="an `Appointment`, packed")
    created_by = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    run = models.ForeignKey("background.TaskRun", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("message to several")
        verbose_name_plural = _("messages to several")
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index("employer", models.F("created_at").desc(), models.F("id").desc(), name="mailing_newest"),
        ]

    def __str__(self) -> str:
        return self.subject


class MailingRefusal(TenantModel):
    """An applicant who wants no more messages to several from this employer."""

    applicant = models.ForeignKey("applicants.Applicant", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "applicant"], name="mailing_refusal_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Suppression(models.Model):
    """An address that is not written to, at no employer: it is the mailbox that is gone, or its owner who objects.

    A keyed digest stands for the address, so that the table tells nobody who is on it, and may outlive an erasure.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=16, choices=SuppressionReason.choices)
    source = models.CharField(_("told by"), max_length=16, help_text="the channel that told of it")
    detail = models.CharField(_("detail"), max_length=200, blank=True, help_text="the provider's code, no addresses")
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("blocked address")
        verbose_name_plural = _("blocked addresses")
        ordering: ClassVar = ["-since", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(reason__in=SuppressionReason.values), name="suppression_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]}…"


class ProviderEvent(models.Model):
    """What a mail provider has told us, by its own id: a second telling changes nothing."""

    id = models.CharField(primary_key=True, max_length=100)
    kind = models.CharField(max_length=64)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-received_at"]
        indexes: ClassVar = [models.Index("received_at", name="provider_event_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
