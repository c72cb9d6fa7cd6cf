"""Positions and courses of study: lines with a span of time, and what stands beside and below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shortlists.matching import titles
from shortlists.resumes.dates import period_in
from shortlists.resumes.sections import Section, heading
from shortlists.resumes.shape import Entry, Period

LONGEST_HEAD = 120
MOST_HIGHLIGHTS = 12
_BULLET = re.compile(r"^\s*[·•▪◦*‣–-]\s+")
_AROUND = " \t,;:|–—-·•@"
_BETWEEN = re.compile(r"\s+[-–—|·•]\s+|\t+|\s*\|\s*|\s+(?:at|bei|chez)\s+|\s*@\s*")
_LINKING = re.compile(r"\s+(?:at|bei|chez)$")
_BRACKETS = re.compile(r"^(?P<title>[^()]+)\((?P<organisation>[^()]+)\)[\s,;]*$")
_SCHOOL = (
    r"Universit\w*|University|Hochschule|Fachhochschule|Berufsschule|Gymnasium|College|School|Academy|Institute?\w*|"
    r"École|Lycée|TU|FH|ETH|UB"
)
_ORGANISATION = re.compile(
    rf"\b(?:{_SCHOOL})\b|\b(?:GmbH|AG|SE|KG|e\.V|Inc|Ltd|LLC|Corp|Group|Consulting|S\.?A|SARL|B\.?V)\b|^[\w.-]+\.(?:com|de|org|io|net)$"
)
_STARTS = re.compile(
    rf"\s(?=(?:(?:{_SCHOOL})\b|[\w.-]+\.(?:com|de|org|io|net)$|[\w-]+ (?:GmbH|AG|SE|Inc|Ltd|LLC|Consulting)\b))"
)
_NAME_BEGINS = re.compile(
    r"(?:(?P<start>^)|(?:,|\s(?:at|bei|chez)|(?P<dash>\s[-–—|·•]))\s+)"
    r"(?P<name>[A-ZÄÖÜ][\w.'’-]*(?:\s[A-ZÄÖÜ][\w.'’-]*){0,2})$"
)
"""The words of a name before "University", where something parts them from what stands before."""
_KNOWN_NAMES = re.compile(r"(?:^|,?\s)(?P<name>Techni(?:cal|sche)|Open|Freie?|State|National|Royal|Catholic|Applied)$")
_HABIT = re.compile(r"^[a-zäöü]+ |^[A-Z][a-z]+(?:ed|ing)? (?:a|an|the)\b|^\w+:")
"""A sentence of what was done."""
_STUDIES = re.compile(
    r"\b(?:B\.? ?Sc|M\.? ?Sc|B\.? ?A|M\.? ?A|Bachelor\w*|Masters?|MBA|Diploma?|Dipl|Degree|"
    r"Graduat\w+|Semester|Studies|Studium|Abitur|Matura|Licence|Baccalaur\w+|Baccalauréat|Minor|Thesis|Doctorate|Promotion)\b\.?"
)


@dataclass(slots=True)
class _Head:
    """A line with a span of time: where it stands, and what it says beside the time."""

    at: int
    period: Period
    rest: str
    dated_first: bool
    section: Section | None
    below: list[str] = field(default_factory=list)


def entries_of(lines: Sequence[str]) -> tuple[list[Entry], list[Entry]]:
    """(experience, education), in their order."""
    experience: list[Entry] = []
    education: list[Entry] = []
    for head in _heads(lines):
        entry = _entry(head, lines)
        if entry is not None:
            (education if _is_study(entry, head.section) else experience).append(entry)
    return experience, education


def _heads(lines: Sequence[str]) -> Iterator[_Head]:
    section: Section | None = None
    head: _Head | None = None
    for at, line in enumerate(lines):
        opened = heading(line)
        found = None if opened else _dated(line)
        if opened or found:
            if head:
                yield head
            head = None
        section = opened or section
        if found and (section is not Section.OTHER or _tells(found[1])):
            period, rest = found
            head = _Head(at, period, rest.replace("\t", " ").strip(_AROUND), rest.startswith("\t"), section)
        elif head:
            head.below.append(line)
    if head:
        yield head


def _dated(line: str) -> tuple[Period, str] | None:
    """The span of a line that begins or ends with it; one in the middle of a sentence is no entry's."""
    if len(line) > LONGEST_HEAD or _BULLET.match(line):
        return None
    found = period_in(line)
    if found is None:
        return None
    before, _, after = found[1].partition("\t")
    at_an_end = not before.strip(_AROUND) or not after.strip(_AROUND)
    return found if (at_an_end and not (before.strip(_AROUND) or after.strip(_AROUND)).endswith((".", "!"))) or (
        at_an_end and len(line) < 60
    ) else None  # fmt: skip


