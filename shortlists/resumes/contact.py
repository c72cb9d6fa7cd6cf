"""Who a CV is of: its first lines, and addresses wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from jobs.places import country_of
from shortlists.matching import cv, titles
from shortlists.resumes.sections import heading
from shortlists.resumes.shape import Contact

HEAD = 40
SHORTEST_NUMBER = 7
# Bounded, and begun at the first letter alone: a file may hold a megabyte of one word.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s,;|·•]+|(?:github|gitlab|linkedin|stackoverflow|xing|twitter)\.com/[^\s,;|·•]+",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?<![@\w.-])(?:[\w-]{1,63}\.){1,8}(?:com|org|net|io|dev|me|de|at|ch|fr|eu)(?:/[^\s,;|·•]*)?(?![\w@.])"
)
_TOWN = r"(?P<town>[A-ZÄÖÜÉ][\w.'’-]+(?: [A-ZÄÖÜÉ][\w'’-]+)?)"
_ONE_WORD = r"(?P<town>[A-ZÄÖÜÉ][\w.'’-]{1,60})"
_COUNTRY = r", (?P<country>[A-ZÄÖÜ]\w+(?: [A-Z]\w+)?)"
_PLACE = re.compile(rf"^(?:[^\w\s]\s*|\w\s)?{_TOWN}{_COUNTRY}(?=$| [^\w\s])")
_TRAILING_PLACE = re.compile(rf"{_ONE_WORD}{_COUNTRY}$")
_PIECES = re.compile(r"\s*[·•|]\s*|\s{2,}|\t")
_TITLES_OF_PEOPLE = re.compile(
    r"\b(?:M\.?\s?Sc|B\.?\s?Sc|Dr|Prof|Dipl|MBA|PhD|M\.?\s?A|B\.?\s?A)\.?(?=\W|$)", re.IGNORECASE
)
_NO_NAME = re.compile(r"\b(?:resume|résumé|curriculum|vitae|cv|lebenslauf|profile|summary|page)\b", re.IGNORECASE)
_CAPITALISED = re.compile(r"[^\W\d_](?:[\w.'’-]*)")


def contact_of(lines: list[str]) -> Contact:
    text = "\n".join(lines)
    email = _EMAIL.search(text)
    return Contact(
        name=next(_names(lines), ""),
        headline=next(_headlines(lines), ""),
        email=email.group() if email else "",
        phone=next(_phones(text), ""),
        location=next(_places(lines), ""),
        links=tuple(dict.fromkeys(_links(text)))[:10],
    )


def _places(lines: list[str]) -> Iterator[str]:
    """A town with its country: as a piece of its own, whatever symbol stands in front of it, else at a line's end."""
    pieces = [piece.strip() for line in lines for piece in _PIECES.split(line)]
    for pattern, looked_at in ((_PLACE, pieces), (_TRAILING_PLACE, lines[:HEAD])):
        for piece in looked_at:
            found = pattern.search(piece)
            if found and country_of([found["country"]]):
                yield f"{found['town']}, {found['country']}"


def _names(lines: list[str]) -> Iterator[str]:
    for line in lines[:HEAD]:
        for piece in _PIECES.split(line):
            plain = " ".join(_NO_NAME.sub(" ", _TITLES_OF_PEOPLE.sub(" ", piece)).split()).strip(" .,-")
            if _is_name(plain) and not heading(line):
                yield (
                    plain.title()
                    if plain.upper() == plain or ("ü" in plain and plain.replace("ü", "").isupper())
                    else plain
                )


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and all(_CAPITALISED.fullmatch(word) and word[0].isupper() for word in words)
        and not titles.is_title(text)
        and not cv.places_in(text)
    )


def _headlines(lines: list[str]) -> Iterator[str]:
    for line in lines[:HEAD]:
        for piece in _PIECES.split(line):
            if (
                titles.is_title(piece.rpartition(" and ")[2].rpartition("/ ")[2])
                and len(piece) < 80
                and ":" not in piece
            ):
                yield piece.strip().title() if piece.isupper() else piece.strip()


def _phones(text: str) -> Iterator[str]:
    for found in phonenumbers.PhoneNumberMatcher(text, None, leniency=phonenumbers.Leniency.POSSIBLE):
        masked = text[found.end : found.end + 2].strip()[:1] in {"*", "X"}
        if not masked and len(str(found.number.national_number)) >= SHORTEST_NUMBER:
            yield phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)


def _links(text: str) -> Iterator[str]:
    without = _EMAIL.sub(" ", text)
    for pattern in (_LINK, _SITE):
        for found in pattern.finditer(without):
            link = found.group().rstrip("./)")
            yield link if "://" in link else f"https://{link}"
        without = pattern.sub(" ", without)
