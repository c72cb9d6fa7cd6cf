from shortlists.models.comparisons import ComparedApplicant, Comparison, ComparisonReport
from shortlists.models.facts import MatchingFacts
from shortlists.models.feed import OpeningFacts, ProfileFacts, ProfileMatch
from shortlists.models.lists import Shortlist, ShortlistEntry
from shortlists.models.matches import Match

__all__ = [
    "ComparedApplicant",
    "Comparison",
    "ComparisonReport",
    "Match",
    "MatchingFacts",
    "OpeningFacts",
    "ProfileFacts",
    "ProfileMatch",
    "Shortlist",
    "ShortlistEntry",
]
