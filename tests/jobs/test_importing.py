from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jobs.importing import BadLine, Listing, read_listing, read_listings

LINES = (Path(__file__).parent / "data" / "listings.jsonl").read_text("utf-8").splitlines()
LISTING = {"id": "x", "title": "Cook", "company": "Acme", "locations": ["Wien"], "url": "https://x.example/1"}


def read(**given: Any) -> Listing:
    return read_listing(json.dumps(LISTING | given), line=1)


def test_lines_are_numbered_as_in_the_file() -> None:
    assert [listing.line for listing in read_listings(LINES) if isinstance(listing, Listing)] == [1, 2, 3, 4, 6]


def test_listing_becomes_a_job() -> None:
    listing = read_listing(LINES[0], line=1)

    assert (listing.external_id, listing.company) == ("a1", "Northwind")
    assert listing.posted_at == dt.datetime(2026, 4, 17, tzinfo=dt.UTC)
    expected = {"title": "Data Engineer", "location": "Austin, TX", "country": "US", "remote": False}
    assert listing.values | expected == listing.values
    assert (listing.values["salary_min"], listing.values["salary_period"]) == (Decimal(185_000), "year")
    assert listing.notes == ("without an employment type: taken as full time",)


def test_title_tells_of_an_internship_and_a_place_of_remote_work() -> None:
    listing = read_listing(LINES[1], line=2)

    assert listing.values["employment_type"] == "internship"
    assert listing.values["remote"] is True
    assert listing.values["location"] == "Austin, TX; Remote (US)"
    assert listing.source_url == "https://jobs.example/northwind/2"
    assert listing.posted_at == dt.datetime(2026, 2, 10, 12, 8, 31, tzinfo=dt.UTC)


def test_text_loses_its_markup_but_not_its_paragraphs() -> None:
    listing = read_listing(LINES[2], line=3)

    assert listing.values["description_md"] == "R&D <first>\n\nSecond\xa0part"
    assert listing.values["location"] == "Ireland; Berlin, DE"
    assert listing.source_url == ""
    assert "with a salary text that states no amount and currency" in listing.notes


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("Full-time", "full_time"),
        ("Contract", "contract"),
        ("Full-time or Contract", "full_time"),
        ("Not specified", "full_time"),
        ("Part-time", "part_time"),
        (None, "full_time"),
    ],
)
def test_employment_type_is_the_first_that_is_named(stated: str | None, kind: str) -> None:
    assert read(employment_type=stated).values["employment_type"] == kind


@pytest.mark.parametrize(
    "posted_at",
    [
        "2026-01-01",
        "2026/01/01",
        "2026-01-01T00:00:00Z",
        "2026-01-01T01:00:00+01:00",
        1767225600,
        1767225600000,
        "Thu, 01 Jan 2026 00:00:00 GMT",
    ],
)
def test_time_is_read_in_every_form(posted_at: Any) -> None:
    assert read(posted_at=posted_at).posted_at == dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def test_nothing_is_posted_in_the_future() -> None:
    assert read(posted_at="2999-01-01").posted_at <= timezone.now()
    assert read(posted_at=None).posted_at <= timezone.now()


def test_locations_that_do_not_fit_are_left_out_whole() -> None:
    listing = read(locations=[f"Springfield {number:0>20}" for number in range(20)])

    assert len(listing.values["location"]) <= 200
    assert listing.values["location"].endswith("00000004")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not valid JSON"),
        ("[1]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("[" * 100_000, "not valid JSON"),
        (json.dumps({"id": "x", "title": ""}), "title and company missing"),
        (json.dumps(LISTING | {"title": ["x"]}), "title missing"),
        (json.dumps(LISTING | {"title": "x" * 201}), "/title: At most 200 characters."),
        (json.dumps(LISTING | {"posted_at": "yesterday"}), "posted_at 'yesterday' is no date"),
        (json.dumps(LISTING | {"description": "x" * 50_001}), "/description_md"),
    ],
)
def test_bad_line_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadLine) as bad:
        read_listing(text, line=1)

    assert reason in str(bad.value)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            [*LISTING, "description", "posted_at", "remote", "employment_type", "salary", "tags", "department"],
            ANY_JSON,
        ),
    )
)
def test_any_values_are_a_listing_or_a_bad_line(values: dict[str, Any]) -> None:
    for found in read_listings([json.dumps(LISTING | values)]):
        assert isinstance(found, Listing) or found[1]
