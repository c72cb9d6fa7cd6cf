"""What fits a candidate: facts of openings and of people, and the best of each person's comparisons."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.choices import RemotePreference
from hiretrack.tenancy.people import PersonModel
from hiretrack.tenancy.rows import TenantModel
from shortlists.models.facts import STALE

_PERCENT = [MaxValueValidator(100)]
_ONE_OF = Q(job=None) ^ Q(listing=None)


class OpeningFacts(TenantModel):
    """What is asked for by a published job, or by a listing that candidates may see. Version 0, or that of older
    rules: to be read again, and to be compared with everybody."""

    job = models.ForeignKey("jobs.Job", on_delete=models.CASCADE, null=True, related_name="+")
    listing = models.ForeignKey("sourcing.Listing", on_delete=models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=300)
    skills = ArrayField(models.CharField(max_length=100), default=list, help_text="the heaviest first")
    weights = ArrayField(models.FloatField(), default=list, help_text="of each of the skills")
    location = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True)
    remote = models.BooleanField(default=False)
    salary_yearly = models.DecimalField(max_digits=16, decimal_places=2, null=True, help_text="the top of its range")
    salary_currency = models.CharField(max_length=3, blank=True)
    source = models.CharField(
        max_length=64, blank=True, help_text="which state was read: a listing's content hash, a job's time of change"
    )
    version = models.PositiveSmallIntegerField(default=STALE, help_text="of the rules that read it")
    marked_at = models.DateTimeField(default=timezone.now, help_text="when it was last read, or became stale")

    class Meta:
        verbose_name = _("facts of an opening")
        verbose_name_plural = _("facts of openings")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["employer", "job"], name="opening_facts_once_per_job"),
            models.UniqueConstraint(fields=["employer", "listing"], name="opening_facts_once_per_listing"),
            models.CheckConstraint(condition=_ONE_OF, name="opening_facts_of_one"),
        ]
        indexes: ClassVar = [models.Index("version", "marked_at", name="opening_facts_stale")]

    def __str__(self) -> str:
        return f"Facts of {self.job_id or self.listing_id}"


class ProfileFacts(PersonModel):
    """What matching knows of a candidate's profile and résumé. Version 0, or that of older rules: to be read again,
    and to be compared with every opening."""

    user = models.OneToOneField("employers.User", on_delete=models.CASCADE, related_name="+", editable=False)
    skills = ArrayField(models.CharField(max_length=100), default=list)
    titles = ArrayField(models.CharField(max_length=200), default=list)
    places = ArrayField(models.CharField(max_length=200), default=list)
    remote_preference = models.CharField(max_length=16, choices=RemotePreference.choices, default=RemotePreference.ANY)
    minimum_salary = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    salary_currency = models.CharField(max_length=3, blank=True)
    floor = models.SmallIntegerField(default=-1, help_text="the lowest score that is kept, once as many are as may be")
    version = models.PositiveSmallIntegerField(default=STALE, help_text="of the rules that read them")
    marked_at = models.DateTimeField(default=timezone.now, help_text="when they were last read, or became stale")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index("version", "marked_at", name="profile_facts_stale")]
        verbose_name_plural = "profile facts"

    def __str__(self) -> str:
        return f"Facts of profile {self.user_id}"


class ProfileMatch(PersonModel):
    """A candidate against one opening, which of the two kinds it may be. See `Match` for its numbers."""

    job = models.ForeignKey("jobs.Job", on_delete=models.CASCADE, null=True, related_name="+")
    listing = models.ForeignKey("sourcing.Listing", on_delete=models.CASCADE, null=True, related_name="+")
    score = models.PositiveSmallIntegerField(validators=_PERCENT)
    keywords = models.PositiveSmallIntegerField(validators=_PERCENT)
    title = models.PositiveSmallIntegerField(validators=_PERCENT)
    location = models.PositiveSmallIntegerField(validators=_PERCENT)
    evidence = models.JSONField(default=dict, help_text="see `matching.scoring`; `ours` is the opening's")
    version = models.PositiveSmallIntegerField(help_text="of the rules that computed it")
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        verbose_name_plural = "profile matches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "job"], name="profile_match_once_per_job"),
            models.UniqueConstraint(fields=["user", "listing"], name="profile_match_once_per_listing"),
            models.CheckConstraint(condition=_ONE_OF, name="profile_match_of_one"),
            models.CheckConstraint(
                condition=Q(score__lte=100, keywords__lte=100, title__lte=100, location__lte=100),
                name="profile_match_in_percent",
            ),
        ]
        indexes: ClassVar = [models.Index("user", F("score").desc(), F("id"), name="profile_match_best")]

    def __str__(self) -> str:
        return f"{self.score} %"