def _tells(rest: str) -> bool:
    """Whether a line outside the sections is about a position or a course all the same."""
    return bool(_STUDIES.search(rest) or _ORGANISATION.search(rest) or _title_in(rest))


def _title_in(text: str) -> bool:
    return any(titles.is_title(piece.strip(_AROUND)) for piece in _BETWEEN.split(text))


def _entry(head: _Head, lines: Sequence[str]) -> Entry | None:
    (title, organisation), below = _sides(head.rest), head.below
    above = lines[head.at - 1] if head.at else ""
    if not head.rest and len(below) > 1 and _completes(below[0]) and _completes(below[1]):
        (title, organisation), below = _put_together(below[0].rstrip("."), below[1]), below[2:]
    elif organisation and not title and not head.dated_first and above and _completes(above) and not heading(above):
        title = above
    elif not (title and organisation) and below and _completes(below[0]):
        (title, organisation), below = _put_together(title or organisation, below[0].strip(_AROUND)), below[1:]
    if not title and not organisation:
        return None
    return Entry(title[:200], organisation[:200], head.period, tuple(_highlights(below)))


def _sides(rest: str) -> tuple[str, str]:
    """(title, organisation) of what a line says beside its time; one of them may be empty."""
    if found := _BRACKETS.match(rest):
        return found["title"].strip(_AROUND), found["organisation"].strip(_AROUND)
    if begins := _STARTS.search(rest):
        before, after = _with_whole_name(rest[: begins.start()], rest[begins.end() :].strip(_AROUND))
        if not before.endswith(",") or _title_in(before) or _STUDIES.search(before):
            return _study_first(_LINKING.sub("", before).strip(_AROUND), after)
        return "", rest
    pieces = [piece.strip(_AROUND) for piece in _BETWEEN.split(rest) if piece.strip(_AROUND)]
    if len(pieces) > 1:
        return _put_together(" - ".join(pieces[:-1]), pieces[-1])
    before, comma, after = rest.rpartition(", ")
    if comma and (_title_in(before) or _STUDIES.search(before)):
        return before, after
    return _study_first("", rest) if _ORGANISATION.search(rest) and not _title_in(rest) else (rest, "")


def _with_whole_name(before: str, after: str) -> tuple[str, str]:
    """ "M.Sc. Physics, Technical" and "University of Berlin", parted where the name begins."""
    known = _KNOWN_NAMES.search(before)
    begins = known or _NAME_BEGINS.search(before)
    if begins is None or _STUDIES.search(begins["name"]) or _title_in(begins["name"]):
        return before, after
    if not known and (begins["dash"] or begins["start"] is not None) and " " in after.partition(",")[0]:
        # "Thesis - Project X University of Bremen", "Physics University of Bremen"
        return before, after
    return before[: begins.start()], f"{begins['name']} {after}"


def _study_first(title: str, organisation: str) -> tuple[str, str]:
    """A school may stand before what was learnt there."""
    school, comma, study = organisation.partition(", ")
    return (study, school) if comma and not title and _STUDIES.search(study) else (title, organisation)


def _put_together(one: str, other: str) -> tuple[str, str]:
    """Which of two is the title: the one that names an organisation isn't."""
    swapped = (bool(_ORGANISATION.search(one)) and not _ORGANISATION.search(other)) or (
        _title_in(other) and not _title_in(one) and not _STUDIES.search(one)
    )  # fmt: skip
    return (other, one) if swapped else (one, other)


def _completes(line: str) -> bool:
    """Whether a line could be an entry's other half: short, no bullet, no sentence."""
    ends = line.endswith((".", ",", ";")) and not _STUDIES.search(line)
    return len(line) < 70 and not _BULLET.match(line) and not ends and not _HABIT.match(line)


def _is_study(entry: Entry, section: Section | None) -> bool:
    studies = bool(_STUDIES.search(entry.title))
    if studies and not _title_in(entry.title):
        return True
    if section is Section.EDUCATION:
        return not (_title_in(entry.title) and not studies)
    return False


def _highlights(below: Sequence[str]) -> Iterator[str]:
    told: list[str] = []
    for line in below:
        if _BULLET.match(line) or not told:
            told.append(_BULLET.sub("", line))
        elif line[:1].islower():
            told[-1] = f"{told[-1]} {line}"
        else:
            told.append(line)
    yield from (one[:1000] for one in told[:MOST_HIGHLIGHTS])
