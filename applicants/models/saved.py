from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils import timezone

from hiretrack.tenancy.people import PersonModel


class SavedJob(PersonModel):
    """A job that the candidate wants to come back to. What it was called stays readable once it is closed."""

    job = models.ForeignKey("jobs.Job", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "job"], name="saved_job_once")]
        indexes: ClassVar = [models.Index("user", F("created_at").desc(), F("id").desc(), name="saved_newest")]

    def __str__(self) -> str:
        return f"Saved job {self.pk}"
