"""Headings that CVs use, in English, German and French."""

from __future__ import annotations

import re
from enum import StrEnum


class Section(StrEnum):
    EXPERIENCE = "experience"
    EDUCATION = "education"
    OTHER = "other"


_WORDS = {
    Section.EXPERIENCE: "(work|professional|employment|career)? ?(experience|history|employment)|positions?( held)?|"
    "berufserfahrung|beruflicher werdegang|berufspraxis|berufliche stationen|praktika|"
    "expériences?( professionnelles?)?|parcours professionnel",
    Section.EDUCATION: "education( and training)?|academic background|studies|qualifications|"
    "ausbildung|bildungsweg|bildung|studium|schulbildung|akademischer werdegang|formations?|études|éducation",
    Section.OTHER: "summary|profile?|about( me)?|objective|skills?|technical skills|skills and technologies|"
    "technologies|tools|languages?|interests|hobbies|activities|projects?|publications|awards|certificat(es|ions)|references|"
    "contact|volunteering|research projects|relevant repositories|software programs|it development|status|fields|"
    "operating systems|zusammenfassung|kurzprofil|profil|kenntnisse|fähigkeiten|kompetenzen|sprachen|interessen|"
    "hobbys|projekte|publikationen|auszeichnungen|zertifikate|kontakt|compétences|langues|loisirs|activités|projets",
}
_PATTERNS = {section: re.compile(rf"(?:{words})\s*:?", re.IGNORECASE) for section, words in _WORDS.items()}
LONGEST = 45


def heading(line: str) -> Section | None:
    """Which section a line that is nothing but a heading opens."""
    plain = re.sub(r"[^\w &/:-]", " ", line).strip(" -:/&")
    if not plain or len(plain) > LONGEST:
        return None
    return next((section for section, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)
