from shortlists.models.comparisons import ComparedApplicant, Comparison, ComparisonReport
from shortlists.models.lists import Shortlist, ShortlistEntry

__all__ = ["ComparedApplicant", "Comparison", "ComparisonReport", "Shortlist", "ShortlistEntry"]
