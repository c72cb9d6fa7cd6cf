"""Dates and spans of time in a line of a CV: "Sep 15 – now", "2016 / 09", "03/2019 - 05/2021", "seit 2020"."""

from __future__ import annotations

import re

from shortlists.resumes.shape import Period

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier janv jän", "february feb februar février fév févr",
            "march mar märz mär mars mrz", "april apr avril avr", "may mai", "june jun juni juin",
            "july jul juli juillet juil",
            "august aug août", "september sep sept septembre", "october oct oktober okt octobre",
            "november nov novembre", "december dec dezember dez décembre déc",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_NOW = r"present|today|now|current(?:ly)?|ongoing|heute|jetzt|laufend|aujourd['’]hui|présent"
_POINT = (
    rf"(?:(?P<month{{n}}>{_MONTH})\.?\s+(?:(?P<monthyear{{n}}>{_YEAR})|['’]?(?P<short{{n}}>\d{{{{2}}}})\b)"
    rf"|(?P<yearfirst{{n}}>{_YEAR})\s?[/.-]\s?(?P<monthafter{{n}}>0?[1-9]|1[0-2])(?![\d/])"
    rf"|(?P<monthbefore{{n}}>0?[1-9]|1[0-2])\s?[/.]\s?(?P<yearlast{{n}}>{_YEAR})|(?P<year{{n}}>{_YEAR}))"
)
_SPAN = re.compile(
    rf"(?<![\w/.])(?:(?P<since>since|seit|ab|depuis)\s+)?{_POINT.format(n=1)}"
    rf"(?:\s*(?:-|–|—|to|until|bis|à)\s*(?:(?P<now>{_NOW})\b|{_POINT.format(n=2)}))?(?![\w/])",
    re.IGNORECASE,
)


def period_in(line: str) -> tuple[Period, str] | None:
    """The first span of `line` and the line without it; None for a line without any."""
    found = _SPAN.search(line)
    if found is None:
        return None
    start, end = _point(found, 1), _point(found, 2)
    rest = f"{line[: found.start()]}\t{line[found.end() :]}"
    return Period(start, end, bool(found["now"] or found["since"])), rest


def _point(found: re.Match[str], number: int) -> str:
    def part(name: str) -> str:
        return found[f"{name}{number}"] or ""

    if part("month"):
        year = part("monthyear") or f"20{part('short')}"
        return f"{year}-{_MONTHS[part('month').casefold()]:02d}"
    year, month = part("yearfirst") or part("yearlast"), part("monthafter") or part("monthbefore")
    return f"{year}-{int(month):02d}" if month else part("year")
