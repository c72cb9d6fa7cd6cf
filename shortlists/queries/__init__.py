"""Reads of shortlists and comparisons, within the open scope."""

from shortlists.queries.comparisons import comparison, comparisons, report_of, shown_comparison
from shortlists.queries.lists import entries, entry, shortlist_of, shown_entry

__all__ = [
    "comparison",
    "comparisons",
    "entries",
    "entry",
    "report_of",
    "shortlist_of",
    "shown_comparison",
    "shown_entry",
]
