from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from applicants.choices import AlertFrequency, AppliedVia, TrackedStatus
from hiretrack.tenancy.people import PersonModel


class TrackedApplication(PersonModel):
    """An application that the candidate made elsewhere and follows here."""

    company = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    listing = models.ForeignKey(
        "sourcing.Listing",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="where it was found here, if it was",
    )
    location = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=16, choices=TrackedStatus.choices, default=TrackedStatus.APPLIED)
    notes = models.TextField(max_length=20_000, blank=True)
    applied_via = models.CharField(max_length=16, choices=AppliedVia.choices, default=AppliedVia.MANUAL)
    applied_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-applied_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=TrackedStatus.values), name="tracked_status_known"),
        ]
        indexes: ClassVar = [
            models.Index("user", F("applied_at").desc(), F("id").desc(), name="tracked_newest"),
            models.Index("user", "status", F("applied_at").desc(), F("id").desc(), name="tracked_by_status"),
        ]

    def __str__(self) -> str:
        return f"Tracked application {self.pk}"


class TrackedApplicationLog(PersonModel):
    tracked = models.ForeignKey(TrackedApplication, on_delete=models.CASCADE, related_name="log")
    from_status = models.CharField(max_length=16, choices=TrackedStatus.choices, blank=True)
    status = models.CharField(max_length=16, choices=TrackedStatus.choices)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["changed_at", "id"]
        indexes: ClassVar = [models.Index("tracked", "changed_at", name="tracked_log")]

    def __str__(self) -> str:
        return f"{self.from_status or 'start'} → {self.status}"


class JobAlert(PersonModel):
    """A saved search over the public jobs, whose new finds come by mail."""

    name = models.CharField(max_length=200)
    search = models.JSONField(default=dict, help_text="parameters of GET /v1/public/jobs")
    frequency = models.CharField(max_length=8, choices=AlertFrequency.choices, default=AlertFrequency.DAILY)
    is_active = models.BooleanField(default=True)
    last_sent_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index("user", F("created_at").desc(), F("id").desc(), name="alert_of_user"),
            models.Index("last_sent_at", condition=Q(is_active=True), name="alert_due"),
        ]

    def __str__(self) -> str:
        return f"Job alert {self.pk}"
