from shortlists.api.views.comparisons import ComparisonsView, ComparisonView, ReportView
from shortlists.api.views.lists import EntriesView, EntryView, ShortlistView

__all__ = ["ComparisonView", "ComparisonsView", "EntriesView", "EntryView", "ReportView", "ShortlistView"]
