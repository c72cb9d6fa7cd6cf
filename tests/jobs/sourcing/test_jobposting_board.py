"""Sites that describe their jobs as schema.org JobPosting, read from a real server."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from typing import Any

import pytest

from jobs.sourcing.boards import adapter_for
from jobs.sourcing.client import BoardUnreadable, SafeClient
from jobs.sourcing.postings import Page, Source, Unchanged
from tests.jobs.sourcing.boardserver import (
    MISBEHAVIOURS,
    BoardServer,
    misbehaving,
    page,
    redirect,
    status,
    validated,
)  # fmt: skip

pytestmark = pytest.mark.django_db(transaction=False)


def job(title: str, **more: Any) -> str:
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": title, **more}
    return f'<script type="application/ld+json">{json.dumps(posting)}</script>'


def links(*paths: str) -> str:
    return "".join(f'<a href="{path}">A job</a>' for path in paths)


def listing(*paths: str) -> str:
    entries = [{"@type": "ListItem", "position": n, "url": path} for n, path in enumerate(paths, start=1)]
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "ItemList", "itemListElement": entries})}</script>'
    )


def sitemap(server: BoardServer, *paths: str, kind: str = "url") -> str:
    entries = "".join(f"<{kind}><loc>{server.url}{path}</loc><lastmod>2026-11-01</lastmod></{kind}>" for path in paths)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def scan(url: str, *, config: dict[str, Any] | None = None, **known: str) -> list[Page | Unchanged]:
    source = Source(url, "The board", config or {}, **known)
    return list(adapter_for("jobposting").pages(source, SafeClient(attempts=1)))


def titles(pages: list[Any]) -> list[str]:
    return [posting.title for one in pages for posting in one.postings]


def errors(pages: list[Any]) -> list[str]:
    return [one.error for one in pages if one.error]


def test_postings_of_one_page_are_read(board_server: BoardServer) -> None:
    (found,) = scan(board_server.answer("/jobs", page(job("Koch", url="/jobs/1") + job("Kellner") + job(""))))

    assert isinstance(found, Page)
    assert [(one.title, one.url.removeprefix(board_server.url)) for one in found.postings] == [
        ("Koch", "/jobs/1"),
        ("Kellner", "/jobs"),
    ]
    assert (found.skipped, found.error) == (1, "")


def test_description_tells_the_salary_where_nothing_else_does(board_server: BoardServer) -> None:
    text = "<p>Wir kochen.</p><p>Gehalt: 3.200 € brutto im Monat</p>"

    (found,) = scan(board_server.answer("/jobs", page(job("Koch", description=text))))

    assert isinstance(found, Page)
    assert found.postings[0].salary is not None
    assert found.postings[0].salary.currency == "EUR"


def test_pages_are_followed_by_their_relation(board_server: BoardServer) -> None:
    board_server.answer("/jobs?page=2", page(job("Two") + '<a rel="next" href="?page=3">›</a>'))
    board_server.answer("/jobs?page=3", page(job("Three") + '<a rel="next" href="/jobs">›</a>'))

    url = board_server.answer("/jobs", page(job("One") + '<link rel="next" href="?page=2">'))

    assert titles(scan(url)) == ["One", "Two", "Three"]
    assert board_server.paths == ["/jobs", "/jobs?page=2", "/jobs?page=3"]


def test_pages_are_followed_by_a_selector(board_server: BoardServer) -> None:
    board_server.answer("/more", page(job("Two")))

    url = board_server.answer("/jobs", page(job("One") + '<div class="pager"><a href="/more">Mehr</a></div>'))

    assert titles(scan(url, config={"next": ".pager"})) == ["One", "Two"]


@pytest.mark.parametrize(
    "lead", [listing("/offer/1", "/offer/2"), links("/jobs/1", "/jobs/2", "/about", "/jobs")], ids=["list", "links"]
)
def test_jobs_with_pages_of_their_own_are_read(board_server: BoardServer, lead: str) -> None:
    for number in (1, 2):
        for path in (f"/offer/{number}", f"/jobs/{number}"):
            board_server.answer(path, page(job(f"Job {number}")))

    pages = scan(board_server.answer("/jobs", page(lead)))

    assert titles(pages) == ["Job 1", "Job 2"]
    assert errors(pages) == []
    assert len(board_server.paths) == 3


def test_links_and_addresses_can_be_named(board_server: BoardServer) -> None:
    board_server.answer("/x/1", page(job("One")))
    board_server.answer("/y/2", page(job("Two")))
    url = board_server.answer("/start", page(f"<nav>{links('/z/3')}</nav><main>{links('/x/1', '/y/2')}</main>"))

    assert titles(scan(url, config={"links": "main a"})) == ["One", "Two"]
    assert titles(scan(url, config={"address": "/y/"})) == ["Two"]


def test_job_that_the_list_describes_is_not_read_again(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", page(job("One", url="/jobs/1") + listing("/jobs/1")))

    assert titles(scan(url)) == ["One"]
    assert board_server.paths == ["/jobs"]


def test_jobs_are_found_in_the_sitemaps_that_robots_txt_names(board_server: BoardServer) -> None:
    server = board_server
    server.answer(
        "/robots.txt", page(f"User-agent: *\nSitemap: {server.url}/maps/index.xml\nsitemap: /maps/two.xml.gz")
    )
    server.answer("/maps/index.xml", page(sitemap(server, "/maps/one.xml", kind="sitemap"), "application/xml"))
    server.answer("/maps/one.xml", page(sitemap(server, "/jobs/1", "/about", "/jobs/1"), "application/xml"))
    server.answer("/maps/two.xml.gz", page(gzip.compress(sitemap(server, "/stellen/2").encode()), "application/gzip"))
    server.answer("/jobs/1", page(job("One")))
    server.answer("/stellen/2", page(job("Two")))

    pages = scan(server.answer("/jobs", page("<p>Loading …</p>")))

    assert sorted(titles(pages)) == ["One", "Two"]
    assert errors(pages) == []
    assert "/about" not in server.paths


def test_sitemap_at_the_usual_place_is_read(board_server: BoardServer) -> None:
    board_server.answer("/sitemap.xml", page(sitemap(board_server, "/jobs/1"), "application/xml"))
    board_server.answer("/jobs/1", page(job("One")))

    assert titles(scan(board_server.answer("/jobs", page("")))) == ["One"]
    with_one = board_server.answer("/other", page(job("Zero")))
    assert titles(scan(with_one)) == ["Zero"]
    assert titles(scan(with_one, config={"sitemap": True})) == ["Zero", "One"]


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b" " * 30_000_000), gzip.compress(b"<urlset>")[:-12], b"\x1f\x8bdamaged"],
    ids=["bomb", "cut short", "damaged"],
)
def test_sitemap_that_cannot_be_unpacked_is_told(board_server: BoardServer, body: bytes) -> None:
    board_server.answer("/robots.txt", page(f"Sitemap: {board_server.url}/map.xml.gz"))
    board_server.answer("/map.xml.gz", page(body, "application/gzip"))
    tracemalloc.start()

    pages = scan(board_server.answer("/jobs", page("")))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(errors(pages)) == 1
    assert peak < 40 * 1024 * 1024


def test_board_without_any_posting_is_told(board_server: BoardServer) -> None:
    assert errors(scan(board_server.answer("/jobs", page("<p>Hello</p>")))) == [
        "No schema.org JobPosting was found here."
    ]


def test_job_that_is_gone_or_leads_back_is_no_failure(board_server: BoardServer) -> None:
    board_server.answer("/jobs/1", status(410))
    board_server.answer("/jobs/2", redirect("/jobs"))
    board_server.answer("/jobs/3", page(job("Three")))

    pages = scan(board_server.answer("/jobs", page(listing("/jobs/1", "/jobs/2", "/jobs/3"))))

    assert (titles(pages), errors(pages)) == (["Three"], [])


def test_pages_beyond_the_limit_are_told_unless_it_was_meant(board_server: BoardServer, monkeypatch: Any) -> None:
    url = board_server.answer("/jobs", page(listing("/jobs/1", "/jobs/2", "/jobs/3")))
    board_server.answer("*", page(job("One")))

    meant = scan(url, config={"max_pages": 2})

    assert (len(titles(meant)), errors(meant)) == (1, [])
    monkeypatch.setattr("jobs.sourcing.markup.options.MAX_PAGES", 3)
    surprised = scan(url)
    assert len(titles(surprised)) == 2
    assert errors(surprised) == [
        "The board has more than 3 pages; the others were not read. Set max_pages to change that."
    ]


def test_unchanged_page_speaks_for_the_board_where_it_is_all_of_it(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", validated(job("One"), '"v1"', "text/html"))

    (first,) = scan(url)
    again = scan(url, etag='"v1"')

    assert isinstance(first, Page)
    assert (first.etag, again) == ('"v1"', [Unchanged()])


@pytest.mark.parametrize("more", [listing("/jobs/2"), '<a rel="next" href="?page=2">'], ids=["list", "next"])
def test_unchanged_page_that_leads_on_speaks_for_nothing(board_server: BoardServer, more: str) -> None:
    url = board_server.answer("/jobs", validated(job("One") + more, '"v1"', "text/html"))
    board_server.answer("/jobs?page=2", page(job("Two")))
    board_server.answer("/jobs/2", page(job("Two")))

    first, *_others = scan(url)

    assert isinstance(first, Page)
    assert first.etag == ""


def test_charset_of_the_page_is_believed(board_server: BoardServer) -> None:
    body = f"<meta charset=iso-8859-15>{job('Köchin').replace(chr(92) + 'u00f6', 'ö')}".encode("iso-8859-15")

    assert titles(scan(board_server.answer("/jobs", page(body, "text/html")))) == ["Köchin"]


@pytest.mark.parametrize("how", MISBEHAVIOURS)
def test_misbehaving_board_is_unreadable(board_server: BoardServer, settings: Any, how: str) -> None:
    url = board_server.answer("/jobs", misbehaving(job("Koch").encode())[how])
    board_server.answer("/sitemap.xml", status(404))
    settings.SOURCING_TIMEOUT_S = 3.0 if how in {"slow", "trickling"} else 15.0

    if how in {"not what was asked", "truncated document"}:
        assert errors(scan(url)) == ["No schema.org JobPosting was found here."]
    else:
        with pytest.raises(BoardUnreadable, match=r"\w"):
            scan(url)


@pytest.mark.parametrize("how", MISBEHAVIOURS)
def test_misbehaving_page_loses_nothing_of_the_others(board_server: BoardServer, settings: Any, how: str) -> None:
    board_server.answer("/jobs/1", page(job("One")))
    board_server.answer("/jobs/2", misbehaving(job("Two").encode())[how])
    board_server.answer("/jobs/3", page(job("Three")))
    settings.SOURCING_TIMEOUT_S = 3.0 if how in {"slow", "trickling"} else 15.0

    pages = scan(board_server.answer("/jobs", page(listing("/jobs/1", "/jobs/2", "/jobs/3"))))

    # A host that asks for a pause is asked nothing more; what is gone or is another page was read well.
    rest = ["One"] if how.startswith("429") else ["One", "Three"]
    well = how in {"gone", "not what was asked", "truncated document"}
    assert titles(pages) == rest
    assert len(errors(pages)) == (0 if well else 1)


def test_robots_txt_that_forbids_everything_holds(board_server: BoardServer) -> None:
    board_server.answer("/robots.txt", page("User-agent: *\nDisallow: /"))

    with pytest.raises(BoardUnreadable, match=r"robots\.txt"):
        scan(board_server.answer("/jobs", page(job("One"))))
    assert board_server.paths == []


def test_robots_txt_that_forbids_a_page_holds(board_server: BoardServer) -> None:
    board_server.answer("/robots.txt", page("User-agent: *\nDisallow: /jobs/1"))
    board_server.answer("*", page(job("Two")))

    pages = scan(board_server.answer("/jobs", page(listing("/jobs/1", "/jobs/2"))))

    assert (titles(pages), len(errors(pages))) == (["Two"], 1)
    assert "/jobs/1" not in board_server.paths


def test_many_pages_are_read_one_after_the_other(board_server: BoardServer) -> None:
    board_server.answer("*", page(job("One", description="x" * 100_000)))
    url = board_server.answer("/jobs", page(listing(*(f"/jobs/{n}" for n in range(60)))))
    tracemalloc.start()

    source = Source(url, "", {})
    count = sum(len(one.postings) for one in adapter_for("jobposting").pages(source, SafeClient()))  # type: ignore[union-attr]

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 4 * 1024 * 1024
