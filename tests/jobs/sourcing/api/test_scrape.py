"""POST /v1/scrape, and the look at a board behind it."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from django.core.cache import cache
from django_redis import get_redis_connection

from hiretrack.errors import DomainError, Invalid
from jobs.sourcing import preview as previews
from jobs.sourcing.choices import BoardKind
from jobs.sourcing.models import JobBoard, Listing
from jobs.sourcing.preview import Busy, preview, recognised
from tests.fixtures import ApiClient
from tests.jobs.sourcing.boardserver import BoardServer, Handler, page, silent, status

RSS = "<rss version='2.0'><channel><item><title>Koch</title><link>https://x.example/1</link></item></channel></rss>"


def job(title: str, **more: Any) -> str:
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": title, **more}
    return f'<script type="application/ld+json">{json.dumps(posting)}</script>'


def rows(count: int) -> str:
    return "".join(f'<li class="row"><a href="/jobs/{n}">Job {n}</a>' for n in range(count))


def errors(answer: Any) -> set[tuple[str, str]]:
    return {(error["pointer"], error["code"]) for error in answer.json().get("errors", [])}


def test_page_with_job_postings_is_recognised(api: ApiClient, public_server: BoardServer) -> None:
    place = {"address": {"addressLocality": "München", "addressCountry": "DE"}}
    pay = {"currency": "EUR", "value": {"minValue": 45_000, "maxValue": 55_000, "unitText": "YEAR"}}
    markup = job("Koch", url="/jobs/7", jobLocation=place, baseSalary=pay, datePosted="2026-04-17", description="<p>x")

    answer = api.post("/v1/scrape", {"url": public_server.answer("/jobs", page(markup))})

    assert answer.status_code == 200, answer.content
    assert answer.json() == {
        "kind": "jobposting", "complete": True, "skipped": 0, "faults": [],
        "postings": [{
            "title": "Koch", "company": "", "location": "München, DE", "country": "DE", "remote": False,
            "url": f"{public_server.url}/jobs/7", "external_id": None, "description": "x", "salary_min": "45000.00",
            "salary_max": "55000.00", "salary_currency": "EUR", "salary_period": "year",
            "posted_at": "2026-04-17T00:00:00Z",
        }],
    }  # fmt: skip
    assert public_server.paths == ["/jobs"]


@pytest.mark.parametrize("content_type", ["application/rss+xml", "text/xml", "text/html"])
def test_feed_is_recognised(api: ApiClient, public_server: BoardServer, content_type: str) -> None:
    found = api.post("/v1/scrape", {"url": public_server.answer("/jobs", page(RSS, content_type))}).json()

    assert (found["kind"], [one["title"] for one in found["postings"]]) == ("feed", ["Koch"])


def test_page_is_read_by_selectors_and_no_further_than_needed(api: ApiClient, public_server: BoardServer) -> None:
    public_server.answer("*", page(rows(15)))
    config = {"row": "li.row", "page": "?p={page}"}
    public_server.answer("/list?p=2", page(rows(30)))

    found = api.post("/v1/scrape", {"url": f"{public_server.url}/list?p=1", "scraper_config": config}).json()

    assert (found["kind"], len(found["postings"]), found["complete"]) == ("html", 20, False)
    assert public_server.paths == ["/list?p=1", "/list?p=2"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://boards.greenhouse.io/acme", BoardKind.GREENHOUSE),
        ("https://job-boards.greenhouse.io/acme", BoardKind.GREENHOUSE),
        ("https://jobs.lever.co/acme", BoardKind.LEVER),
        ("https://jobs.eu.lever.co/acme", BoardKind.LEVER),
        ("https://jobs.ashbyhq.com/acme", BoardKind.ASHBY),
        ("https://notgreenhouse.io/acme", None),
        ("https://jobs.lever.co.evil.example/acme", None),
        ("http://[", None),
    ],
)
def test_known_hosts_are_recognised_without_asking(url: str, kind: BoardKind | None) -> None:
    assert recognised(url) == kind


def test_page_that_describes_no_jobs_is_refused(api: ApiClient, public_server: BoardServer) -> None:
    answer = api.post("/v1/scrape", {"url": public_server.answer("/jobs", page("<p>Hello</p>"))})

    assert answer.status_code == 422
    assert errors(answer) == {("/kind", "kind_not_recognised")}


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/", "http://localhost/", "http://169.254.169.254/", "http://[::1]/", "http://10.0.0.1/jobs",
     "http://nowhere.invalid/"],
)  # fmt: skip
def test_private_address_is_refused(api: ApiClient, url: str) -> None:
    answer = api.post("/v1/scrape", {"url": url})

    assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
    assert errors(answer) == {("/url", "address_refused")}


def test_bad_selectors_are_all_named(api: ApiClient, public_server: BoardServer) -> None:
    body = {"url": f"{public_server.url}/jobs", "kind": "html", "scraper_config": {"row": "li[", "title": "::"}}

    answer = api.post("/v1/scrape", body)

    assert errors(answer) == {
        ("/scraper_config/row", "invalid_selector"),
        ("/scraper_config/title", "invalid_selector"),
    }
    assert public_server.asked == []


def test_no_browser_is_started_for_strangers(api: ApiClient, public_server: BoardServer) -> None:
    answer = api.post("/v1/scrape", {"url": f"{public_server.url}/jobs", "kind": "rendered"})

    assert (answer.status_code, {pointer for pointer, _ in errors(answer)}) == (422, {"/kind"})
    with pytest.raises(Invalid):
        preview(f"{public_server.url}/jobs", "rendered", {"row": "li"}, stranger=True)


@pytest.mark.parametrize("fault", [status(500), status(404)], ids=["500", "404"])
def test_board_that_fails_is_told(api: ApiClient, public_server: BoardServer, fault: Any) -> None:
    answer = api.post("/v1/scrape", {"url": public_server.answer("/jobs", fault)})

    assert (answer.status_code, answer.json()["code"]) == (422, "board_unreadable")


def test_robots_txt_holds(api: ApiClient, public_server: BoardServer) -> None:
    public_server.answer("/robots.txt", page("User-agent: *\nDisallow: /"))

    answer = api.post("/v1/scrape", {"url": public_server.answer("/jobs", page(job("Koch")))})

    assert "robots.txt" in answer.json()["detail"]
    assert public_server.paths == []


def test_time_is_bounded_and_what_was_found_is_shown(
    api: ApiClient, public_server: BoardServer, monkeypatch: Any
) -> None:
    public_server.answer("/jobs?p=2", silent)
    public_server.answer("/mute", silent)
    config = {"row": "li.row", "page": "/jobs?p={page}"}
    body = {"url": public_server.answer("/jobs", page(rows(2))), "scraper_config": config}
    began = time.monotonic()
    assert api.post("/v1/scrape", body | {"scraper_config": {"row": "li.row"}}).json()["complete"]
    first_page_s = time.monotonic() - began

    monkeypatch.setattr(previews, "MOST_SECONDS", max(8.0, 4 * first_page_s))
    some = api.post("/v1/scrape", body)
    monkeypatch.setattr(previews, "MOST_SECONDS", 3.0)
    none = api.post("/v1/scrape", {"url": f"{public_server.url}/mute"})

    assert (len(some.json()["postings"]), some.json()["complete"], len(some.json()["faults"]) > 0) == (2, False, True)
    assert (none.status_code, none.json()["code"]) == (422, "board_unreadable")


def test_nothing_is_kept(api: ApiClient, public_server: BoardServer, django_assert_num_queries: Any) -> None:
    url = public_server.answer("/jobs", page(job("Koch")))

    with django_assert_num_queries(0):
        api.post("/v1/scrape", {"url": url})

    assert not JobBoard._base_manager.exists()
    assert not Listing._base_manager.exists()


@pytest.mark.django_db
def test_four_run_at_once_in_the_whole_installation(board_server: BoardServer) -> None:
    arrived, go = threading.Semaphore(0), threading.Event()

    def waiting(handler: Handler) -> None:
        arrived.release()
        go.wait(60)
        page(job("Koch"))(handler)

    board_server.answer("/jobs", waiting)
    # Turns of one host come one after the other, so the places are taken directly.
    with previews.place(), previews.place(), previews.place(), ThreadPoolExecutor(1) as others:
        fourth = others.submit(preview, f"{board_server.url}/jobs")
        assert arrived.acquire(timeout=60)
        with pytest.raises(Busy) as busy:
            preview(f"{board_server.url}/jobs")
        go.set()
        assert fourth.result(60).kind == BoardKind.JOBPOSTING
    assert 1 <= busy.value.retry_after <= previews.MOST_SECONDS
    assert preview(f"{board_server.url}/jobs").complete


def test_fifth_is_told_when_to_come_again(api: ApiClient, public_server: BoardServer) -> None:
    url = public_server.answer("/jobs", page(job("Koch")))
    with ExitStack() as places:
        for _ in range(previews.MOST_AT_ONCE):
            places.enter_context(previews.place(stranger=True))
        answer = api.post("/v1/scrape", {"url": url})
        with previews.place():
            """Those who work here have places of their own."""

    assert (answer.status_code, answer.json()["code"]) == (503, "preview_busy")
    assert int(answer.headers["Retry-After"]) >= 1
    assert api.post("/v1/scrape", {"url": url}).status_code == 200


def test_place_of_a_server_that_was_killed_is_free_again() -> None:
    key = str(cache.make_key("sourcing:previews"))
    get_redis_connection("default").zadd(key, {f"dead-{n}": 1 for n in range(4)})

    with previews.place():
        assert get_redis_connection("default").zcard(key) == 1


def test_each_address_has_a_limit_of_its_own(api: ApiClient, public_server: BoardServer, settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"scrape": "1/hour"}
    url = public_server.answer("/jobs", page(job("Koch")))

    answers = [
        api.post("/v1/scrape", {"url": url}, REMOTE_ADDR=address)
        for address in ("192.0.2.77", "192.0.2.77", "192.0.2.78")
    ]

    assert [answer.status_code for answer in answers] == [200, 429, 200]
    assert answers[1].json()["code"] == "rate_limited"
    assert int(answers[1].headers["Retry-After"]) > 1
    assert '"scrape"' in answers[0].headers["RateLimit-Policy"]


@pytest.mark.django_db
def test_kind_that_was_named_wrongly_is_told(board_server: BoardServer) -> None:
    with pytest.raises(DomainError) as failed:
        preview(board_server.answer("/jobs", page(job("Koch"))), "feed")

    assert failed.value.code == "board_unreadable"
