"""Writes of uploads. Files are promised and checked in `intake`, judged in `scans`, taken and swept in `keeping`."""

from hiretrack.uploads.services.checks import check_content, check_declared
from hiretrack.uploads.services.incoming import sweep_incoming
from hiretrack.uploads.services.intake import Presigned, complete, presign, store, store_copy
from hiretrack.uploads.services.keeping import UNUSABLE, claim, discard, release, remove_for_good, sweep_leftovers
from hiretrack.uploads.services.scans import conclude, scan, sweep_overdue
from hiretrack.uploads.services.serving import check_readable, download_url, drawing, keep, readable

__all__ = [
    "UNUSABLE",
    "Presigned",
    "check_content",
    "check_declared",
    "check_readable",
    "claim",
    "complete",
    "conclude",
    "discard",
    "download_url",
    "drawing",
    "keep",
    "presign",
    "readable",
    "release",
    "remove_for_good",
    "scan",
    "store",
    "store_copy",
    "sweep_incoming",
    "sweep_leftovers",
    "sweep_overdue",
]
