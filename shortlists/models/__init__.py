from shortlists.models.comparisons import ComparedApplicant, Comparison, ComparisonReport
from shortlists.models.facts import MatchingFacts
from shortlists.models.lists import Shortlist, ShortlistEntry
from shortlists.models.matches import Match

__all__ = [
    "ComparedApplicant",
    "Comparison",
    "ComparisonReport",
    "Match",
    "MatchingFacts",
    "Shortlist",
    "ShortlistEntry",
]
