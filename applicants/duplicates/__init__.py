"""Which applicants are probably one person, and that somebody has said they are not."""

from applicants.duplicates.evidence import LABELS, THRESHOLD, Evidence, Likeness
from applicants.duplicates.looking import LookedThrough, latest_look, start_look
from applicants.duplicates.suggesting import Suggestion, likely, suggestions
from applicants.duplicates.telling_apart import tell_apart

__all__ = [
    "LABELS",
    "THRESHOLD",
    "Evidence",
    "Likeness",
    "LookedThrough",
    "Suggestion",
    "latest_look",
    "likely",
    "start_look",
    "suggestions",
    "tell_apart",
]
