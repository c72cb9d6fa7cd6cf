from __future__ import annotations

import pytest
from django.utils.translation import override

from jobs.places import country_of, is_remote

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
]
UNKNOWN = ["", "Remote", "EMEA", "NA", "Global", "Remote - Georgia", "UTC+12", "AI", "All Other Locations"]


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
    ("place", "remote"), [("Remote - Spain", True), ("fully remote", True), ("Remoteville", False)]
)
def test_remote_is_a_word_of_its_own(place: str, remote: bool) -> None:
    assert is_remote([place]) is remote
