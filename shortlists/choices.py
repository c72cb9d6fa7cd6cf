from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_ENTRIES = 500
MAX_NOTES = 5_000
MOST_SUGGESTED, SUGGESTED, SUGGESTED_FROM = 50, 10, 50
"""How many applicants are put on a list at once, and from which score on unless it is said."""
FEWEST_COMPARED, MOST_COMPARED = 2, 6


class Section(models.TextChoices):
    """The parts of a comparison's report, in their order."""

    FACTS = "facts", _("Facts")
    SKILLS = "skills", _("Skills")
    LANGUAGES = "languages", _("Languages")
    ANSWERS = "answers", _("Answers")
    STAGES = "stages", _("Stages")
    SHORTLIST = "shortlist", _("Shortlist")


class ComparisonState(models.TextChoices):
    """How far a comparison's report is."""

    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    REMOVED = "removed", _("Removed")


class ReportFormat(models.TextChoices):
    HTML = "html", "HTML"
    PDF = "pdf", "PDF"


MEDIA_TYPES = {ReportFormat.HTML: "text/html", ReportFormat.PDF: "application/pdf"}


class OpeningKind(models.TextChoices):
    """What a candidate is compared with."""

    JOB = "job", _("Job")
    LISTING = "listing", _("Listing")
