from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hiretrack.tenancy.rows import TenantModel
from jobs.choices import EmploymentType, JobStatus, SalaryPeriod


class Job(TenantModel):
    """An opening. Published ones are public; a closed one leaves every public place."""

    public_rows = Q(status=JobStatus.PUBLISHED)

    title = models.CharField(max_length=200)
    description_md = models.TextField(blank=True, max_length=50_000)
    company = models.CharField(max_length=200, blank=True, help_text="shown instead of the employer's name")
    department = models.CharField(max_length=100, blank=True)
    location = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    remote = models.BooleanField(default=False)
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True, help_text="BCP 47 tags")
    tags = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    employment_type = models.CharField(max_length=16, choices=EmploymentType.choices, default=EmploymentType.FULL_TIME)
    salary_min = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    salary_max = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    salary_currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    salary_period = models.CharField(max_length=8, choices=SalaryPeriod.choices, blank=True)
    status = models.CharField(max_length=16, choices=JobStatus.choices, default=JobStatus.DRAFT, editable=False)
    questions = models.JSONField(default=list, blank=True)
    external_id = models.CharField(max_length=200, blank=True, help_text="the row's id where it was imported from")
    published_at = models.DateTimeField(null=True, editable=False)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        "employers.User", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.status == JobStatus.PUBLISHED
