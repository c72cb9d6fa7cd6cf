"""Looking for candidates: what is asked, who is found, where the words stand, and searches that are kept."""

from applicants.searches.criteria import PERIODS, Criteria, CriteriaSort
from applicants.searches.finding import counted, newest_applications, ranked
from applicants.searches.saving import change_search, delete_search, save_search
from applicants.searches.stored import saved_search, saved_searches, shown_search
from applicants.searches.words import Words, words_of

__all__ = [
    "PERIODS",
    "Criteria",
    "CriteriaSort",
    "Words",
    "change_search",
    "counted",
    "delete_search",
    "newest_applications",
    "ranked",
    "save_search",
    "saved_search",
    "saved_searches",
    "shown_search",
    "words_of",
]
