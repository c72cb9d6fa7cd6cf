"""What all adapters of providers and feeds have in common: they lose nothing, and take nothing else for a board."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from hiretrack.errors import Invalid
from jobs.sourcing.boards import adapter_for
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.client import BoardUnreadable
from jobs.sourcing.postings import Source
from tests.jobs.sourcing.boardserver import (
    MISBEHAVIOURS,
    BoardServer,
    closing,
    cut_short,
    misbehaving,
    page,
    status,
    too_many,
    validated,
    zipped,
)
from tests.jobs.sourcing.reading import Outcome, payload, scanned

KINDS = {
    "greenhouse": ("greenhouse.json", 4, 2),
    "lever": ("lever.json", 4, 1),
    "ashby": ("ashby.json", 4, 0),
    "feed": ("rss.xml", 2, 1),
}
"""The payload, its postings, and what it has beside them."""
kinds = pytest.mark.parametrize("kind", KINDS)


def body(kind: str) -> bytes:
    return payload(KINDS[kind][0])


def scan(kind: str, server: BoardServer, **validators: str) -> Outcome:
    if kind == "feed":
        return scanned(kind, f"{server.url}/jobs", **validators)
    return scanned(kind, "https://careers.example/", api_url=f"{server.url}/jobs", **validators)


def is_complete(kind: str, outcome: Outcome) -> bool:
    _name, postings, skipped = KINDS[kind]
    found = len(outcome.postings), sum(page.skipped for page in outcome.pages), outcome.errors
    return found == (postings, skipped, [])


@kinds
def test_board_is_read(board_server: BoardServer, kind: str) -> None:
    board_server.answer("/jobs", page(body(kind), "application/json"))

    assert is_complete(kind, scan(kind, board_server))
    assert len(board_server.paths) == 1


@kinds
@pytest.mark.parametrize("fault", [status(500), too_many("0"), closing, cut_short(b"{}" * 999)])
def test_passing_fault_loses_nothing(board_server: BoardServer, kind: str, fault: Any) -> None:
    board_server.answer("/jobs", fault, fault, zipped(body(kind)))

    assert is_complete(kind, scan(kind, board_server))


@kinds
@pytest.mark.parametrize("fault", [name for name in MISBEHAVIOURS if name != "truncated document"])
def test_lasting_fault_makes_the_board_unreadable(
    board_server: BoardServer, settings: Any, kind: str, fault: str
) -> None:
    board_server.answer("/jobs", misbehaving(body(kind))[fault])
    settings.SOURCING_TIMEOUT_S = 0.3 if fault in {"slow", "trickling"} else 15.0

    with pytest.raises(BoardUnreadable) as told:
        scan(kind, board_server)
    assert str(told.value).endswith(".")


@pytest.mark.parametrize("kind", ["greenhouse", "lever", "ashby"])
def test_truncated_json_makes_the_board_unreadable(board_server: BoardServer, kind: str) -> None:
    board_server.answer("/jobs", misbehaving(body(kind))["truncated document"])

    with pytest.raises(BoardUnreadable, match="JSON"):
        scan(kind, board_server)


@pytest.mark.parametrize("kind", ["greenhouse", "lever", "ashby"])
@pytest.mark.parametrize("other", ["null", "[]", "{}", '{"jobs": {}}', '"jobs"', '{"ok": false, "error": "x"}'])
def test_json_of_another_kind_makes_the_board_unreadable(board_server: BoardServer, kind: str, other: str) -> None:
    board_server.answer("/jobs", page(other))
    if (kind, other) == ("lever", "[]"):
        return  # an empty board, there

    with pytest.raises(BoardUnreadable):
        scan(kind, board_server)


@kinds
@pytest.mark.parametrize("charset", ["iso-8859-1", "ascii", "utf-8", "x-nonsense", ""])
def test_wrong_charset_changes_no_letter(board_server: BoardServer, kind: str, charset: str) -> None:
    board_server.answer("/jobs", page(body(kind), "application/json; charset=utf-8"))
    right = scan(kind, board_server)
    board_server.answer("/jobs", page(body(kind), f"text/plain; charset={charset}"))

    assert scan(kind, board_server).postings == right.postings


@kinds
def test_unchanged_board_is_not_read_again(board_server: BoardServer, kind: str) -> None:
    board_server.answer("/jobs", validated(body(kind), 'W/"one"'))

    first = scan(kind, board_server)
    again = scan(kind, board_server, etag=first.pages[0].etag)

    assert (first.unchanged, first.pages[0].etag) == (False, 'W/"one"')
    assert (again.unchanged, again.pages) == (True, [])


@kinds
def test_board_without_jobs_is_a_board(board_server: BoardServer, kind: str) -> None:
    empty = {"lever": "[]", "feed": '<rss version="2.0"><channel><title>x</title></channel></rss>'}
    board_server.answer("/jobs", page(empty.get(kind, '{"jobs": []}')))

    outcome = scan(kind, board_server)

    assert (len(outcome.pages), outcome.postings, outcome.errors) == (1, [], [])


@pytest.mark.parametrize("kind", ["greenhouse", "lever", "ashby"])
def test_entry_of_another_shape_is_skipped(board_server: BoardServer, kind: str) -> None:
    broken = '[null, 1, [], {}, {"title": {"a": 1}, "text": [], "jobUrl": 3, "compensation": []}]'
    board_server.answer("/jobs", page(broken if kind == "lever" else f'{{"jobs": {broken}}}'))

    outcome = scan(kind, board_server)

    assert (outcome.postings, outcome.pages[0].skipped) == ([], 5)


@pytest.mark.parametrize(
    ("kind", "url", "api"),
    [
        ("greenhouse", "https://boards.greenhouse.io/fjord", "boards-api.greenhouse.io/v1/boards/fjord/jobs"),
        ("greenhouse", "https://job-boards.greenhouse.io/a/jobs/1", "boards-api.greenhouse.io/v1/boards/a/jobs"),
        ("greenhouse", "https://job-boards.eu.greenhouse.io/a/", "boards-api.greenhouse.io/v1/boards/a/jobs"),
        ("greenhouse", "https://boards.greenhouse.io/embed/jobs?for=a&b", "boards-api.greenhouse.io/v1/boards/a/jobs"),
        ("greenhouse", "https://boards-api.greenhouse.io/v1/boards/a", "boards-api.greenhouse.io/v1/boards/a/jobs"),
        ("lever", "https://jobs.lever.co/lumen-werke", "api.lever.co/v0/postings/lumen-werke"),
        ("lever", "HTTPS://Jobs.Lever.co/a/0b6f?lever-source=x", "api.lever.co/v0/postings/a"),
        ("lever", "https://jobs.eu.lever.co/a", "api.eu.lever.co/v0/postings/a"),
        ("lever", "https://api.eu.lever.co/v0/postings/a?mode=json", "api.eu.lever.co/v0/postings/a"),
        ("ashby", "https://jobs.ashbyhq.com/Mossgarten", "api.ashbyhq.com/posting-api/job-board/Mossgarten"),
        ("ashby", "https://jobs.ashbyhq.com/Moss%20Garten/x", "api.ashbyhq.com/posting-api/job-board/Moss%20Garten"),
        ("ashby", "https://api.ashbyhq.com/posting-api/job-board/a", "api.ashbyhq.com/posting-api/job-board/a"),
    ],
)  # fmt: skip
def test_address_for_people_leads_to_the_api(kind: str, url: str, api: str) -> None:
    adapter: Any = adapter_for(kind)
    adapter.check(url, {})

    assert adapter.api_url(Source(url, "")) == f"https://{api}"
    assert adapter.api_url(Source("https://own.example/jobs", "", {"board": "b/c"})).endswith(("b%2Fc", "b%2Fc/jobs"))


def pointers(kind: str, url: str, config: dict[str, Any]) -> list[str]:
    with pytest.raises(Invalid) as refused:
        adapter_for(kind).check(url, config)
    return [error.pointer for error in refused.value.errors]


@pytest.mark.parametrize(
    ("kind", "url", "config", "faults"),
    [
        ("greenhouse", "https://fjordwind.example/jobs", {}, ["/url"]),
        ("greenhouse", "https://boards.greenhouse.io/embed/job_board", {}, ["/url"]),
        ("lever", "https://jobs.ashbyhq.com/x", {}, ["/url"]),
        ("ashby", "https://jobs.ashbyhq.com/", {}, ["/url"]),
        ("lever", "https://x.example/", {"board": "a b"}, ["/scraper_config/board"]),
        ("lever", "https://x.example/", {"api_url": "ftp://x"}, ["/scraper_config/api_url"]),
        ("lever", "https://x.example/", {"api_url": "http://127.0.0.1/"}, ["/scraper_config/api_url"]),
        ("ashby", "https://jobs.ashbyhq.com/x", {"s": "a", "page": 1}, ["/scraper_config/s", "/scraper_config/page"]),
        ("feed", "file:///etc/passwd", {}, ["/url"]),
        ("feed", "http://169.254.169.254/feed", {}, ["/url"]),
        ("feed", "https://user:secret@x.example/feed", {"a": 1}, ["/url", "/scraper_config/a"]),
    ],
)  # fmt: skip
def test_what_cannot_be_scanned_is_told(kind: str, url: str, config: dict[str, Any], faults: list[str]) -> None:
    assert pointers(kind, url, config) == faults


def test_hosts_that_the_operator_named_may_be_private(settings: Any) -> None:
    settings.SOURCING_PRIVATE_HOSTS = ["127.0.0.1:8000", "10.0.0.7"]

    adapter_for("feed").check("http://127.0.0.1:8000/feed", {})
    adapter_for("feed").check("https://10.0.0.7/feed", {})
    assert pointers("feed", "http://127.0.0.1:8001/feed", {}) == ["/url"]


def test_every_kind_has_an_adapter_or_says_why_not() -> None:
    for kind in set(BoardKind) - {BoardKind.RENDERED}:
        assert adapter_for(kind)


def test_kind_whose_programs_are_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jobs.sourcing.boards.rendered", None)

    with pytest.raises(Invalid) as refused:
        adapter_for("rendered")
    assert refused.value.errors[0].code == "kind_unavailable"


def test_unknown_kind_is_told() -> None:
    with pytest.raises(Invalid) as refused:
        adapter_for("carrier pigeon")
    assert (refused.value.errors[0].pointer, refused.value.errors[0].code) == ("/kind", "unknown_kind")
