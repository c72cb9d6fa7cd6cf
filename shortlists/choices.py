from __future__ import annotations

from django.db import models

MAX_ENTRIES = 500
MAX_NOTES = 5_000
FEWEST_COMPARED, MOST_COMPARED = 2, 6


class Section(models.TextChoices):
    """The parts of a comparison's report, in their order."""

    FACTS = "facts", "Facts"
    SKILLS = "skills", "Skills"
    LANGUAGES = "languages", "Languages"
    ANSWERS = "answers", "Answers"
    STAGES = "stages", "Stages"
    SHORTLIST = "shortlist", "Shortlist"


class ComparisonState(models.TextChoices):
    """How far a comparison's report is."""

    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"
    REMOVED = "removed", "Removed"


class ReportFormat(models.TextChoices):
    HTML = "html", "HTML"
    PDF = "pdf", "PDF"


MEDIA_TYPES = {ReportFormat.HTML: "text/html", ReportFormat.PDF: "application/pdf"}
