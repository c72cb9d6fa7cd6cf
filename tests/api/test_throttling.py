from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory
from prometheus_client import REGISTRY

from hiretrack.api import throttling
from hiretrack.api.throttling import address_client, client_address, hit
from tests.api.conftest import ThingClient, key


@pytest.fixture
def redis_away(settings: Any) -> Iterator[None]:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    yield
    throttling.breaker.closed_again_at = 0.0


@pytest.fixture
def few(settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "read": "3/minute", "public": "2/minute", "write": "1/minute"}


def test_limit_counts_down_to_none() -> None:
    client = key()

    states = [hit("read", client) for _ in range(3)]

    assert [state.allowed for state in states] == [True, True, True]
    assert states[0].remaining - states[2].remaining == 2


def test_reached_limit_refuses_and_says_when(settings: Any) -> None:
    settings.RATE_LIMITS = {"read": "2/minute"}
    client = key()

    states = [hit("read", client) for _ in range(3)]

    assert [(s.allowed, s.remaining) for s in states] == [(True, 1), (True, 0), (False, 0)]
    assert 1 <= states[2].reset_s <= 60
    assert hit("read", key()).allowed


@pytest.mark.usefixtures("few")
def test_client_beyond_its_limit_is_told_to_wait(recruiter: ThingClient) -> None:
    answers = [recruiter.get("/v1/things") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json()["code"] == "rate_limited"
    assert int(answers[3]["Retry-After"]) >= 1
    assert recruiter.get("/v1/expensive").status_code == 200


@pytest.mark.usefixtures("few")
def test_headers_tell_what_is_left(recruiter: ThingClient) -> None:
    answer = recruiter.get("/v1/things")

    assert answer["RateLimit-Policy"] == '"read";q=3;w=60'
    assert answer["RateLimit"].startswith('"read";r=')


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/nothing"), ("GET", "/v1/things"), ("PUT", "/v1/things"), ("GET", "/v1/docs"), ("POST", "/v1/things")],
)
def test_every_answer_has_the_headers(things: ThingClient, method: str, path: str) -> None:
    answer = things.generic(method, path)

    assert answer["RateLimit-Policy"].startswith('"public"')
    assert answer["RateLimit"]


@pytest.mark.usefixtures("few")
def test_guessing_paths_is_limited(things: ThingClient) -> None:
    address = {"REMOTE_ADDR": "198.51.100.7"}

    statuses = [things.get("/v1/nothing", **address).status_code for _ in range(3)]

    assert statuses == [404, 404, 429]


@pytest.mark.usefixtures("redis_away")
def test_reads_go_on_without_the_limiter(recruiter: ThingClient, things: ThingClient) -> None:
    assert recruiter.get("/v1/things").status_code == 200
    assert recruiter.post("/v1/things", {"title": "Cook"}).status_code == 201
    assert things.get("/v1/open").status_code == 200
    assert "RateLimit" not in things.get("/v1/open")


@pytest.mark.usefixtures("redis_away")
def test_public_writes_and_expensive_work_stop_without_it(recruiter: ThingClient, things: ThingClient) -> None:
    for answer in (things.post("/v1/open"), recruiter.get("/v1/expensive")):
        assert (answer.status_code, answer.json()["code"]) == (503, "limiter_unavailable")
        assert answer["Retry-After"]


def decisions(outcome: str) -> float:
    labels = {"rate_class": "read", "outcome": outcome}
    return REGISTRY.get_sample_value("hiretrack_limiter_decisions_total", labels) or 0.0


@pytest.mark.usefixtures("few")
def test_decisions_are_counted_by_class_and_outcome(settings: Any) -> None:
    client, before = key(), [decisions("allowed"), decisions("refused"), decisions("unavailable")]

    for _ in range(5):
        hit("read", client)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    hit("read", client)
    throttling.breaker.closed_again_at = 0.0

    after = [decisions("allowed"), decisions("refused"), decisions("unavailable")]
    assert [new - old for new, old in zip(after, before, strict=True)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "203.0.113.9:443", "203.0.113.9"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "nonsense", "192.0.2.1"),
    ],
)
def test_client_address_believes_trusted_proxies_only(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="192.0.2.1")

    assert client_address(request) == expected


def test_addresses_of_one_ipv6_subscriber_are_one_client() -> None:
    addresses = ("2001:db8:0:1::5", "2001:db8:0:1:ffff::1", "2001:db8:0:2::5")
    one, same, other = (address_client(RequestFactory().get("/", REMOTE_ADDR=name)) for name in addresses)

    assert one == same != other
