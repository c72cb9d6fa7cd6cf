from shortlists.models.comparisons import ComparedApplicant, Comparison, ComparisonReport
from shortlists.models.lists import Shortlist, ShortlistEntry
from shortlists.models.matches import Match

__all__ = ["ComparedApplicant", "Comparison", "ComparisonReport", "Match", "Shortlist", "ShortlistEntry"]
