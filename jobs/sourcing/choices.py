from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardKind(models.TextChoices):
    GREENHOUSE = "greenhouse", _("Greenhouse")
    LEVER = "lever", _("Lever")
    ASHBY = "ashby", _("Ashby")
    FEED = "feed", _("RSS or Atom feed")
    JOBPOSTING = "jobposting", _("Pages with schema.org JobPosting")
    HTML = "html", _("Web page, read by CSS selectors")
    RENDERED = "rendered", _("Web page that needs JavaScript")


class ScanState(models.TextChoices):
    """`partial`: some pages could not be read. What was read is kept, and nothing counts as gone because of it."""

    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    COMPLETE = "complete", _("Complete")
    UNCHANGED = "unchanged", _("Unchanged")
    PARTIAL = "partial", _("Partial")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (ScanState.QUEUED, ScanState.RUNNING)
WHOLE = (ScanState.COMPLETE, ScanState.UNCHANGED)
"""Those that saw all that the board offers."""
TRANSITIONS: dict[ScanState, frozenset[ScanState]] = {
    ScanState.QUEUED: frozenset({ScanState.RUNNING, ScanState.FAILED, ScanState.CANCELLED}),
    ScanState.RUNNING: frozenset(
        {ScanState.COMPLETE, ScanState.UNCHANGED, ScanState.PARTIAL, ScanState.FAILED, ScanState.CANCELLED}
    ),
}


class Trigger(models.TextChoices):
    SCHEDULE = "schedule", _("Schedule")
    MANUAL = "manual", _("By hand")


class FoundAs(models.TextChoices):
    """What a scan found a listing to be; each is counted as one of them."""

    SAME = "same", _("As before")
    ADDED = "added", _("New")
    CHANGED = "changed", _("Changed")
    RETURNED = "returned", _("Back again")


class ListingSort(models.TextChoices):
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    RELEVANCE = "relevance", _("Most relevant first")
    SCORE = "score", _("Best fitting first")
