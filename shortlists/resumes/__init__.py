"""The text of a CV, read into contact, experience, education, skills and languages. It decides and stores nothing."""

from __future__ import annotations

from shortlists.matching.taxonomy import taxonomy
from shortlists.resumes.contact import contact_of
from shortlists.resumes.entries import entries_of
from shortlists.resumes.languages import is_language, languages_of
from shortlists.resumes.shape import Contact, Entry, Period, Resume

MOST_LINES, LONGEST_LINE = 1_500, 500
LINES_ABOUT_A_PERSON = 200
"""Of these, about three pages, `contact_in` reads the address of whoever wrote them."""

__all__ = ["Contact", "Entry", "Period", "Resume", "contact_in", "parse"]


def parse(text: str) -> Resume:
    """Never raises; what is not recognised is left out."""
    lines = _lines(text, MOST_LINES)
    experience, education = entries_of(lines)
    skills = [skill for skill in taxonomy().skills_in(text) if not is_language(skill)]
    return Resume(contact_of(lines), experience, education, skills, languages_of(lines))


def contact_in(text: str) -> Contact:
    """Who a CV is of, and no more: quick enough for a page that waits for it. Never raises."""
    return contact_of(_lines(text, LINES_ABOUT_A_PERSON))


def _lines(text: str, most: int) -> list[str]:
    return [line.strip()[:LONGEST_LINE] for line in text.splitlines() if line.strip()][:most]
