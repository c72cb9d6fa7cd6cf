"""Boards read by another process, with limits and without secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from hiretrack.context import deadline_in
from jobs.sourcing.boards import adapter_for
from jobs.sourcing.boards.apart import Reader, apart
from jobs.sourcing.client import BoardUnreadable, PageFailed, SafeClient
from jobs.sourcing.postings import Page, Posting, Source, Unchanged
from jobs.sourcing.preview import MOST_PAGES, AtHome, preview
from tests.jobs.sourcing.boardserver import BoardServer, page, validated
from tests.jobs.sourcing.reading import payload

XML = "application/rss+xml"
ITEM = "<item><title>Koch</title><link>https://x.example/{0}</link><description>Salz</description></item>"


def source(url: str, **config: str) -> Source:
    return Source(url, "The Board", config)


def test_everything_that_is_read_comes_across(board_server: BoardServer) -> None:
    board = source(board_server.answer("/feed", page(payload("rss.xml"), XML)))

    found, straight = (list(one.pages(board, SafeClient())) for one in (apart("feed"), adapter_for("feed")))

    assert found == straight
    assert any(isinstance(one, Page) and one.postings[0].salary for one in found)


def test_failures_and_what_has_not_changed_come_across(board_server: BoardServer) -> None:
    known = Source(board_server.answer("/feed", validated("", '"1"', XML)), "", {}, etag='"1"')

    assert list(apart("feed").pages(known, SafeClient())) == [Unchanged()]
    with pytest.raises(BoardUnreadable, match="404"):
        list(apart("feed").pages(source(f"{board_server.url}/none"), SafeClient()))


def test_page_that_takes_too_long_ends_its_reader_only(board_server: BoardServer) -> None:
    body = "<rss version='2.0'><channel>" + "".join(map(ITEM.format, range(80_000))) + "</channel></rss>"
    url = board_server.answer("/feed", page(body, XML))

    with Reader(seconds_per_page=1) as reader, pytest.raises(PageFailed, match="too long"):
        list(reader.pages("feed", source(url), SafeClient()))

    assert reader.program.returncode


def test_callers_deadline_holds(board_server: BoardServer) -> None:
    url = board_server.answer("/feed", page(payload("rss.xml"), XML))

    with deadline_in(0.001), pytest.raises(BoardUnreadable, match="too long"):
        list(apart("feed").pages(source(url), SafeClient()))


def test_reader_has_limits_and_knows_no_secrets(board_server: BoardServer) -> None:
    url = board_server.answer("/feed", page(payload("rss.xml"), XML))

    with Reader() as reader:
        list(reader.pages("feed", source(url), SafeClient()))
        process = Path(f"/proc/{reader.program.pid}")
        known, limits = process.joinpath("environ").read_text(), process.joinpath("limits").read_text()

    assert known.strip("\0") == "LANG=C.UTF-8"
    assert " ".join(next(line for line in limits.splitlines() if "address space" in line).split()[3:5]) == " ".join(
        [str(1024**3)] * 2
    )
    assert not process.exists()


def test_texts_are_cut_and_rows_within_rows_end(board_server: BoardServer) -> None:
    long = f"<div><a href=/1>{'x' * 1_000}</a><p>{'y ' * 60_000}</p></div>"
    one = source(board_server.answer("/one", page(long)), row="div", description="p")
    many = source(board_server.answer("/many", page("<div>" * 900 + long)), row="div", description="p")

    (first,) = adapter_for("html").pages(one, SafeClient())
    (kept, rest) = adapter_for("html").pages(many, SafeClient())

    assert isinstance(first, Page)
    assert [(len(row.title), len(row.description)) for row in first.postings] == [(300, 50_000)]
    assert isinstance(kept, Page)
    assert isinstance(rest, Page)
    assert 0 < len(kept.postings) < 900
    assert "more on the page" in rest.error


def test_stranger_is_not_led_away_and_reads_few_pages(public_server: BoardServer) -> None:
    public_server.answer("*", page('<li class="row"><a href="/jobs/1">Koch</a>'))
    home = AtHome(SafeClient(private_hosts=False), public_server.url)

    with pytest.raises(PageFailed, match="own host"):
        home.get("http://elsewhere.example/")
    for number in range(MOST_PAGES):
        home.get(f"{public_server.url}/{number}")
    with pytest.raises(BoardUnreadable, match="10 pages"):
        home.get(f"{public_server.url}/more")


def test_recruiters_reach_what_the_operator_has_named(board_server: BoardServer) -> None:
    found = preview(board_server.answer("/jobs", page('<li><a href="/1">Koch</a>')), "html", {"row": "li"})

    assert found.postings == [Posting("Koch", f"{board_server.url}/1")]
