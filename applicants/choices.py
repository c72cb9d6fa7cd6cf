from django.db import models
from django.utils.translation import gettext_lazy as _


class RemotePreference(models.TextChoices):
    ANY = "any", _("Any")
    REMOTE = "remote", _("Remote only")
    HYBRID = "hybrid", _("Partly remote")
    ON_SITE = "on_site", _("On site")


class TrackedStatus(models.TextChoices):
    APPLIED = "applied", _("Applied")
    INTERVIEWING = "interviewing", _("Interviewing")
    OFFERED = "offered", _("Offered")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ARCHIVED = "archived", _("Archived")


class AppliedVia(models.TextChoices):
    MANUAL = "manual", _("Entered by hand")
    EXTENSION = "extension", _("Browser extension")


class TrackedSort(models.TextChoices):
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    COMPANY = "company", _("By company")
    UPDATED = "updated", _("Last changed first")


class AlertFrequency(models.TextChoices):
    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")


class ApplicantSort(models.TextChoices):
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")


class ImportFormat(models.TextChoices):
    CSV = "csv", "CSV"
    NDJSON = "ndjson", "NDJSON"
    JSON_RESUME = "json_resume", "JSON Resume"


class OnExisting(models.TextChoices):
    UPDATE = "update", _("Bring up to date")
    SKIP = "skip", _("Leave as it is")


class ErasureReason(models.TextChoices):
    REQUEST = "request", _("The person asked for it")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("The person withdrew their consent")
    ACCOUNT_CLOSED = "account_closed", _("The person closed their account")
    RETENTION = "retention", _("The retention time is over")
    OTHER = "other", _("Another reason")
