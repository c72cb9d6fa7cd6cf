"""What all workers know of a host: its robots.txt, whose turn it is, and whether it is left alone."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django_redis import get_redis_connection

from jobs.sourcing.client import BoardUnreadable, PageFailed, SafeClient, breaker
from jobs.sourcing.client.hosts import Host
from jobs.sourcing.client.turns import turn
from tests.jobs.sourcing.boardserver import (
    BoardServer,
    Handler,
    closing,
    looping,
    page,
    redirect,
    serving,
    silent,
    status,
    too_many,
)  # fmt: skip

ROBOTS = "/robots.txt"


def robots(text: str) -> Any:
    return page(text, "text/plain")


def state(server: BoardServer, what: str) -> tuple[Any, int]:
    """Of Redis: the value and the milliseconds that it stays."""
    redis, key = get_redis_connection("default"), Host.of(server.url).key(what)
    return redis.get(key), redis.pttl(key)


def test_robots_txt_is_kept_to(board_server: BoardServer) -> None:
    board_server.answer(ROBOTS, robots("User-agent: *\nDisallow: /private"))
    board_server.answer("/jobs", page("yes"))

    assert SafeClient().get(f"{board_server.url}/jobs").text == "yes"
    with pytest.raises(PageFailed, match=r"robots\.txt"):
        SafeClient().get(f"{board_server.url}/private/jobs")
    assert board_server.paths == ["/jobs"]


@pytest.mark.parametrize(
    "text", ["User-agent: *\nDisallow: /", "User-agent: *\nAllow: /\n\nUser-agent: HireTrack\nDisallow: /"]
)
def test_robots_txt_that_forbids_all_makes_the_board_unreadable(board_server: BoardServer, text: str) -> None:
    board_server.answer(ROBOTS, robots(text))

    with pytest.raises(BoardUnreadable, match=r"robots\.txt"):
        SafeClient().get(board_server.answer("/jobs", page("")))
    assert board_server.paths == []


def test_rules_for_others_do_not_bind_us(board_server: BoardServer) -> None:
    board_server.answer(ROBOTS, robots("User-agent: EvilBot\nDisallow: /"))

    assert SafeClient().get(board_server.answer("/jobs", page("yes"))).text == "yes"


@pytest.mark.parametrize(
    "missing", [status(404), status(401), status(403), looping, redirect("http://169.254.169.254/")]
)
def test_missing_robots_txt_allows_all(board_server: BoardServer, missing: Any) -> None:
    board_server.answer(ROBOTS, missing)

    assert SafeClient().get(board_server.answer("/jobs", page("yes"))).text == "yes"


@pytest.mark.parametrize("away", [status(500), closing, too_many("0")])
def test_robots_txt_that_is_out_of_reach_keeps_us_out(board_server: BoardServer, away: Any) -> None:
    board_server.answer(ROBOTS, away)

    with pytest.raises(BoardUnreadable):
        SafeClient().get(board_server.answer("/jobs", page("")))
    assert board_server.paths == []


def test_robots_txt_is_asked_for_once_by_all(board_server: BoardServer) -> None:
    board_server.answer(ROBOTS, robots("User-agent: *\nDisallow: /private"))
    url = board_server.answer("/jobs", page(""))

    for _ in range(3):
        SafeClient().get(url)

    assert [asked.path for asked in board_server.asked] == [ROBOTS, "/jobs", "/jobs", "/jobs"]
    assert 3_500_000 < state(board_server, "robots")[1] <= 3_600_000


def test_robots_txt_of_the_redirect_s_host_counts_too(board_server: BoardServer, settings: Any) -> None:
    with serving() as other:
        settings.SOURCING_PRIVATE_HOSTS = [board_server.host, other.host]
        other.answer(ROBOTS, robots("User-agent: *\nDisallow: /"))
        url = board_server.answer("/jobs", redirect(f"{other.url}/jobs"))

        with pytest.raises(PageFailed, match=r"robots\.txt"):
            SafeClient().get(url)
        assert other.paths == []


@pytest.mark.parametrize(("asked", "kept_ms"), [("8", 8_000), ("99", 10_000), ("0.1", 0), ("x", 0)])
def test_delay_that_robots_txt_asks_for_is_kept_up_to_ten_seconds(
    board_server: BoardServer, asked: str, kept_ms: int
) -> None:
    board_server.answer(ROBOTS, robots(f"User-agent: *\nCrawl-delay: {asked}"))
    began = time.monotonic()

    SafeClient().get(board_server.answer("/jobs", page("")))

    left_ms = state(board_server, "turn")[1]
    passed_ms = (time.monotonic() - began) * 1000
    assert kept_ms - passed_ms - 100 < left_ms <= max(kept_ms, 100)


def test_host_rests_after_each_request(board_server: BoardServer, settings: Any) -> None:
    settings.SOURCING_HOST_DELAY_S = 0.05
    url = board_server.answer("/jobs", page(""))

    for _ in range(3):
        SafeClient().get(url)

    assert len(board_server.paths) == 3
    settings.SOURCING_HOST_DELAY_S = 30.0
    SafeClient().get(url)
    assert state(board_server, "turn")[0] == b"resting"


def test_host_is_asked_by_one_at_a_time(board_server: BoardServer) -> None:
    at_once, most = [0], [0]

    def reply(handler: Handler) -> None:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        handler.board.over.wait(0.02)
        at_once[0] -= 1
        handler.send(200)

    url = board_server.answer("/jobs", reply)
    threads = [threading.Thread(target=lambda: SafeClient().get(url)) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert (len(board_server.paths), most[0]) == (5, 1)


def test_turn_that_does_not_come_is_told(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", page(""))

    with turn(Host.of(url), rest_s=0), pytest.raises(BoardUnreadable, match="Too many boards"):
        SafeClient(ends_in_s=3.0).get(url)
    assert board_server.asked == []


def test_turn_of_a_killed_worker_passes_on(board_server: BoardServer) -> None:
    host = Host.of(board_server.url)

    with turn(host, rest_s=0):
        assert 55_000 < state(board_server, "turn")[1] <= 60_000


def test_turn_that_was_taken_over_is_not_ended_by_its_old_holder(board_server: BoardServer) -> None:
    host = Host.of(board_server.url)

    with turn(host, rest_s=0):
        get_redis_connection("default").set(host.key("turn"), "somebody else")

    assert state(board_server, "turn")[0] == b"somebody else"


def test_host_that_fails_five_times_is_left_alone(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", status(500))

    with pytest.raises(PageFailed):
        SafeClient().get(url)
    with pytest.raises(BoardUnreadable, match="failed several times") as refused:
        SafeClient().get(url)

    assert len(board_server.paths) == 5
    assert refused.value.until
    assert 290_000 < state(board_server, "open")[1] <= 300_000


def fail(server: BoardServer, times: int) -> Host:
    host = Host.of(server.url)
    for _ in range(times):
        breaker.failed(host)
    return host


def test_after_the_pause_one_more_failure_is_enough(board_server: BoardServer) -> None:
    SafeClient().get(board_server.answer("/jobs", page("")))
    host = fail(board_server, 5)
    get_redis_connection("default").delete(host.key("open"))

    with pytest.raises(BoardUnreadable):
        SafeClient().get(board_server.answer("/jobs", status(500)))
    assert len(board_server.paths) == 2


def test_success_forgets_the_failures(board_server: BoardServer) -> None:
    fail(board_server, 4)

    SafeClient().get(board_server.answer("/jobs", page("")))

    assert state(board_server, "failures")[0] is None


def test_slow_answers_count_as_failures(board_server: BoardServer, settings: Any) -> None:
    board_server.answer(ROBOTS, status(404))
    fail(board_server, 2)
    url = board_server.answer("/jobs", page(""))
    SafeClient().get(url)
    board_server.answer("/jobs", silent)
    settings.SOURCING_TIMEOUT_S = 0.2

    with pytest.raises(PageFailed):
        SafeClient(attempts=2).get(url)
    assert state(board_server, "failures")[0] == b"2"


def test_without_redis_no_board_is_asked(board_server: BoardServer, settings: Any) -> None:
    url = board_server.answer("/jobs", page(""))
    settings.CACHES = {**settings.CACHES, "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}

    with pytest.raises(BoardUnreadable, match="Redis"):
        SafeClient().get(url)
    assert board_server.asked == []
