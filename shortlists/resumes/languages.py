"""The languages that somebody speaks, where a CV lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from hiretrack.codes import languages_by_name

READ_IN = ("en", "de", "fr")
_CHINESE = {"chinese": "zh-Hans", "mandarin": "zh-Hans", "chinesisch": "zh-Hans", "chinois": "zh-Hans"}
_TRADITIONAL = re.compile(r"tradition\w+", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:(?:foreign|spoken) )?languages?(?: skills)?\b|sprachen\b|sprachkenntnisse\b|fremdsprachen\b|langues\b",
    re.IGNORECASE,
)
_AROUND = " \t:|–-•·"
LONGEST = 120


def languages_of(lines: Sequence[str]) -> list[str]:
    """Their tags, in the CV's order."""
    return list(dict.fromkeys(tag for line in _listed(lines) for tag in _named(line)))


def is_language(name: str) -> bool:
    return name.casefold() in _names()


def _listed(lines: Sequence[str]) -> Iterator[str]:
    """What stands behind the heading; or else the lines below it, for as long as each names a language."""
    is_open = False
    for line in lines:
        told = line.strip(_AROUND)[:LONGEST]
        heading = _HEADING.match(told)
        if heading:
            told = told[heading.end() :].strip(_AROUND)
            is_open = not told
            yield told
        elif is_open:
            is_open = bool(_named(told))
            yield told


def _named(text: str) -> list[str]:
    tags = [_names()[name] for name in _pattern().findall(text.casefold())]
    traditional = _TRADITIONAL.search(text)
    return ["zh-Hant" if traditional and tag == "zh-Hans" else tag for tag in tags]


@cache
def _pattern() -> re.Pattern[str]:
    """Longer names first: Brazilian Portuguese is not Portuguese."""
    names = sorted(map(re.escape, _names()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


@cache
def _names() -> dict[str, str]:
    told = {name: tag for language in reversed(READ_IN) for name, tag in languages_by_name(language).items()}
    return _CHINESE | told
