"""Applications, the log of their steps, and moves of many at once."""

from applications.models.applications import Application, ApplicationStage
from applications.models.bulk import MAX_DELAY_MINUTES, BulkMove, BulkMoveItem

__all__ = ["MAX_DELAY_MINUTES", "Application", "ApplicationStage", "BulkMove", "BulkMoveItem"]
