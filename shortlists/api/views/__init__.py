from shortlists.api.views.comparisons import ComparisonsView, ComparisonView, ReportView
from shortlists.api.views.feed import FeedView
from shortlists.api.views.lists import EntriesView, EntryView, ShortlistView
from shortlists.api.views.matches import MatchesView, SuggestView

__all__ = [
    "ComparisonView",
    "ComparisonsView",
    "EntriesView",
    "EntryView",
    "FeedView",
    "MatchesView",
    "ReportView",
    "ShortlistView",
    "SuggestView",
]
