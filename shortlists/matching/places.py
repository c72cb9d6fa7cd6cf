"""Where a job is and where somebody lives: the same town, region, country, or elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from jobs.places import country_of, is_remote, is_town


class Rule(StrEnum):
    REMOTE = "remote"
    SAME_CITY = "same_city"
    SAME_REGION = "same_region"
    SAME_COUNTRY = "same_country"
    ELSEWHERE = "elsewhere"
    ON_SITE = "on_site"
    """It has to be done there, and somebody wants to work remotely only."""
    UNKNOWN = "unknown"


WORTH = {
    Rule.REMOTE: 100, Rule.SAME_CITY: 100, Rule.SAME_REGION: 80, Rule.SAME_COUNTRY: 50, Rule.UNKNOWN: 50,
    Rule.ELSEWHERE: 0, Rule.ON_SITE: 0,
}  # fmt: skip
REMOTE_ABROAD = 30
"""Remote work that names another country: often bound to it by law, sometimes not."""


@dataclass(frozen=True, slots=True)
class Place:
    """As it was written, and what is known of it; an empty text is unknown."""

    text: str
    city: str = ""
    region: str = ""
    country: str = ""
    remote: bool = False


_ALTERNATIVES = re.compile(r"\s*(?:[;/|]|\bor\b|\boder\b|\bou\b)\s*")
_NOISE = re.compile(
    r"\b(?:fully|remote|only|locations?|metro(?:politan)?(?: area)?|area|offices?|hq|hybrid|onsite|on-site|in|based"
    r"|greater|field position|home ?office|anywhere|worldwide)\b",
    re.IGNORECASE,
)
_CODES = {
    "al": "alabama", "ak": "alaska", "az": "arizona", "ar": "arkansas", "ca": "california", "co": "colorado",
    "ct": "connecticut", "fl": "florida", "ga": "georgia", "hi": "hawaii", "id": "idaho", "il": "illinois",
    "in": "indiana", "ia": "iowa", "ks": "kansas", "ky": "kentucky", "la": "louisiana", "me": "maine", "md": "maryland",
    "ma": "massachusetts", "mi": "michigan", "mn": "minnesota", "ms": "mississippi", "mo": "missouri", "mt": "montana",
    "ne": "nebraska", "nv": "nevada", "nh": "new hampshire", "nj": "new jersey", "nm": "new mexico", "ny": "new york",
    "nc": "north carolina", "nd": "north dakota", "oh": "ohio", "ok": "oklahoma", "or": "oregon", "pa": "pennsylvania",
    "ri": "rhode island", "sc": "south carolina", "sd": "south dakota", "tn": "tennessee", "tx": "texas", "ut": "utah",
    "vt": "vermont", "va": "virginia", "wa": "washington", "wv": "west virginia", "wi": "wisconsin", "wy": "wyoming",
    "dc": "washington dc", "on": "ontario", "qc": "quebec", "bc": "british columbia", "ab": "alberta",
}  # fmt: skip
_REGIONS = frozenset(_CODES.values()) | frozenset(
    """
    bavaria bayern hessen hesse sachsen saxony niedersachsen nrw nordrhein-westfalen baden-wurttemberg thuringen
    brandenburg saarland rheinland-pfalz schleswig-holstein ile-de-france karnataka maharashtra catalonia lombardy
    bretagne normandie england scotland wales victoria queensland
    """.split()  # noqa: SIM905
)
_CITIES = {
    "nyc": "new york", "new york city": "new york", "manhattan": "new york", "brooklyn": "new york",
    "sf": "san francisco", "la": "los angeles", "munchen": "munich", "koln": "cologne", "wien": "vienna",
    "zurich": "zurich", "zuerich": "zurich", "bengaluru": "bangalore", "gurgaon": "gurugram", "praha": "prague",
    "lisboa": "lisbon", "milano": "milan", "roma": "rome", "warszawa": "warsaw", "kobenhavn": "copenhagen",
    "bruxelles": "brussels", "geneve": "geneva", "sevilla": "seville", "hannover": "hanover", "nurnberg": "nuremberg",
    "frankfurt am main": "frankfurt", "sao paulo": "sao paulo", "ciudad de mexico": "mexico city",
}  # fmt: skip
_LIES_IN = {
    city: region
    for region, cities in {
        "california": "san francisco/los angeles/san diego/san jose/mountain view/palo alto/sunnyvale/santa clara/"
        "san mateo/san carlos/cupertino/berkeley/oakland/menlo park/redwood city/bay/sf bay",
        "new york": "new york", "washington": "seattle/bellevue/redmond/kirkland",
        "texas": "austin/dallas/houston/san antonio/fort worth", "massachusetts": "boston/cambridge ma",
        "illinois": "chicago", "colorado": "denver/boulder/colorado springs", "georgia": "atlanta",
        "florida": "miami/tampa/orlando/jacksonville", "pennsylvania": "philadelphia/pittsburgh",
        "oregon": "portland", "arizona": "phoenix", "ontario": "toronto/ottawa", "quebec": "montreal",
        "british columbia": "vancouver", "bavaria": "munich/nuremberg/augsburg",
        "nrw": "cologne/dusseldorf/bonn/dortmund/essen", "england": "london/manchester/bristol/oxford/cambridge",
        "bremen": "bremen/bremerhaven", "niedersachsen": "hanover/oldenburg/osnabruck",
    }.items()
    for city in cities.split("/")
}  # fmt: skip
_SAME_REGIONS = {"bayern": "bavaria", "nordrhein-westfalen": "nrw", "hessen": "hesse", "sachsen": "saxony"}


@lru_cache(maxsize=8_000)
def parse(text: str, country: str = "") -> tuple[Place, ...]:
    """Several places that stand apart by ; / | or "or". `country` is said beside them, as a code."""
    return tuple(_place(part, country) for part in _split(text))


def _split(text: str) -> Iterator[str]:
    for part in _ALTERNATIVES.split(text):
        group: list[str] = []
        for piece in (piece.strip() for piece in part.split(",")):
            # "Austin, TX, New York, NY, Remote - Utah": each with what follows it.
            if group and _begins_another(piece) and _fold(group[0]) != _fold(piece):
                yield ", ".join(group)
                group = []
            group += [piece] if piece else []
        if group:
            yield ", ".join(group)


def _begins_another(piece: str) -> bool:
    name = _fold(piece)
    return is_remote([piece]) or name in _LIES_IN or is_town(name)


def _place(text: str, country: str) -> Place:
    names = [_fold(" ".join(_NOISE.sub(" ", piece).split())) for piece in re.split(r"[,()]|\s[-–]\s", text)]
    names = [_SAME_REGIONS.get(name, name) for name in names if name.strip("-– ")]
    region = next((name for name in names[1:] if name in _REGIONS or name in _CODES), "")
    region = _CODES.get(region, region)
    first = _CITIES.get(names[0], names[0]) if names else ""
    town = _town(first) if first else ""
    town = _CITIES.get(town, town)
    if not town and first in _REGIONS:
        region = region or first
    return Place(
        text=text.strip(),
        city=town,
        region=region or _LIES_IN.get(town, ""),
        country=country_of([text]) or country,
        remote=is_remote([text]),
    )


@lru_cache(maxsize=5_000)
def _is_country(name: str) -> bool:
    """`country_of` knows towns and regions, too."""
    return bool(country_of([name.title()]) or country_of([name.upper()])) and not is_town(name)


def _town(name: str) -> str:
    """The town that `name` is, or speaks of ("DigitalOcean Seattle")."""
    if name in _LIES_IN or is_town(name):
        return name
    if known := next((word for word in name.split() if len(word) > 3 and (word in _LIES_IN or is_town(word))), ""):
        return known
    return "" if name in _REGIONS or _is_country(name) else name


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().strip()


def compare(ours: Iterable[Place], theirs: Iterable[Place], *, remote: bool = False) -> tuple[int, Rule, str, str]:
    """The best of all pairs: its worth, its rule, and both places as they were written."""
    here, there = tuple(ours), tuple(theirs)
    pairs = [(*_pair(our, their, remote=remote), our.text, their.text) for our in here for their in there]
    if not pairs:
        rule = Rule.REMOTE if remote and not any(our.country for our in here) else Rule.UNKNOWN
        text = here[0].text if here else ""
        return WORTH[rule], rule, text, there[0].text if there else ""
    return max(pairs, key=lambda pair: pair[0])


def _pair(ours: Place, theirs: Place, *, remote: bool) -> tuple[int, Rule]:
    abroad = bool(ours.country and theirs.country and ours.country != theirs.country)
    if remote or ours.remote:
        if not abroad:
            return WORTH[Rule.REMOTE], Rule.REMOTE
        return REMOTE_ABROAD, Rule.ELSEWHERE
    rule = _rule(ours, theirs, abroad=abroad)
    return WORTH[rule], rule


def _rule(ours: Place, theirs: Place, *, abroad: bool) -> Rule:
    if abroad:
        return Rule.ELSEWHERE
    if ours.city and ours.city == theirs.city and not (ours.region and theirs.region and ours.region != theirs.region):
        return Rule.SAME_CITY
    if ours.region and ours.region == theirs.region:
        return Rule.SAME_REGION
    if ours.country and ours.country == theirs.country:
        return Rule.SAME_COUNTRY
    return Rule.UNKNOWN
