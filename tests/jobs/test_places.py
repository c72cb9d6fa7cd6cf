from __future__ import annotations

import pytest
from django.utils.translation import override

from jobs.places import country_of, is_remote, is_town, split_places, without_genders

KNOWN = [
    ("San Francisco, California", "US"),
    ("New York, NY", "US"),
    ("Field Position - USA", "US"),
    ("Remote - Texas", "US"),
    ("US-PERM", "US"),
    ("Salt Lake City, UT", "US"),
    ("Ireland Locations", "IE"),
    ("Bangalore Metro", "IN"),
    ("DigitalOcean Hyderabad Office", "IN"),
    ("Berlin, DE", "DE"),
    ("Toronto, ON", "CA"),
    ("CA-Toronto", "CA"),
    ("GB-London", "GB"),
    ("IRL_Cork", "IE"),
    ("Zürich, Switzerland", "CH"),
    ("São Paulo", "BR"),
    ("Tokyo, JP", "JP"),
    ("Remote, Canada; Remote, US", "CA"),
    ("Remote (US only)", "US"),
    ("Paris 27 RdC", "FR"),
    ("*United States", "US"),
    ("München", "DE"),
    ("Muenchen", "DE"),
    ("D-80331 München", "DE"),
    ("Köln (m/w/d)", "DE"),
    ("Großraum Stuttgart", "DE"),
    ("Frankfurt a. M.", "DE"),
    ("Berlin-Mitte", "DE"),
    ("Standort: Leipzig", "DE"),
    ("Baden-Württemberg", "DE"),
    ("NRW", "DE"),
    ("Halle (Saale)", "DE"),
    ("deutschlandweit", "DE"),
    ("Homeoffice (Deutschland)", "DE"),
    ("1010 Wien", "AT"),
    ("St. Pölten, Niederösterreich", "AT"),
    ("Österreich", "AT"),
    ("Oesterreich", "AT"),
    ("CH-8001 Zürich", "CH"),
    ("6300 Zug", "CH"),
    ("St. Gallen", "CH"),
    ("Schweiz", "CH"),
    ("Niederlande", "NL"),
    ("Großbritannien", "GB"),
    ("Warschau", "PL"),
    ("Berlin, MD", "US"),
    ("London, ON", "CA"),
    ("Bangalore, IN", "IN"),
]
UNKNOWN = [
    "",
    "Remote",
    "EMEA",
    "NA",
    "Global",
    "Remote - Georgia",
    "UTC+12",
    "AI",
    "All Other Locations",
    "DACH",
    "(m/w/d)",
    "Homeoffice",
]


@pytest.mark.parametrize(("place", "country"), KNOWN)
def test_country_is_recognised(place: str, country: str) -> None:
    assert country_of([place]) == country


@pytest.mark.parametrize("place", UNKNOWN)
def test_country_is_not_guessed(place: str) -> None:
    assert country_of([place]) == ""


def test_country_is_the_first_that_is_recognised() -> None:
    assert country_of(["Worldwide", "Lisbon", "Paris"]) == "PT"


def test_country_does_not_depend_on_the_language() -> None:
    with override("de"):
        assert country_of(["Germany"]) == "DE"


@pytest.mark.parametrize(
    ("place", "remote"),
    [
        ("Remote - Spain", True),
        ("fully remote", True),
        ("Remoteville", False),
        ("Homeoffice", True),
        ("100 % Home-Office", True),
        ("Köln / ortsunabhängig", True),
        ("mobiles Arbeiten", True),
        ("work from anywhere", True),
        ("Homeoffice möglich", False),
        ("Hybrid, 2 Tage Homeoffice", False),
        ("60 % Homeoffice", False),
        ("kein Homeoffice", False),
        ("no remote", False),
    ],
)
def test_remote_is_a_word_of_its_own(place: str, remote: bool) -> None:
    assert is_remote([place]) is remote


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Berlin / Hamburg oder remote", ["Berlin", "Hamburg", "remote"]),
        ("Berlin, Hamburg und München", ["Berlin", "Hamburg", "München"]),
        ("Wien • Graz", ["Wien", "Graz"]),
        ("Köln; Bonn; Köln", ["Köln", "Bonn"]),
        ("Berlin, Germany", ["Berlin, Germany"]),
        ("New York, NY / Boston, MA", ["New York, NY", "Boston, MA"]),
        ("Frankfurt/Main", ["Frankfurt/Main"]),
        ("Berlin (m/w/d)", ["Berlin"]),
        ("", []),
    ],
)
def test_places_are_told_apart(text: str, places: list[str]) -> None:
    assert split_places(text) == places


def test_genders_are_no_part_of_a_title() -> None:
    for title in ("Koch (m/w/d)", "Koch (w/m/d)", "Koch [m|f|d]", "Koch (gn)", "Koch (all genders)", "Koch (m/w/x)"):
        assert without_genders(title) == "Koch"
    assert without_genders("Koch (Teilzeit)") == "Koch (Teilzeit)"


def test_town_is_known_however_its_umlaut_is_written() -> None:
    assert all(is_town(name) for name in ("Düsseldorf", "Duesseldorf", "DUSSELDORF", "Zürich", "Linz"))
    assert not is_town("Bayern")
