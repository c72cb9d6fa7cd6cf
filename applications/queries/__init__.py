"""Reads of applications, within the open scope. Lists and details are one query each; their rows are dicts."""

from applications.queries.filtering import ApplicationFilter, current, matching
from applications.queries.known import entries_of, is_told, known, told_at, told_steps
from applications.queries.lookup import (
    application_exists,
    earlier_application,
    found,
    has_moved_on,
    has_sent,
    job_exists,
    journal,
    open_bulk_moves,
    reached,
    version_of,
    with_stage_times,
)
from applications.queries.mine import MINE_ORDERING, my_application, my_applications, shaped_mine
from applications.queries.notes import NOTE_ORDERING, colleagues, named_in, note, notes, shaped_note
from applications.queries.shown import (
    EXPANSIONS,
    ORDERING,
    SELECTABLE,
    listed,
    one,
    shaped,
    shaped_stage,
    stages,
)
from applications.queries.tracking import status_page

__all__ = [
    "EXPANSIONS",
    "MINE_ORDERING",
    "NOTE_ORDERING",
    "ORDERING",
    "SELECTABLE",
    "ApplicationFilter",
    "application_exists",
    "colleagues",
    "current",
    "earlier_application",
    "entries_of",
    "found",
    "has_moved_on",
    "has_sent",
    "is_told",
    "job_exists",
    "journal",
    "known",
    "listed",
    "matching",
    "my_application",
    "my_applications",
    "named_in",
    "note",
    "notes",
    "one",
    "open_bulk_moves",
    "reached",
    "shaped",
    "shaped_mine",
    "shaped_note",
    "shaped_stage",
    "stages",
    "status_page",
    "told_at",
    "told_steps",
    "version_of",
    "with_stage_times",
]
