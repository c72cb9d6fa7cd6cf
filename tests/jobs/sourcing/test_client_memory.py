"""How much of hosts is kept in Redis, whatever they answer."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.cache import cache
from django_redis import get_redis_connection

from jobs.sourcing.client import PageFailed, SafeClient, robots, safe
from jobs.sourcing.client.hosts import LONGEST_NAME, Host
from jobs.sourcing.client.robots import concerning
from tests.jobs.sourcing.boardserver import BoardServer, page, redirect, serving, status

OTHERS = "".join(f"User-agent: Bot{n}\nDisallow: /{n}\n\n" for n in range(8_000))
OURS = "User-agent: *\nDisallow: /private\n"


def kept(server: BoardServer) -> bytes | None:
    found: bytes | None = get_redis_connection("default").get(Host.of(server.url).key("robots"))
    return found


def refused(server: BoardServer, path: str) -> bool:
    try:
        SafeClient().get(server.url + path)
    except PageFailed:
        return True
    return False


def test_only_rules_that_concern_us_are_kept(board_server: BoardServer) -> None:
    board_server.answer("/robots.txt", page(OTHERS + OURS, "text/plain"))
    board_server.answer("*", page("yes"))

    assert refused(board_server, "/private")
    assert kept(board_server) == OURS.strip().encode()
    assert refused(board_server, "/private")
    assert not refused(board_server, "/7")
    assert [asked.path for asked in board_server.asked].count("/robots.txt") == 1


def test_rules_that_are_too_many_hold_but_are_not_kept(board_server: BoardServer) -> None:
    many = "".join(f"Disallow: /no{n}\n" for n in range(5_000))
    board_server.answer("/robots.txt", page(f"User-agent: *\n{many}", "text/plain"))
    board_server.answer("*", page("yes"))

    assert len(many) > robots.MOST_KEPT_BYTES
    assert [refused(board_server, path) for path in ("/no4999", "/jobs", "/no0")] == [True, False, True]
    assert kept(board_server) is None


def test_rules_of_so_many_hosts_are_kept(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.delete("sourcing:robots")
    monkeypatch.setattr(robots, "MOST_KEPT", 2)
    with serving() as one, serving() as two, serving() as three:
        settings.SOURCING_PRIVATE_HOSTS = [server.host for server in (one, two, three)]
        for server in (one, two, three, three):
            server.answer("/robots.txt", page(OURS, "text/plain"))
            assert refused(server, "/private")

        assert [kept(server) is not None for server in (one, two, three)].count(True) == 2
        assert kept(three)


def test_one_scan_holds_the_rules_of_a_few_hosts(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "MOST_AT_HAND", 1)
    with serving() as one, serving() as two:
        settings.SOURCING_PRIVATE_HOSTS = [one.host, two.host]
        client = SafeClient()
        for server in (one, two, one):
            client.get(server.answer("/jobs", page("")))

        assert list(client.robots.rules) == [Host.of(one.url)]


def test_one_scan_asks_so_many_hosts(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe, "MOST_HOSTS", 1)
    with serving() as one, serving() as two:
        settings.SOURCING_PRIVATE_HOSTS = [one.host, two.host]
        client = SafeClient()
        client.get(one.answer("/jobs", page("")))

        with pytest.raises(PageFailed, match="too many hosts"):
            client.get(two.answer("/jobs", page("")))
        assert client.get(f"{one.url}/jobs").text == ""
        assert two.asked == []


def test_name_that_no_host_can_have_is_refused(board_server: BoardServer) -> None:
    far = redirect(f"http://{'x' * (LONGEST_NAME + 1)}/")

    with pytest.raises(PageFailed, match="no host"):
        SafeClient().get(board_server.answer("/jobs", far))


def test_failures_are_forgotten_within_the_hour(board_server: BoardServer) -> None:
    with pytest.raises(PageFailed):
        SafeClient().get(board_server.answer("/jobs", status(500)))

    redis, host = get_redis_connection("default"), Host.of(board_server.url)
    assert 0 < redis.ttl(host.key("failures")) <= 3600


NOTHING = "User-agent: hiretrack\nDisallow:\nUser-agent: *\nDisallow: /"
SLOPPY = "\ufeffuser agent *  # all\n  dissallow: /c # no\nSitemap: https://x.example/\nallow: /d\nCrawl-Delay: 3"


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("User-agent: Bot\nUser-agent: *\nDisallow: /a\n", "User-agent: *\nDisallow: /a"),
        ("User-agent: HireTrack\n\nUser-agent: Bot\nDisallow: /b", "User-agent: HireTrack\nDisallow: /b"),
        (NOTHING, NOTHING),
        ("User-agent: HireTrack\nFoo: 1\nUser-agent: Bot\nDisallow: /b", "User-agent: HireTrack\nAllow:"),
        (SLOPPY, "User-agent: *\ndissallow: /c\nallow: /d\nCrawl-Delay: 3"),
        ("Disallow: /d\nSitemap: /s", ""),
    ],
    ids=["several agents", "one group", "nothing forbidden", "unknown rule", "sloppy", "nobody's"],
)
def test_groups_are_chosen(text: str, ours: str) -> None:
    assert concerning(text, "HireTrack") == ours


def test_redis_that_comes_back_is_waited_for(board_server: BoardServer, settings: Any) -> None:
    away = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    known, settings.CACHES = settings.CACHES, {**settings.CACHES, "default": away}
    url = board_server.answer("/jobs", page("yes"))
    back = threading.Timer(0.2, setattr, [settings, "CACHES", known])
    back.start()

    assert SafeClient(patience_s=60).get(url).text == "yes"
    assert board_server.paths == ["/jobs"]
    back.join()
