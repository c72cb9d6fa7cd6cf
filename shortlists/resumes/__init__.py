"""The text of a CV, read into contact, experience, education and skills. It decides nothing and stores nothing."""

from __future__ import annotations

from shortlists.matching.taxonomy import taxonomy
from shortlists.resumes.contact import contact_of
from shortlists.resumes.entries import entries_of
from shortlists.resumes.shape import Contact, Entry, Period, Resume

MOST_LINES, LONGEST_LINE = 1_500, 500

__all__ = ["Contact", "Entry", "Period", "Resume", "parse"]


def parse(text: str) -> Resume:
    """Never raises; what is not recognised is left out."""
    lines = [line.strip()[:LONGEST_LINE] for line in text.splitlines() if line.strip()][:MOST_LINES]
    experience, education = entries_of(lines)
    return Resume(contact_of(lines), experience, education, list(taxonomy().skills_in(text)))
