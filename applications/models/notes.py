from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application
from hiretrack.tenancy.rows import TenantModel

MAX_BODY = 5_000


class ApplicationNote(TenantModel):
    """What somebody of the employer has written about an application; candidates never see it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="note_log")
    author = models.ForeignKey("employers.User", on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200, help_text="stays when the account goes")
    body = models.TextField(max_length=MAX_BODY)
    mentions = ArrayField(models.UUIDField(), default=list, blank=True, help_text="users of the back office, by id")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index("employer", "application", F("created_at").desc(), F("id").desc(), name="note_of_application"),
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"
