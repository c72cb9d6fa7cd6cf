from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from hiretrack.tenancy.rows import TenantModel


class Applicant(TenantModel):
    """A person known to one employer. The same person at two employers is two applicants that know nothing of each other."""

    person_path = "user_id"

    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=32, blank=True, help_text="E.164")
    location = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=200, blank=True)
    cv = models.ForeignKey("uploads.Upload", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    links = models.JSONField(default=list, blank=True, help_text="list of {label, url}")
    skills = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True, help_text="BCP 47 tags")
    tags = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    consent = models.JSONField(default=dict, blank=True, help_text="{purpose, given_at, policy_version, source}")
    user = models.ForeignKey(
        "employers.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "employer", Lower("email"), condition=Q(merged_into=None), name="applicant_email_per_employer"
            ),
        ]
        indexes: ClassVar = [
            models.Index("employer", models.F("created_at").desc(), models.F("id").desc(), name="applicant_newest"),
            models.Index("user", condition=Q(user__isnull=False), name="applicant_user"),
        ]

    def __str__(self) -> str:
        return self.name
