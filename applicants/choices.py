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


class TrackedSort(models.TextChoices):
    NEWEST = "newest", "Newest first"
    OLDEST = "oldest", "Oldest first"
    COMPANY = "company", "By company"
    UPDATED = "updated", "Last changed first"


class AlertFrequency(models.TextChoices):
    DAILY = "daily", "Daily"
    WEEKLY = "weekly", "Weekly"


class ApplicantSort(models.TextChoices):
    NEWEST = "newest", "Newest first"
    OLDEST = "oldest", "Oldest first"


class ImportFormat(models.TextChoices):
    CSV = "csv", "CSV"
    NDJSON = "ndjson", "NDJSON"
    JSON_RESUME = "json_resume", "JSON Resume"


class OnExisting(models.TextChoices):
    UPDATE = "update", "Bring up to date"
    SKIP = "skip", "Leave as it is"


class ErasureReason(models.TextChoices):
    REQUEST = "request", "The person asked for it"
    CONSENT_WITHDRAWN = "consent_withdrawn", "The person withdrew their consent"
    ACCOUNT_CLOSED = "account_closed", "The person closed their account"
    RETENTION = "retention", "The retention time is over"
    OTHER = "other", "Another reason"
