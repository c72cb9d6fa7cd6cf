from shortlists.services.comparisons import create_comparison, delete_comparison, resend_waiting
from shortlists.services.entries import add_entry, change_entry, remove_entry
from shortlists.services.matching import (
    applicant_of,
    holders_of_cv,
    mark_applicant,
    mark_job,
    mark_unscored,
    match_applicant,
    match_job,
)
from shortlists.services.replacing import replace_entries
from shortlists.services.suggesting import suggest_entries, suggestions
from shortlists.services.sweeping import send_stale

__all__ = [
    "add_entry",
    "applicant_of",
    "change_entry",
    "create_comparison",
    "delete_comparison",
    "holders_of_cv",
    "mark_applicant",
    "mark_job",
    "mark_unscored",
    "match_applicant",
    "match_job",
    "remove_entry",
    "replace_entries",
    "resend_waiting",
    "send_stale",
    "suggest_entries",
    "suggestions",
]
