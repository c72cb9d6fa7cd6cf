from shortlists.services.comparisons import create_comparison, delete_comparison, resend_waiting
from shortlists.services.entries import add_entry, change_entry, remove_entry
from shortlists.services.replacing import replace_entries

__all__ = [
    "add_entry",
    "change_entry",
    "create_comparison",
    "delete_comparison",
    "remove_entry",
    "replace_entries",
    "resend_waiting",
]
