"""Addresses, times and options out of pages and configs that strangers wrote."""

from __future__ import annotations

import datetime as dt
import tracemalloc

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from jobs.sourcing.client import PageFailed
from jobs.sourcing.markup.links import base_of, links_in, looks_like_a_job, next_page, page_address, resolved
from jobs.sourcing.markup.times import has_passed, moment
from jobs.sourcing.markup.trees import parsed

BOARD = "https://www.acme.example/karriere/jobs"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("7", "https://www.acme.example/karriere/7"),
        ("/a b/ü?q=ö#top", "https://www.acme.example/a%20b/%C3%BC?q=%C3%B6#top"),
        ("//cdn.example/x", "https://cdn.example/x"),
        (" \n/x\n", "https://www.acme.example/x"),
        ("HTTPS://Other.example/x", "https://Other.example/x"),
        ("?page=2", "https://www.acme.example/karriere/jobs?page=2"),
        ("javascript:alert(1)", ""),
        ("mailto:jobs@acme.example", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https://user:pass@acme.example/", ""),
        ("http://[", ""),
        ("https://acme.example:0/", ""),
        ("x" * 2_000, ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_are_kept(href: object, url: str) -> None:
    assert resolved(BOARD, href) == url


@given(st.text())
def test_any_link_is_absolute_or_none(href: str) -> None:
    found = resolved(BOARD, href)

    assert found == "" or found.lower().startswith(("http://", "https://"))


def test_next_page_is_found_by_its_relation_or_by_selector() -> None:
    tree = LexborHTMLParser(
        '<base href="/x/"><a rel="nofollow next" href="?page=2#jobs">›</a><li class=more><a href=3>'
    )

    assert base_of(tree, BOARD) == "https://www.acme.example/x/"
    assert next_page(tree, BOARD) == "https://www.acme.example/x/?page=2"
    assert next_page(tree, BOARD, "li.more") == "https://www.acme.example/x/3"
    assert next_page(tree, BOARD, ".none") == ""
    assert list(links_in(tree, BOARD, ".more")) == ["https://www.acme.example/x/3"]


@pytest.mark.parametrize(
    ("path", "is_job"),
    [
        ("/karriere/jobs/data-engineer-7", True),
        ("/stellenangebote/koch", True),
        ("/jobs/detail.php?id=7", True),
        ("/en/careers/positions/42/", True),
        ("/karriere/flyer.pdf", False),
        ("/about/team", False),
        ("/jobs", False),
        ("https://other.example/jobs/7", False),
        ("https://acme.example/jobs/7", True),
    ],
)
def test_jobs_are_guessed_by_their_address(path: str, is_job: bool) -> None:
    assert looks_like_a_job(page_address(BOARD, path), of=BOARD) is is_job


TODAY = dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-04-17", dt.datetime(2026, 4, 17, tzinfo=dt.UTC)),
        ("2026-04-17T10:00:00+02:00", dt.datetime(2026, 4, 17, 8, tzinfo=dt.UTC)),
        ("Veröffentlicht: 17.04.2026", dt.datetime(2026, 4, 17, tzinfo=dt.UTC)),
        ("17. März 2026", dt.datetime(2026, 3, 17, tzinfo=dt.UTC)),
        ("April 17th, 2026", dt.datetime(2026, 4, 17, tzinfo=dt.UTC)),
        ("17 Oct 2025", dt.datetime(2025, 10, 17, tzinfo=dt.UTC)),
        ("Fri, 17 Apr 2026 10:00:00 GMT", dt.datetime(2026, 4, 17, tzinfo=dt.UTC)),
        (1_776_384_000, dt.datetime(2026, 4, 17, tzinfo=dt.UTC)),
        (1_776_384_000_000, dt.datetime(2026, 4, 17, tzinfo=dt.UTC)),
        ("vor 3 Tagen", TODAY - dt.timedelta(days=3)),
        ("vor einer Woche", TODAY - dt.timedelta(days=7)),
        ("30+ days ago", TODAY - dt.timedelta(days=30)),
        ("gestern", TODAY - dt.timedelta(days=1)),
        ("vor 5 Stunden", TODAY),
        ("Heute", TODAY),
        ("03/04/2026", None),
        ("31.02.2026", None),
        ("soon", None),
        ("", None),
        (None, None),
        (True, None),
        (float("inf"), None),
    ],
)
@time_machine.travel(TODAY + dt.timedelta(hours=12))
def test_time_is_read_as_written(written: object, at: dt.datetime | None) -> None:
    assert moment(written) == at


def test_time_is_never_in_the_future() -> None:
    found = moment("2999-01-01")

    assert found is not None
    assert found <= dt.datetime.now(dt.UTC)


@given(st.text(max_size=60) | st.text("0123456789-.:TZ+ voragetdinh", max_size=40) | st.floats() | st.integers())
def test_any_time_is_read_or_none(written: object) -> None:
    found = moment(written)

    assert found is None or found.tzinfo is not None
    assert has_passed(written) in {True, False}


@time_machine.travel(TODAY + dt.timedelta(hours=12))
def test_last_day_counts_until_its_end() -> None:
    assert not has_passed(TODAY.date().isoformat())
    assert has_passed("01.01.2020")
    assert has_passed((TODAY - dt.timedelta(hours=1)).isoformat())


def test_page_nested_without_end_is_refused() -> None:
    tracemalloc.start()
    with pytest.raises(PageFailed, match="nested too deeply"):
        parsed("<div>" * 1_000_000)
    tracemalloc.stop()

    wide = parsed("<ul>" + "<li><a href=/x>Koch</a><p>Kiel" * 20_000)
    assert len(wide.css("li")) == 20_000
