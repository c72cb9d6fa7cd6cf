from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F
from django.utils import timezone

from applicants.choices import RemotePreference
from hiretrack.tenancy.people import PersonModel


class Profile(PersonModel):
    """What a candidate says of themselves, once for all employers. Name and address are the account's."""

    user = models.OneToOneField("employers.User", on_delete=models.CASCADE, related_name="+", editable=False)
    phone = models.CharField(max_length=32, blank=True, help_text="E.164")
    location = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    headline = models.CharField(max_length=200, blank=True)
    summary = models.TextField(max_length=5000, blank=True)
    links = models.JSONField(default=list, blank=True, help_text="list of {label, url}")
    skills = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True, help_text="BCP 47 tags")
    desired_title = models.CharField(max_length=200, blank=True)
    desired_locations = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    remote_preference = models.CharField(max_length=16, choices=RemotePreference.choices, default=RemotePreference.ANY)
    minimum_salary = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    salary_currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    resume = models.ForeignKey("uploads.Upload", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    more = models.JSONField(default=dict, blank=True, help_text="sections of JSON Resume that have no column here")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Profile {self.pk}"


class EqualOpportunityAnswers(PersonModel):
    """Held apart: nothing that an employer reads, a match or a search may touch this table."""

    user = models.OneToOneField("employers.User", on_delete=models.CASCADE, related_name="+", editable=False)
    gender = models.CharField(max_length=100, blank=True)
    ethnicity = models.CharField(max_length=100, blank=True)
    disability = models.CharField(max_length=100, blank=True)
    veteran_status = models.CharField(max_length=100, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "equal opportunity answers"

    def __str__(self) -> str:
        return f"Equal opportunity answers {self.pk}"


class Dated(PersonModel):
    """Dates as JSON Resume has them: a year, a month of it or a day (`2019`, `2019-06`, `2019-06-30`)."""

    start_date = models.CharField(max_length=10, blank=True)
    end_date = models.CharField(max_length=10, blank=True, help_text="empty while it goes on")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Education(Dated):
    institution = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    area = models.CharField(max_length=200, blank=True)
    study_type = models.CharField(max_length=200, blank=True)
    score = models.CharField(max_length=100, blank=True)
    courses = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-start_date", "-id"]
        indexes: ClassVar = [models.Index("user", F("start_date").desc(), F("id").desc(), name="education_of_user")]
        verbose_name_plural = "education"

    def __str__(self) -> str:
        return f"Education {self.pk}"


class WorkExperience(Dated):
    company = models.CharField(max_length=200)
    company_description = models.CharField(max_length=500, blank=True, help_text="what the company does")
    position = models.CharField(max_length=200, blank=True)
    location = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    summary = models.TextField(max_length=5000, blank=True)
    highlights = ArrayField(models.CharField(max_length=1000), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-start_date", "-id"]
        indexes: ClassVar = [models.Index("user", F("start_date").desc(), F("id").desc(), name="experience_of_user")]
        verbose_name_plural = "work experience"

    def __str__(self) -> str:
        return f"Work experience {self.pk}"
