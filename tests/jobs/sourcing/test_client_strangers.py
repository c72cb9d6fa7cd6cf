"""What a stranger may have us read, and what is remembered of it: nothing."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django_redis import get_redis_connection

from jobs.sourcing.boards import adapter_for
from jobs.sourcing.client import BoardUnreadable, PageFailed, SafeClient
from jobs.sourcing.client.breaker import FAILURES
from jobs.sourcing.client.hosts import Host
from jobs.sourcing.markup import browser
from jobs.sourcing.postings import Page, Source
from tests.jobs.sourcing.boardserver import BoardServer, closing, page, redirect, serving, status

NEEDS_CHROMIUM = pytest.mark.skipif(
    not browser.executable() and not os.environ.get("CHROMIUM_PATH"), reason="No Chromium."
)


def stranger() -> SafeClient:
    return SafeClient(private_hosts=False, attempts=1)


def remembered(server: BoardServer) -> set[str]:
    redis, host = get_redis_connection("default"), Host.of(server.url)
    return {what for what in ("robots", "turn", "failures", "open") if redis.exists(host.key(what))}


def test_private_host_that_the_operator_named_is_refused(board_server: BoardServer) -> None:
    url = board_server.answer("/jobs", page("inside"))

    assert SafeClient().get(url).text == "inside"
    with pytest.raises(PageFailed, match="private range"):
        stranger().get(url)
    assert board_server.paths == ["/jobs"]


def test_private_host_is_refused_at_a_redirect(
    public_server: BoardServer, board_server: BoardServer, settings: Any
) -> None:
    board_server.answer("/inside", page("inside"))
    url = public_server.answer("/jobs", redirect(f"{board_server.url}/inside"))

    assert SafeClient().get(url).text == "inside"
    with pytest.raises(PageFailed, match="private range"):
        stranger().get(url)
    assert board_server.paths == ["/inside"]


def test_what_is_known_of_a_private_host_is_not_told(board_server: BoardServer) -> None:
    board_server.answer("/robots.txt", page("User-agent: *\nDisallow: /", "text/plain"))
    with pytest.raises(BoardUnreadable, match=r"robots\.txt"):
        SafeClient().get(f"{board_server.url}/jobs")

    with pytest.raises(PageFailed, match="private range"):
        stranger().get(f"{board_server.url}/jobs")


def test_nothing_is_remembered(public_server: BoardServer) -> None:
    public_server.answer("/robots.txt", page("User-agent: *\nDisallow: /private", "text/plain"))
    url = public_server.answer("/jobs", page("yes"))

    assert stranger().get(url).text == "yes"
    with pytest.raises(PageFailed, match=r"robots\.txt"):
        stranger().get(f"{public_server.url}/private")
    assert remembered(public_server) == set()


@pytest.mark.parametrize("fault", [status(500), closing, status(429, Retry_After="7200")], ids=["500", "cut", "429"])
def test_strangers_do_not_have_a_host_left_alone(public_server: BoardServer, fault: Any) -> None:
    url = public_server.answer("/jobs", fault)
    for _ in range(FAILURES + 1):
        with pytest.raises((PageFailed, BoardUnreadable)):
            stranger().get(url)
    assert remembered(public_server) == set()

    public_server.answer("/jobs", page("again"))
    assert SafeClient().get(url).text == "again"


def test_strangers_keep_to_what_scans_have_learnt(public_server: BoardServer) -> None:
    url = public_server.answer("/jobs", status(503, Retry_After="600"))
    with pytest.raises(BoardUnreadable, match="left alone"):
        SafeClient().get(url)

    with pytest.raises(BoardUnreadable, match="left alone"):
        stranger().get(url)
    assert public_server.paths == ["/jobs"]


@pytest.mark.integ
@NEEDS_CHROMIUM
@pytest.mark.parametrize("private_hosts", [True, False])
def test_browser_reaches_private_hosts_for_scans_alone(
    public_server: BoardServer, settings: Any, private_hosts: bool
) -> None:
    settings.SOURCING_TIMEOUT_S = 60.0
    with serving() as inside:
        settings.SOURCING_PRIVATE_HOSTS = [inside.host]
        inside.answer("/api", page("Secret", Access_Control_Allow_Origin="*"))
        script = f"""<ul id="jobs"></ul><script>
        const show = text => {{ jobs.innerHTML = `<li class="row"><a href="/1">${{text}}</a></li>`; }};
        fetch('{inside.url}/api').then(r => r.text()).then(show, () => show('Refused'));</script>"""
        source = Source(public_server.answer("/jobs", page(script)), "Initech", {"row": "li.row"})

        (read,) = adapter_for("rendered").pages(source, SafeClient(private_hosts=private_hosts))

    assert isinstance(read, Page)
    assert [posting.title for posting in read.postings] == ["Secret" if private_hosts else "Refused"]
    assert len(inside.paths) == private_hosts
