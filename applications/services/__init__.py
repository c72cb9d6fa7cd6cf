"""Writes of applications: received, added and made by candidates, moved one by one or in bulk, annotated, discussed."""

from applications.services.added import Added, add_application
from applications.services.bulk import (
    Plan,
    outcomes,
    plan_bulk_move,
    start_bulk_move,
    start_undo,
    undo_until,
)
from applications.services.data import ApplyData
from applications.services.edits import annotate
from applications.services.linked import acting_on, add_document, erase_by_link, withdraw_by_link
from applications.services.moves import Step, move, reopen, withdraw
from applications.services.notes import add_note, delete_note, edit_note
from applications.services.own import apply_as
from applications.services.received import Receipt, apply, receive
from applications.services.telling import told_now
from applications.services.waiting import keep_untold, tell_now, undo_untold

__all__ = [
    "Added",
    "ApplyData",
    "Plan",
    "Receipt",
    "Step",
    "acting_on",
    "add_application",
    "add_document",
    "add_note",
    "annotate",
    "apply",
    "apply_as",
    "delete_note",
    "edit_note",
    "erase_by_link",
    "keep_untold",
    "move",
    "outcomes",
    "plan_bulk_move",
    "receive",
    "reopen",
    "start_bulk_move",
    "start_undo",
    "tell_now",
    "told_now",
    "undo_until",
    "undo_untold",
    "withdraw",
    "withdraw_by_link",
]
