"""Applications, the log of their steps, notes about them, and moves of many at once."""

from applications.models.applications import Application, ApplicationStage
from applications.models.bulk import MAX_DELAY_MINUTES, BulkMove, BulkMoveItem
from applications.models.notes import MAX_BODY, ApplicationNote

__all__ = [
    "MAX_BODY",
    "MAX_DELAY_MINUTES",
    "Application",
    "ApplicationNote",
    "ApplicationStage",
    "BulkMove",
    "BulkMoveItem",
]
