"""Which country a place as written in a job advertisement lies in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from django.utils.translation import override
from django_countries.data import COUNTRIES

_ALIASES = {
    "US": "us/usa/u.s./u.s.a./united states/united states of america/america/us east coast/us-perm/us timezones",
    "GB": "united kingdom/uk/u.k./great britain/england/scotland/wales/northern ireland",
    "AE": "uae/abu dhabi", "SA": "ksa", "CZ": "czech republic", "TR": "turkey", "KR": "korea/south korea",
    "NL": "the netherlands/holland", "TW": "taiwan", "VN": "vietnam", "RU": "russia", "CN": "mainland china",
}  # fmt: skip

_REGIONS = {
    "US": "alabama/alaska/arizona/arkansas/california/colorado/connecticut/delaware/florida/hawaii/idaho/illinois/"
    "indiana/iowa/kansas/kentucky/louisiana/maine/maryland/massachusetts/michigan/minnesota/mississippi/missouri/"
    "montana/nebraska/nevada/new hampshire/new jersey/new mexico/new york/north carolina/north dakota/ohio/oklahoma/"
    "oregon/pennsylvania/rhode island/south carolina/south dakota/tennessee/texas/utah/vermont/virginia/washington/"
    "west virginia/wisconsin/wyoming/washington dc/washington d.c./dc/d.c.",
    "CA": "alberta/british columbia/manitoba/ontario/quebec/nova scotia/saskatchewan",
    "AU": "new south wales/queensland/victoria/western australia/south australia/australian capital territory",
    "DE": "bavaria", "IN": "karnataka/maharashtra/delhi",
}  # fmt: skip

_CITIES = {
    "US": "new york city/nyc/manhattan/brooklyn/san francisco/sf/sf bay area/sf bay/bay/los angeles/la/san diego/"
    "san jose/san mateo/san carlos/palo alto/mountain view/sunnyvale/santa clara/santa barbara/cupertino/berkeley/"
    "seattle/bellevue/redmond/kirkland/austin/dallas/houston/chicago/boston/cambridge ma/denver/boulder/"
    "colorado springs/atlanta/miami/philadelphia/pittsburgh/phoenix/portland/raleigh/charlotte/durham/nashville/"
    "st. louis/las vegas/albuquerque/princeton/jersey city/tysons/mclean/minneapolis/detroit/salt lake city/"
    "new york metropolitan area/sf-hq/flatiron/union square/fidi",
    "CA": "toronto/vancouver/montreal/calgary/ottawa/gta",
    "GB": "london/manchester/edinburgh/bristol/oxford", "IE": "dublin/cork/galway", "FR": "paris/lyon/bordeaux/nantes/"
    "montpellier/grenoble/toulouse/marseille/sophia antipolis", "DE": "berlin/munich/hamburg/frankfurt/cologne/"
    "stuttgart/dusseldorf/leipzig", "ES": "madrid/barcelona/valencia/bilbao", "PT": "lisbon/porto",
    "IT": "milan/rome/turin", "NL": "amsterdam/rotterdam/utrecht/eindhoven/the hague", "BE": "brussels/ghent/antwerp",
    "CH": "zurich/geneva/basel/lausanne", "AT": "vienna/graz", "SE": "stockholm/gothenburg", "DK": "copenhagen/aarhus",
    "NO": "oslo", "FI": "helsinki", "PL": "warsaw/krakow/wroclaw", "CZ": "prague/brno", "HU": "budapest",
    "RO": "bucharest/cluj", "BG": "sofia", "GR": "athens", "RS": "belgrade", "TR": "istanbul/ankara",
    "IL": "tel aviv/herzliya/jerusalem", "AE": "dubai", "SA": "riyadh", "ZA": "cape town/johannesburg",
    "KE": "nairobi", "NG": "lagos", "EG": "cairo", "IN": "bangalore/bengaluru/gurugram/gurgaon/hyderabad/mumbai/"
    "new delhi/chennai/pune/noida", "SG": "singapore", "MY": "kuala lumpur", "ID": "jakarta", "TH": "bangkok",
    "VN": "hanoi/ho chi minh city", "PH": "manila", "CN": "beijing/shanghai/shenzhen", "HK": "hong kong",
    "TW": "taipei/taipei city", "JP": "tokyo/osaka", "KR": "seoul", "AU": "sydney/melbourne/brisbane/perth/canberra",
    "NZ": "auckland/wellington", "BR": "sao paulo/rio de janeiro", "AR": "buenos aires", "CL": "santiago",
    "CO": "bogota/medellin", "PE": "lima", "MX": "mexico city/guadalajara/monterrey",
}  # fmt: skip
_US_STATES = frozenset(
    """
    AL AK AZ AR CA CO CT FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI
    SC SD TN TX UT VT VA WA WV WI WY
    """.split()  # noqa: SIM905
)
"""Postal codes of states, which after a city's name mean the state. DE is left out: there it is Germany."""
_CANADIAN_PROVINCES = frozenset({"AB", "BC", "MB", "NS", "ON", "QC", "SK"})

_PIECES = re.compile(r"[;,/|()_*]|\s[-–]\s|(?<=\b[A-Z]{2})-(?=[A-Z])")
_NOISE = re.compile(
    r"\b(?:fully|remote|only|locations?|metro|area|office|hq|field position|home mix|in|based|hybrid|onsite)\b",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"\bremote\b", re.IGNORECASE)


def country_of(places: Iterable[str]) -> str:
    """The ISO 3166-1 code of the first place whose country is recognised, or an empty text."""
    return next((code for place in places for code in _recognised(place)), "")


def is_remote(places: Iterable[str]) -> bool:
    return any(_REMOTE.search(place) for place in places)


def is_town(name: str) -> bool:
    """Whether this is the name of a town that advertisements often name."""
    return _fold(name) in _towns()


def _recognised(place: str) -> Iterator[str]:
    pieces = [" ".join(_NOISE.sub(" ", piece).split()) for piece in _PIECES.split(place)]
    for piece in pieces:
        if code := _names().get(_fold(piece)) or _by_last_word(piece):
            yield code
    for position, piece in enumerate(pieces):
        # Alone, two letters are as often a region (NA) or a subject (AI) as a country.
        if len(piece) == 2 and len(pieces) > 1 and (code := _by_letters(piece, after_city=position > 0)):
            yield code


def _by_last_word(piece: str) -> str:
    """ "DigitalOcean Hyderabad" and "Paris 27 RdC": a name among other words, when it is the only one."""
    found = {code for word in piece.split() if len(word) > 3 and (code := _names().get(_fold(word)))}
    return found.pop() if len(found) == 1 else ""


def _by_letters(piece: str, *, after_city: bool) -> str:
    if after_city and piece in _US_STATES:
        return "US"
    if after_city and piece in _CANADIAN_PROVINCES:
        return "CA"
    return piece if piece in COUNTRIES and piece != "NA" else ""


@cache
def _towns() -> frozenset[str]:
    return frozenset(_fold(name) for listed in _CITIES.values() for name in listed.split("/"))


@cache
def _names() -> dict[str, str]:
    with override("en"):
        names = {_fold(str(name).partition("(")[0].strip()): code for code, name in COUNTRIES.items()}
    for table in (_CITIES, _REGIONS, _ALIASES):
        names |= {_fold(name): code for code, listed in table.items() for name in listed.split("/")}
    # A country and a state of the USA.
    names.pop("georgia", None)
    return names


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
