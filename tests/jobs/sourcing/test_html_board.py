"""Pages read by CSS selectors, from a real server."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from hiretrack.errors import Invalid
from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.boards import adapter_for
from jobs.sourcing.client import BoardUnreadable, SafeClient
from jobs.sourcing.postings import Page, Posting, Source
from tests.jobs.sourcing.boardserver import MISBEHAVIOURS, BoardServer, misbehaving, page, redirect, status, validated
from tests.jobs.sourcing.reading import Outcome, scanned

pytestmark = pytest.mark.django_db(transaction=False)

WHOLE = """
<article class="job" data-id="4711"><h3>Köchin <small>(m/w/d)</small></h3><a class="go" href="jobs/7?ref=1#top">mehr</a>
<b class="who">Nordlicht</b><i class="place">Kiel / Lübeck</i><u class="pay">3.200 – 3.600 € brutto/Monat</u>
<time datetime="2026-04-17">17.4.</time><div class="text"><p>Wir kochen.</p><ul><li>mittags</li></ul></div></article>
"""
OPTIONS = {
    "row": ".job", "title": "h3", "url": "a.go", "company": ".who", "location": ".place", "salary": ".pay",
    "description": ".text", "posted": "time@datetime", "id": "@data-id",
}  # fmt: skip


def rows(*names: str) -> str:
    return "<ul>" + "".join(f'<li class="row"><a href="/jobs/{name}">Job {name}</a></li>' for name in names) + "</ul>"


def scan(url: str, **config: Any) -> Outcome:
    return scanned("html", url, **({"row": "li.row"} | config))


def test_every_field_is_read(board_server: BoardServer) -> None:
    source = Source(board_server.answer("/karriere/", page(WHOLE)), "The Board", OPTIONS)

    (read,) = adapter_for("html").pages(source, SafeClient())

    assert isinstance(read, Page)
    (found,) = read.postings

    assert found == Posting(
        title="Köchin (m/w/d)",
        url=f"{board_server.url}/karriere/jobs/7?ref=1#top",
        company="Nordlicht",
        location="Kiel; Lübeck",
        description="Wir kochen.\n\n- mittags",
        external_id="4711",
        salary=Salary(Decimal(3_200), Decimal(3_600), "EUR", SalaryPeriod.MONTH),
        posted_at=dt.datetime(2026, 4, 17, tzinfo=dt.UTC),
    )


def test_first_link_is_title_and_address(board_server: BoardServer) -> None:
    (found,) = scan(board_server.answer("/jobs", page(rows("1")))).postings

    assert (found.title, found.url) == ("Job 1", f"{board_server.url}/jobs/1")
    assert found.company == "The Board"


def test_row_may_be_the_link_itself(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", page('<base href="/x/"><a class="row" href="1" title="Koch">Jetzt bewerben</a>'))

    (found,) = scan(url, row="a.row", title="@title").postings

    assert (found.title, found.url) == ("Koch", f"{board_server.url}/x/1")


def test_rows_that_lead_nowhere_are_counted(board_server: BoardServer) -> None:
    bad = "".join(
        f'<li class="row"><a href="{href}">A job</a>' for href in ("javascript:x()", "mailto:a@b.c", "http://[")
    )

    found = scan(
        board_server.answer("/jobs", page(rows("1") + bad + '<li class="row">Koch<li class="row"><a href=/2>'))
    )

    assert (found.titles, found.pages[0].skipped, found.errors) == (["Job 1"], 5, [])


def test_page_without_a_usable_row_is_told(board_server: BoardServer) -> None:
    useless = scan(board_server.answer("/jobs", page('<li class="row">Koch</li>')))
    redesigned = scan(board_server.answer("/new", page("<main>Jobs</main>")))

    assert useless.errors == ["None of the 1 rows has a title and an address. Has the page changed?"]
    assert redesigned.errors == ["Nothing on the page matches the row's selector li.row. Has the page changed?"]


def test_page_that_says_that_there_are_no_jobs_is_believed(board_server: BoardServer) -> None:
    found = scan(board_server.answer("/jobs", page('<p class="none">Keine Stellen</p>')), empty=".none")

    assert ([len(each.postings) for each in found.pages], found.errors) == ([0], [])


@pytest.mark.parametrize("config", [{}, {"next": "a.more"}])
def test_links_lead_to_the_next_page_until_they_come_back(board_server: BoardServer, config: dict[str, Any]) -> None:
    for here, there in ((2, 3), (3, 1)):
        board_server.answer(f"/jobs?p={here}", page(rows(str(here)) + f'<a class="more" rel="next" href="?p={there}">'))
    board_server.answer("/jobs?p=1", page(rows("1") + '<a class="more" rel="next" href="?p=2">'))

    found = scan(f"{board_server.url}/jobs?p=1", **config)

    assert (found.titles, found.errors) == (["Job 1", "Job 2", "Job 3"], [])


@pytest.mark.parametrize(
    "end", [status(404), page("<p>No more</p>"), page(rows("3"))], ids=["404", "empty", "the same"]
)
def test_template_counts_until_there_is_no_more(board_server: BoardServer, end: Any) -> None:
    board_server.answer("/jobs", page(rows("1")))
    board_server.answer("/jobs?offset=20", page(rows("2")))
    board_server.answer("/jobs?offset=40", page(rows("3")))
    board_server.answer("/jobs?offset=60", end)

    found = scan(f"{board_server.url}/jobs", page="?offset={page}", start=0, step=20)

    assert (found.titles, found.errors) == (["Job 1", "Job 2", "Job 3"], [])
    assert board_server.paths[-1] == "/jobs?offset=60"


def test_limit_of_pages_is_told_unless_it_was_meant(board_server: BoardServer, monkeypatch: Any) -> None:
    for number in range(1, 6):
        board_server.answer(f"/jobs?p={number}", page(rows(str(number))))
    url = board_server.answer("/jobs", page(rows("1")))

    meant = scan(url, page="?p={page}", max_pages=2)

    assert (meant.titles, meant.errors) == (["Job 1", "Job 2"], [])
    monkeypatch.setattr("jobs.sourcing.markup.options.MAX_PAGES", 3)
    assert scan(url, page="?p={page}").errors == [
        "The board has more than 3 pages; the others were not read. Set max_pages to change that."
    ]


def test_unchanged_page_speaks_for_the_board_where_it_is_all_of_it(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", validated(rows("1"), '"v1"', "text/html"))

    assert scan(url).pages[0].etag == '"v1"'
    assert scanned("html", url, etag='"v1"', row="li.row").unchanged
    assert scan(url, page="?p={page}", max_pages=1).pages[0].etag == ""


def test_redirected_page_s_links_are_its_own(board_server: BoardServer) -> None:
    board_server.answer("/karriere/jobs/", page('<li class="row"><a href="7">Koch</a>'))

    (found,) = scan(board_server.answer("/jobs", redirect("/karriere/jobs/"))).postings

    assert found.url == f"{board_server.url}/karriere/jobs/7"


@pytest.mark.parametrize("how", [name for name in MISBEHAVIOURS if name != "truncated document"])
def test_misbehaving_board_is_unreadable(board_server: BoardServer, settings: Any, how: str) -> None:
    settings.SOURCING_TIMEOUT_S = 1.0 if how in {"slow", "trickling"} else 15.0
    url = board_server.answer("/jobs", misbehaving(rows("1").encode())[how])

    if how == "not what was asked":
        assert len(scan(url).errors) == 1
    else:
        with pytest.raises(BoardUnreadable, match=r"\w"):
            scan(url)


@pytest.mark.parametrize("how", [name for name in MISBEHAVIOURS if name not in {"truncated document", "gone"}])
def test_misbehaving_page_loses_nothing_of_the_others(board_server: BoardServer, settings: Any, how: str) -> None:
    settings.SOURCING_TIMEOUT_S = 1.0 if how in {"slow", "trickling"} else 15.0
    board_server.answer("/jobs?p=2", misbehaving(rows("2").encode())[how])
    board_server.answer("/jobs?p=3", page(rows("3")))
    board_server.answer("/jobs?p=4", status(404))

    found = scan(board_server.answer("/jobs", page(rows("1"))), page="?p={page}")

    # A host that asks for a pause is asked nothing more. A page without rows is the end.
    last = ["Job 3"] if how not in {"429 with Retry-After", "not what was asked"} else []
    assert found.titles == ["Job 1", *last]
    assert len(found.errors) == (0 if how == "not what was asked" else 1)


def test_failing_pages_are_not_counted_on_for_ever(board_server: BoardServer, settings: Any) -> None:
    board_server.answer("*", status(403))

    found = scan(board_server.answer("/jobs", page(rows("1"))), page="/list?p={page}")

    assert (found.titles, len(found.errors)) == (["Job 1"], 3)


def test_page_with_the_wrong_charset_is_read(board_server: BoardServer) -> None:
    body = '<meta charset="utf-8"><li class="row"><a href="/1">Köchin</a>'.encode("cp1252")

    assert scan(board_server.answer("/jobs", page(body, "text/html; charset=windows-1252"))).titles == ["Köchin"]


def test_every_bad_option_is_named() -> None:
    config = {
        "row": "li[", "title": "a::before", "url": "a@", "company": 7, "next": "a@href", "page": "?page=2",
        "start": "1", "step": 0, "max_pages": 9_999, "empty": ">", "colour": "red",
    }  # fmt: skip

    with pytest.raises(Invalid) as refused:
        adapter_for("html").check("https://acme.example/jobs", config)

    found = {(error.pointer.removeprefix("/scraper_config/"), error.code) for error in refused.value.errors}
    assert found == {
        ("row", "invalid_selector"), ("title", "invalid_selector"), ("url", "invalid_selector"), ("company", "invalid"),
        ("next", "invalid_selector"), ("page", "invalid"), ("page", "conflict"), ("start", "out_of_range"),
        ("step", "out_of_range"), ("max_pages", "out_of_range"), ("empty", "invalid_selector"),
        ("colour", "unknown_option"),
    }  # fmt: skip


def test_row_is_required() -> None:
    with pytest.raises(Invalid) as refused:
        adapter_for("html").check("https://acme.example/jobs", {})

    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/scraper_config/row", "required")]


@pytest.mark.parametrize("template", ["?page={page}&of={page}", "javascript:{page}", "//u:p@x/{page}"])
def test_template_has_one_place_for_the_number_and_leads_to_the_web(template: str) -> None:
    with pytest.raises(Invalid) as refused:
        adapter_for("html").check("https://acme.example/jobs", {"row": "li", "page": template})

    assert [error.pointer for error in refused.value.errors] == ["/scraper_config/page"]


def test_whole_config_is_accepted() -> None:
    more = {"page": "?page={page}", "start": 1, "step": 1, "max_pages": 50, "empty": ".none"}

    adapter_for("html").check("https://acme.example/jobs", {**OPTIONS, **more})
