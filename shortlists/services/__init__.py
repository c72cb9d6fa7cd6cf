from shortlists.services.comparisons import create_comparison, delete_comparison, resend_waiting
from shortlists.services.entries import add_entry, change_entry, remove_entry
from shortlists.services.feed.finding import FOUND
from shortlists.services.feed.marking import mark_opening, mark_people
from shortlists.services.feed.sweeping import FEED
from shortlists.services.marking import applicant_of, holders_of_cv, mark_applicant, mark_job, mark_shortlist
from shortlists.services.matching import match_applicant, match_applicants, match_pairs
from shortlists.services.replacing import replace_entries
from shortlists.services.suggesting import suggest_entries, suggestions
from shortlists.services.sweeping import SCORES

__all__ = [
    "FEED",
    "FOUND",
    "SCORES",
    "add_entry",
    "applicant_of",
    "change_entry",
    "create_comparison",
    "delete_comparison",
    "holders_of_cv",
    "mark_applicant",
    "mark_job",
    "mark_opening",
    "mark_people",
    "mark_shortlist",
    "match_applicant",
    "match_applicants",
    "match_pairs",
    "remove_entry",
    "replace_entries",
    "resend_waiting",
    "suggest_entries",
    "suggestions",
]
