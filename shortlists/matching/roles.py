"""Words of job titles: ranks, roles, synonyms, and which words speak of one field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "titles.txt"


def _read() -> dict[str, dict[str, list[str]]]:
    """The file's sections: each line's name with its words."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    section = ""
    for line in _lines():
        if line.startswith("["):
            section = line.strip("[]")
            continue
        name, _, words = line.partition(": ")
        found[section][name] = words.split(", ")
    return found


def _lines() -> Iterator[str]:
    text = re.sub(r"\n\s+", " ", re.sub(r"(?m)^#.*\n|^\n", "", DATA.read_text("utf-8")))
    yield from text.splitlines()


def _plain(section: str) -> dict[str, str]:
    return {other: plain for plain, others in _READ[section].items() for other in others}


def _groups(section: str) -> dict[str, frozenset[str]]:
    """The groups (by their names) that each word is in."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, words in _READ[section].items():
        for word in words:
            found[word].add(name)
    return {word: frozenset(names) for word, names in found.items()}


_READ = _read()
PHRASES, WORDS, FIELDS = _plain("phrases"), _plain("words"), _groups("fields")
ROLES, EMPTY_WORDS = frozenset(_READ["roles"]["roles"]), frozenset(_READ["empty"]["empty"])

LEVELS = {
    "intern": 0, "internship": 0, "trainee": 0, "apprentice": 0, "praktikant": 0, "student": 0, "stagiaire": 0,
    "junior": 1, "jr": 1, "jnr": 1, "graduate": 1, "entry": 1, "associate": 1, "early": 1, "i": 1,
    "mid": 2, "intermediate": 2, "ii": 2,
    "senior": 3, "sr": 3, "snr": 3, "iii": 3, "experienced": 3, "iv": 3,
    "staff": 4, "lead": 4, "v": 4,
    "principal": 5, "distinguished": 6, "fellow": 6,
}  # fmt: skip
ROLE_LEVELS = {"manager": 4, "head": 6, "director": 6, "president": 7, "chief": 8, "officer": 3, "founder": 7}
"""The rank that a role has by itself."""
UNSAID = 2
NAMES = ("intern", "junior", "mid", "senior", "staff", "principal", "director", "vice president", "chief")
"""Of the ranks from 0."""

LEADING = frozenset({"manager", "director", "head", "president", "chief", "lead", "vice", "supervisor"})
KIN = {
    frozenset(pair.split("/")): value
    for pair, value in {
        "scientist/researcher": 0.9, "scientist/analyst": 0.6, "analyst/consultant": 0.4, "analyst/specialist": 0.5,
        "engineer/architect": 0.7, "engineer/consultant": 0.4, "engineer/administrator": 0.5, "engineer/scientist": 0.4,
        "engineer/technician": 0.5, "consultant/architect": 0.5, "consultant/specialist": 0.5, "engineer/intern": 0.4,
        "manager/director": 0.6, "manager/head": 0.6, "director/head": 0.9, "manager/lead": 0.7, "director/president":
        0.6, "executive/representative": 0.7, "executive/manager": 0.5, "manager/partner": 0.4, "lead/head": 0.6,
        "specialist/coordinator": 0.7, "assistant/coordinator": 0.6, "recruiter/partner": 0.5, "manager/supervisor":
        0.8, "engineer/lead": 0.5, "engineer/graduate": 0.5, "intern/graduate": 0.7, "intern/student": 0.8,
        "manager/coordinator": 0.5, "strategist/analyst": 0.5, "advocate/engineer": 0.5, "physicist/scientist": 0.6,
        "student/assistant": 0.4, "graduate/student": 0.6, "analyst/strategist": 0.5, "manager/consultant": 0.3,
    }.items()
}  # fmt: skip
"""How near roles are that are not the same, from 0 to 1."""

_CLEAN = re.compile(r"\((?:[mfwdxhi*/|\s,-]|all genders|gn|div)+\)|\b[mfwdx](?:\s?/\s?[mfwdx*]){1,2}\b", re.IGNORECASE)


def without_genders(title: str) -> str:
    """Without (m/w/d) and its like."""
    return _CLEAN.sub(" ", title)
