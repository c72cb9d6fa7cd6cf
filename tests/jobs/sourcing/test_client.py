"""What comes back of a request, and what does not."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from email.utils import format_datetime
from typing import Any

import pytest
from django.utils import timezone

from hiretrack.context import deadline_in
from jobs.sourcing.client import BoardUnreadable, PageFailed, PageTooLarge, SafeClient
from jobs.sourcing.client.attempts import retry_after
from tests.jobs.sourcing.boardserver import (
    BoardServer,
    as_json,
    closing,
    cut_short,
    gzip_bomb,
    huge,
    looping,
    page,
    redirect,
    silent,
    status,
    too_many,
    trickling,
    validated,
    zipped,
)  # fmt: skip


def test_answer_is_read(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", page("Grüße", ETag='"a"', Last_Modified="Mon, 02 Nov 2026 10:00:00 GMT"))

    answer = SafeClient().get(f"{url}#top", accept="text/html")

    assert (answer.text, answer.url, answer.not_modified) == ("Grüße", url, False)
    assert (answer.etag, answer.last_modified) == ('"a"', "Mon, 02 Nov 2026 10:00:00 GMT")
    assert board_server.asked[-1].headers["accept"] == "text/html"


def test_request_names_us_and_where_we_live(board_server: BoardServer, settings: Any) -> None:
    SafeClient().get(board_server.answer("/jobs", page("")))

    names = {asked.headers["user-agent"] for asked in board_server.asked}
    assert names == {f"HireTrack/{settings.VERSION} (+{settings.PUBLIC_URL})"}


def test_packed_answer_is_unpacked(board_server: BoardServer) -> None:
    assert SafeClient().get(board_server.answer("/jobs", zipped('{"jobs": []}'))).json() == {"jobs": []}


def test_unchanged_page_is_told_from_its_etag(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", validated("[]", '"one"'))

    first = SafeClient().get(url)
    second = SafeClient().get(url, etag=first.etag)

    assert (first.not_modified, second.not_modified, second.body) == (False, True, b"")


def test_date_of_the_last_answer_is_sent_back(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", status(304))

    assert SafeClient().get(url, last_modified="Mon, 02 Nov 2026 10:00:00 GMT").not_modified
    assert board_server.asked[-1].headers["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"


def test_unasked_304_is_no_answer(board_server: BoardServer) -> None:
    with pytest.raises(PageFailed, match="304"):
        SafeClient().get(board_server.answer("/jobs", status(304)))


def test_validator_that_is_too_long_to_keep_is_forgotten(board_server: BoardServer) -> None:
    assert SafeClient().get(board_server.answer("/jobs", page("", ETag=f'"{"x" * 400}"'))).etag == ""


@pytest.mark.parametrize("code", [401, 403, 404, 410, 418])
def test_refusal_is_told_without_asking_again(board_server: BoardServer, code: int) -> None:
    url = board_server.answer("/jobs", status(code))

    with pytest.raises(PageFailed, match=str(code)):
        SafeClient().get(url)
    assert board_server.paths == ["/jobs"]


@pytest.mark.parametrize(
    "fault", [status(500), status(502), status(503), closing, cut_short(b"[1, 2, 3]"), too_many("0")]
)
def test_passing_fault_is_overcome(board_server: BoardServer, fault: Any) -> None:
    url = board_server.answer("/jobs", fault, fault, as_json([1]))

    assert SafeClient().get(url).json() == [1]
    assert len(board_server.paths) == 3


def test_lasting_fault_is_told_after_three_attempts(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", status(500))

    with pytest.raises(PageFailed, match="500"):
        SafeClient().get(url)
    assert len(board_server.paths) == 3


@pytest.mark.parametrize("fault", [silent, trickling])
def test_slow_answer_ends_at_the_time_limit(board_server: BoardServer, settings: Any, fault: Any) -> None:
    url = board_server.answer("/jobs", page(""))
    SafeClient().get(url)
    board_server.answer("/jobs", fault)
    settings.SOURCING_TIMEOUT_S = 0.3

    # robots.txt is known by now: it must not be what took too long.
    with pytest.raises(PageFailed, match="did not answer within"):
        SafeClient(attempts=1).get(url)


def test_caller_s_deadline_ends_everything(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", page("in time"))

    with deadline_in(60):
        assert SafeClient().get(url).text == "in time"
    with deadline_in(-1), pytest.raises(BoardUnreadable, match="time for reading"):
        SafeClient().get(url)


def test_client_s_own_time_ends_everything(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", silent)
    client = SafeClient(ends_in_s=0.3)

    with pytest.raises((PageFailed, BoardUnreadable)):
        client.get(url)
    with pytest.raises(BoardUnreadable, match="time for reading"):
        client.get(url)


@pytest.mark.parametrize("flood", [huge(), gzip_bomb()])
def test_flood_ends_at_ten_megabytes(board_server: BoardServer, flood: Any) -> None:
    url = board_server.answer("/jobs", flood)
    tracemalloc.start()

    with pytest.raises(PageTooLarge, match=r"10\.0.MB"):
        SafeClient().get(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 1024 * 1024
    assert board_server.paths == ["/jobs"]


def test_other_limit_of_size_can_be_set(board_server: BoardServer, settings: Any) -> None:
    settings.SOURCING_MAX_BYTES = 100

    assert SafeClient().get(board_server.answer("/small", page("x" * 100))).body == b"x" * 100
    with pytest.raises(PageTooLarge):
        SafeClient().get(board_server.answer("/jobs", page("x" * 101)))


def test_redirects_are_followed_to_their_end(board_server: BoardServer) -> None:
    url = board_server.answer("/old", redirect("/newer#jobs", 301))
    board_server.answer("/newer", redirect(f"{board_server.url}/newest", 308))
    board_server.answer("/newest", page("here"))

    answer = SafeClient().get(url)

    assert (answer.url, answer.text) == (f"{board_server.url}/newest", "here")


def test_redirects_end_after_five(board_server: BoardServer) -> None:
    for number in range(9):
        board_server.answer(f"/{number}", redirect(f"/{number + 1}"))

    with pytest.raises(PageFailed, match="too often"):
        SafeClient().get(f"{board_server.url}/0")
    assert board_server.paths == [f"/{number}" for number in range(6)]


def test_redirect_in_a_circle_is_noticed_at_once(board_server: BoardServer) -> None:
    with pytest.raises(PageFailed, match="circle"):
        SafeClient().get(board_server.answer("/jobs", looping))
    assert board_server.paths == ["/jobs"]


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://169.254.169.254/latest/",
        "http://[::1]:9/",
        "http://10.0.0.1/",
    ],
)
def test_redirect_inside_is_not_followed(board_server: BoardServer, inside: str) -> None:
    with pytest.raises(PageFailed, match="private range"):
        SafeClient().get(board_server.answer("/jobs", redirect(inside)))


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://example.com/", "http://[", "javascript:alert(1)"])
def test_redirect_out_of_the_web_is_not_followed(board_server: BoardServer, place: str) -> None:
    with pytest.raises(PageFailed):
        SafeClient().get(board_server.answer("/jobs", redirect(place)))


def test_private_address_is_refused_unless_the_operator_named_it(board_server: BoardServer, settings: Any) -> None:
    url = board_server.answer("/jobs", page(""))
    settings.SOURCING_PRIVATE_HOSTS = ["127.0.0.1:1", "127.0.0.1"]

    with pytest.raises(PageFailed, match="private range"):
        SafeClient().get(url)
    assert board_server.asked == []


def test_long_pause_that_a_host_asks_for_is_told(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", too_many("7200"))

    with pytest.raises(BoardUnreadable, match="asks to be left alone until") as refused:
        SafeClient().get(url)
    assert refused.value.until is not None
    assert refused.value.until > timezone.now() + dt.timedelta(minutes=119)
    assert board_server.paths == ["/jobs"]


def test_long_pause_holds_for_every_page_of_the_host(board_server: BoardServer) -> None:
    board_server.answer("/one", status(503, Retry_After="600"))
    two = board_server.answer("/two", page(""))

    with pytest.raises(BoardUnreadable):
        SafeClient().get(f"{board_server.url}/one")
    with pytest.raises(BoardUnreadable, match="left alone"):
        SafeClient().get(two)
    assert board_server.paths == ["/one"]


def test_pause_may_be_told_as_a_date() -> None:
    later = timezone.now() + dt.timedelta(seconds=90)

    assert 80 < (retry_after(format_datetime(later, usegmt=False)) or 0) <= 90
    assert retry_after("Mon, 02 Nov 2020 10:00:00 GMT") == 0
    assert retry_after("120") == 120
    assert retry_after("soon") is retry_after("") is retry_after("-5") is None


def test_pause_that_outlasts_the_client_is_not_waited_for(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", too_many("50"))

    with pytest.raises(BoardUnreadable, match="wants a pause"):
        SafeClient(ends_in_s=20).get(url)
    assert board_server.paths == ["/jobs"]
