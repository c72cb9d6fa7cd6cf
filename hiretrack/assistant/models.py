from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiretrack.assistant.choices import Kind, Outcome
from hiretrack.tenancy.rows import TenantModel


class AssistantRun(TenantModel):
    """One use of the assistant: who, what for, what it cost and how it ended. Never what was asked or written.

    `employer` is empty for a candidate's own.
    """

    person_path = "user_id"

    employer = models.ForeignKey(  # type: ignore[assignment]
        "employers.Employer", on_delete=models.CASCADE, null=True, blank=True, related_name="+", editable=False
    )
    user = models.ForeignKey(
        "employers.User", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    api_key_id = models.UUIDField(null=True, editable=False, help_text="of the program that asked; keys may go")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    provider = models.CharField(max_length=32)
    model = models.CharField(_("model"), max_length=100)
    prompt = models.CharField(_("prompt"), max_length=40, help_text="name and version, such as answer-1")
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices)
    input_tokens = models.PositiveIntegerField(_("tokens read"), default=0)
    output_tokens = models.PositiveIntegerField(_("tokens written"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    duration_ms = models.PositiveIntegerField(_("milliseconds"), default=0)
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("use of the assistant")
        verbose_name_plural = _("uses of the assistant")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="assistant_run_kind_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="assistant_run_outcome_known"),
        ]
        indexes: ClassVar = [
            models.Index("employer", F("created_at").desc(), F("id").desc(), name="assistant_run_newest"),
            models.Index("created_at", name="assistant_run_age"),
            models.Index("user", F("created_at").desc(), name="assistant_run_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d %H:%M}"
