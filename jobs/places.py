"""Which places a job advertisement names, and which country they lie in: in English and in German."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from gettext import translation
from pathlib import Path

import django_countries
from django.utils.translation import override
from django_countries.data import COUNTRIES

from jobs.placenames import ALIASES, CANADIAN_PROVINCES, CITIES, REGIONS, US_STATES

_PIECES = re.compile(r"[;,/|()_*·•\n]|\s[-–]\s|(?<=\b[A-Z]{2})-(?=[A-Z])")
_NOISE = re.compile(
    r"\b(?:fully|remote|only|locations?|metro|area|office|hq|field position|home mix|in|based|hybrid|onsite"
    r"|home[\s-]?office|mobiles? arbeiten|standorte?|großraum|raum|region|umgebung|bei|nähe|zentrum|innenstadt"
    r"|einsatzort|arbeitsort|u\.\s?a\.|all genders)\b|\b(?:[A-Z]{1,2}-)?\d{4,5}\b",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"(?<!no )(?<!not )(?<!non-)(?<!kein )\b(?:remote|telecommut\w+|work(?:ing)? from (?:home|anywhere)|wfh|fernarbeit"
    r"|(?:orts|standort)unabhängig\w*|telearbeit)\b",
    re.IGNORECASE,
)
_HOME = re.compile(r"(?<!kein )\b(?:home[\s-]?office|mobiles?\s+arbeiten)\b", re.IGNORECASE)
_IN_PART = re.compile(
    r"hybrid|teilweise|tageweise|zeitweise|anteilig|möglich|option|partly|partial|\btage?\b|\bdays?\b"
    r"|(?<!\d)\d{1,2}\s*%",
    re.IGNORECASE,
)
_GENDERS = re.compile(
    r"\s*[(\[]\s*(?:[mwfdxi]|div|gn)(?:\s*[/|,*:]\s*(?:[mwfdxi]|div|gn))+\s*[)\]]|\s*[(\[](?:all genders|gn)[)\]]",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[;|·•\n]|\s/\s|\boder\b|\bor\b|\bsowie\b)\s*", re.IGNORECASE)
_AMONG_TOWNS = re.compile(r"\s*(?:[,/]|\bund\b|\band\b)\s*", re.IGNORECASE)


def country_of(places: Iterable[str]) -> str:
    """The ISO 3166-1 code of the first place whose country is recognised, or an empty text."""
    return next((code for place in places for code in _recognised(place)), "")


def is_remote(places: Iterable[str]) -> bool:
    """Whether one of them can be anywhere. Some days of home office are no remote work."""
    return any(_REMOTE.search(place) or (_HOME.search(place) and not _IN_PART.search(place)) for place in places)


def is_town(name: str) -> bool:
    """Whether this is the name of a town that advertisements often name."""
    return _fold(name) in _towns()


def split_places(text: str) -> list[str]:
    """Every place that `text` names, once each: "Berlin / Hamburg oder remote" are three, "Berlin, Germany" is one.

    Commas, slashes and "und" divide only what are towns on each of their sides.
    """
    parts = [part.strip(" ,-–") for part in _BETWEEN.split(without_genders(text))]
    return list(dict.fromkeys(place for part in parts for place in _towns_apart(part) if place))


def without_genders(text: str) -> str:
    """Without "(m/w/d)" and its like, which say of every job that everybody may apply."""
    return _GENDERS.sub("", text).strip()


def _towns_apart(part: str) -> list[str]:
    names = [name for name in _AMONG_TOWNS.split(part) if name]
    return names if len(names) > 1 and all(is_town(name) for name in names) else [part]


def _recognised(place: str) -> Iterator[str]:
    pieces = [" ".join(_NOISE.sub(" ", piece).split()) for piece in _PIECES.split(place)]
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        if code := _names().get(_fold(piece)) or _by_last_word(piece):
            yield _of_state(after, code)
    for position, piece in enumerate(pieces):
        # Alone, two letters are as often a region (NA) or a subject (AI) as a country.
        if len(piece) == 2 and len(pieces) > 1 and (code := _by_letters(piece, after_city=position > 0)):
            yield code


def _of_state(after: str, code: str) -> str:
    """Berlin, MD is not Germany's. "IN" after Pune is India, and "LA" a town of its own."""
    if after in US_STATES - {code, "LA"}:
        return "US"
    return "CA" if after in CANADIAN_PROVINCES else code


def _by_last_word(piece: str) -> str:
    """ "DigitalOcean Hyderabad", "Berlin-Mitte", "Paris 27 RdC": a name among other words, when it is the only one."""
    words = re.split(r"[\s-]+", piece)
    found = {code for word in words if len(word) > 3 and (code := _names().get(_fold(word)))}
    return found.pop() if len(found) == 1 else ""


def _by_letters(piece: str, *, after_city: bool) -> str:
    if after_city and piece in US_STATES:
        return "US"
    if after_city and piece in CANADIAN_PROVINCES:
        return "CA"
    return piece if piece in COUNTRIES and piece != "NA" else ""


@cache
def _towns() -> frozenset[str]:
    return frozenset(spelt for listed in CITIES.values() for name in listed.split("/") for spelt in _spellings(name))


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    # The package's own catalogue: Django loads it for the running language of installed apps only.
    german = translation("django", str(Path(django_countries.__file__).parent / "locale"), ["de"])
    with override("en"):
        full = {str(name): code for code, name in COUNTRIES.items()}
    # "Netherlands (Kingdom of the)" may be translated in either form.
    written = full | {name.partition("(")[0].strip(): code for name, code in full.items()}
    for translate in (german.gettext, str):
        for name, code in written.items():
            names |= dict.fromkeys(_spellings(translate(name).partition("(")[0].strip()), code)
    for table in (CITIES, REGIONS, ALIASES):
        for code, listed in table.items():
            names |= {spelt: code for name in listed.split("/") for spelt in _spellings(name)}
    # A country and a state of the USA.
    names.pop("georgia", None)
    return names


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def _spellings(name: str) -> set[str]:
    """München is written Munchen and Muenchen as well."""
    return {_fold(name), _fold(name.translate(_UMLAUTS))}


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
