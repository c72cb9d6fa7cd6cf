from django.db import models


class RemotePreference(models.TextChoices):
    ANY = "any", "Any"
    REMOTE = "remote", "Remote only"
    HYBRID = "hybrid", "Partly remote"
    ON_SITE = "on_site", "On site"


class TrackedStatus(models.TextChoices):
    APPLIED = "applied", "Applied"
    INTERVIEWING = "interviewing", "Interviewing"
    OFFERED = "offered", "Offered"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ARCHIVED = "archived", "Archived"


class AppliedVia(models.TextChoices):
    MANUAL = "manual", "Entered by hand"
    EXTENSION = "extension", "Browser extension"


class AlertFrequency(models.TextChoices):
    DAILY = "daily", "Daily"
    WEEKLY = "weekly", "Weekly"
