from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from jobs.choices import SalaryPeriod
from jobs.salaries import Salary
from jobs.sourcing.client import BoardUnreadable
from jobs.sourcing.postings import Posting
from tests.jobs.sourcing.boardserver import MISBEHAVIOURS, BoardServer, misbehaving, page
from tests.jobs.sourcing.reading import Outcome, payload, scanned

XML = "application/rss+xml; charset=utf-8"


def scan(server: BoardServer, document: str | bytes, content_type: str = XML) -> Outcome:
    return scanned("feed", server.answer("/feed", page(document, content_type)))


def rss(*items: str, head: str = "") -> str:
    joined = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>x</title>{head}{joined}</channel></rss>'


def job(number: int, more: str = "") -> str:
    return f"<title>Job {number}</title><link>https://x.example/{number}</link>{more}"


def test_rss_with_a_job_namespace_is_read_whole(board_server: BoardServer) -> None:
    assert scan(board_server, payload("rss.xml")).postings[0] == Posting(
        title="Kranführer:in & Lotse",
        url="https://hafenjobs.example/stelle/kranfuehrer/",
        company="Elbe Terminal GmbH",
        location="Hamburg, Germany",
        description="Sie bewegen Container.\n\n- Schicht\n- Kranschein",
        external_id="https://hafenjobs.example/?p=811",
        salary=Salary(Decimal(48_000), Decimal(56_000), "EUR", SalaryPeriod.YEAR),
        posted_at=dt.datetime(2026, 11, 1, 7, 30, tzinfo=dt.UTC),
    )


def test_plain_elements_and_relative_addresses_are_read(board_server: BoardServer) -> None:
    found = scan(board_server, payload("rss.xml")).postings[1]

    assert found.url == f"{board_server.url}/stelle/dispatcher/?utm=1&b=2"
    assert (found.company, found.location, found.remote) == ("Seaway Ltd", "Bremen, Germany", True)
    assert (found.description, found.posted_at) == ("Plan routes.\nTalk to captains.", None)


def test_atom_is_read_whole(board_server: BoardServer) -> None:
    assert scan(board_server, payload("atom.xml")).postings == [
        Posting(
            title="Peat & Bog Ranger",
            url="https://moor.example/jobs/ranger",
            company="The Board",
            description="Walk the bog.\n\nCount cranes.",
            external_id="urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a",
            posted_at=dt.datetime(2026, 10, 31, 11, 0, tzinfo=dt.UTC),
        )
    ]


def test_entry_without_address_is_counted(board_server: BoardServer) -> None:
    assert scan(board_server, payload("rss.xml")).pages[0].skipped == 1


@pytest.mark.parametrize("codec", ["cp1252", "utf-8", "utf-16"])
def test_charset_of_the_declaration_is_read(board_server: BoardServer, codec: str) -> None:
    text = payload("rss.xml").decode().replace("UTF-8", "windows-1252" if codec == "cp1252" else codec)

    assert scan(board_server, text.encode(codec), "application/xml").titles[0] == "Kranführer:in & Lotse"


def test_sloppy_feed_is_read(board_server: BoardServer) -> None:
    sloppy = rss(job(1, "<company>Salt & Sons</company>"), job(2, "<description>a < b <br> c</description>"))

    outcome = scan(board_server, sloppy)

    assert (outcome.titles, outcome.errors) == (["Job 1", "Job 2"], [])
    assert outcome.postings[0].company == "Salt & Sons"


def test_feed_that_breaks_off_keeps_what_was_whole(board_server: BoardServer) -> None:
    document = rss(*(job(number, "<description>long</description>") for number in range(10)))

    outcome = scan(board_server, document[: document.index("ong", document.index("Job 7"))])

    assert outcome.titles == [f"Job {number}" for number in range(7)]
    assert outcome.errors == ["The feed breaks off before its end."]


def following(url: str) -> str:
    return f'<a:link rel="next" href="{url}"/>'


def test_pages_are_followed(board_server: BoardServer) -> None:
    board_server.answer("/feed?page=2", page(rss(job(2), head=following("/feed?page=3"))))
    board_server.answer("/feed?page=3", page(rss(job(3), head=following("/feed?page=2"))))

    outcome = scan(board_server, rss(job(1), head=following("?page=2")))

    assert (outcome.titles, outcome.errors) == (["Job 1", "Job 2", "Job 3"], [])
    assert {found.etag for found in outcome.pages} == {""}


def test_pages_on_another_host_are_not_followed(board_server: BoardServer) -> None:
    outcome = scan(board_server, rss(job(1), head=following("https://elsewhere.example/feed")))

    assert (outcome.titles, len(board_server.paths)) == (["Job 1"], 1)


@pytest.mark.parametrize("fault", [name for name in MISBEHAVIOURS if name != "truncated document"])
def test_failed_page_is_told(board_server: BoardServer, settings: Any, fault: str) -> None:
    board_server.answer("/two", misbehaving(rss(job(2)).encode())[fault])
    settings.SOURCING_TIMEOUT_S = 1.0 if fault in {"slow", "trickling"} else 15.0

    outcome = scan(board_server, rss(job(1), head=following("/two")))

    assert (outcome.titles, len(outcome.errors)) == (["Job 1"], 1)


@pytest.mark.parametrize(
    "document", ["", "<html><p>Hi</p></html>", '{"items": []}', "/etc/passwd", "http://127.0.0.1/"]
)
def test_what_is_no_feed_is_told(board_server: BoardServer, document: str) -> None:
    with pytest.raises(BoardUnreadable, match="feed"):
        scan(board_server, document, "text/html")


def test_entities_lead_nowhere(board_server: BoardServer, tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    doctype = f'<!DOCTYPE r [<!ENTITY e SYSTEM "file://{secret}"><!ENTITY w SYSTEM "{board_server.url}/stolen">]>'

    outcome = scan(board_server, doctype + rss(job(1, "<description>a &e; &w;</description>")))

    assert "SECRET" not in outcome.postings[0].description
    assert board_server.paths == ["/feed"]


def test_entities_within_entities_do_not_explode(board_server: BoardServer) -> None:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE r [<!ENTITY l0 "lol">{layers}]>'

    outcome = scan(board_server, doctype + rss(job(1, "<description>&l9;</description>")))

    assert sum(len(posting.description) for posting in outcome.postings) < 1000
