"""Writes: each one transaction in the employer's scope, with one journal entry; and scans."""

from jobs.sourcing.services.boards import change_board, create_board, delete_board, lock_board
from jobs.sourcing.services.listings import (
    adopt_listing,
    hide_listing,
    hide_listings,
    read_listing,
    read_listings,
    unhide_listing,
    unhide_listings,
)
from jobs.sourcing.services.running import run_scan
from jobs.sourcing.services.starting import call, claim_due_boards, start_scan, sweep
from jobs.sourcing.services.turns import in_turn

__all__ = [
    "adopt_listing",
    "call",
    "change_board",
    "claim_due_boards",
    "create_board",
    "delete_board",
    "hide_listing",
    "hide_listings",
    "in_turn",
    "lock_board",
    "read_listing",
    "read_listings",
    "run_scan",
    "start_scan",
    "sweep",
    "unhide_listing",
    "unhide_listings",
]
