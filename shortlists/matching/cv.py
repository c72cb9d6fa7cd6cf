"""Titles and places in the text of a CV."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jobs.places import country_of
from shortlists.matching import places, titles

HEAD = 25
"""Lines at the top in which people say where they live."""
LONGEST_LINE = 110
_BULLET = re.compile(r"^\s*(?:[·•▪◦*‣–-]\s|\d+[.)]\s)")
_DATE = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zäéû]*\.?\s+)?"
    r"(?:\b\d{1,2}\s*[/.]\s*)?\b(?:19|20)\d{2}\b(?:\s*[/.-]\s*\d{1,2}\b)?"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{2}\b|\b\d{1,2}/\d{2,4}\b"
    r"|\b(?:present|today|now|heute|current(?:ly)?|aujourd'hui)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+(?:[-–—|@·•]|at|bei|chez)\s+|\s*[|·•@]\s*|\s{3,}|\t|@")
_LEAD_IN = re.compile(r"^\s*(?:as|als|working as)\s+", re.IGNORECASE)
_PROSE = re.compile(r"\b(?:my|me|i|we|our|the|is|was|am|are|have|had|to|who|that)\b", re.IGNORECASE)
_AROUND = " \t-–—,:;.|()[]/·•"
_PLACE = re.compile(r"(?<![\w@.])([A-ZÄÖÜÉ][\w.'’ -]{1,30}?,\s?[A-Z][\w .]{1,30})(?=$|[\n|·•(,;]|\s{2})", re.MULTILINE)


def titles_in(text: str) -> list[str]:
    """In their order, without what looks like one only in a sentence."""
    return [title for line in text.splitlines() for title in titles_of_line(line)]


def titles_of_line(line: str, *, certain: bool = False) -> list[str]:
    """The titles that a line names; of a headline (`certain`) all that it says when none is recognised."""
    if not line.strip() or (not certain and (len(line) > LONGEST_LINE or _BULLET.match(line))):
        return []
    found = list(_titles(line))
    return found or ([line.strip()] if certain else [])


def _titles(line: str) -> Iterator[str]:
    label, colon, rest = line.replace("\x02", "").partition(": ")
    undated = _DATE.sub(" \t", rest if colon and len(label) < 20 else line)
    for piece in _BETWEEN.split(undated):
        plain = _LEAD_IN.sub("", re.sub(r"\([^)]*\)", " ", piece)).strip(_AROUND)
        parts = [part.strip(_AROUND) for part in re.split(r"\s*,\s*|\s+and\s+", plain)]
        if _PROSE.search(plain):
            continue
        if titles.is_title(parts[0]) and titles.is_title(plain.partition(",")[0]):
            yield plain
        else:
            yield from (part for part in parts if titles.is_title(part) and part[:1].isupper())


def places_in(text: str) -> tuple[str, ...]:
    """The first place with its country or state among the first lines, where addresses stand."""
    head = "\n".join(text.splitlines()[:HEAD])
    for found in _PLACE.finditer(head):
        written = found.group(1).strip()
        place = places.parse(written)[:1]
        if place and place[0].city and country_of([written]):
            return (written,)
    return ()
