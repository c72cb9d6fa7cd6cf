"""Rate limits: a sliding window per client and class, in Redis.

Headers follow draft-ietf-httpapi-ratelimit-headers: `RateLimit-Policy: "read";q=1200;w=60` and
`RateLimit: "read";r=1199;t=60`.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, parse
from limits.storage.redis import RedisStorage
from redis.exceptions import RedisError

from hiretrack.api.problems.errors import refusal
from hiretrack.observability.metrics import LIMITER

log = structlog.get_logger(__name__)
AWAY_FOR_S = 1.0
"""After a failure Redis is left alone so long: otherwise each request would wait for its time-out."""
COUNTED = "hiretrack.counted"
"""Mark in `request.META` that a view has counted the request already."""
SHUT_WITHOUT_LIMITER = frozenset({"auth", "expensive"})


@dataclass(frozen=True, slots=True)
class RateState:
    """What a client has left. `available` is False when the limiter could not be asked."""

    rate_class: str
    limit: int
    window_s: int
    remaining: int
    reset_s: int
    allowed: bool
    available: bool = True

    @property
    def headers(self) -> dict[str, str]:
        if not self.available:
            return {}
        return {
            "RateLimit-Policy": f'"{self.rate_class}";q={self.limit};w={self.window_s}',
            "RateLimit": f'"{self.rate_class}";r={self.remaining};t={self.reset_s}',
        }


class OneTripStorage(RedisStorage):
    """The library's two scripts (take one, read the window) joined to one, so that a hit is one round trip."""

    # Made here only, never by an address.
    STORAGE_SCHEME = None  # type: ignore[assignment]
    # The joined scripts number their arguments differently: each reads them under its own name.
    JOINED = (
        f"local function take() {RedisStorage.SCRIPT_ACQUIRE_SLIDING_WINDOW.decode()}\nend\n"
        f"local function look() local ARGV = {{ARGV[2]}}\n{RedisStorage.SCRIPT_SLIDING_WINDOW.decode()}\nend\n"
        "local taken = take()\nlocal seen = look()\n"
        "return {taken and 1 or 0, seen[1], seen[2], seen[3], seen[4]}"
    ).encode()

    def take(self, key: str, item: RateLimitItem) -> tuple[bool, int, float, int, float]:
        """Whether one more was allowed, then count and seconds to live of the previous and of the running window."""
        script = self._script()
        keys = [self.prefixed_key(self._previous_window_key(key)), self.prefixed_key(self._current_window_key(key))]
        taken, *window = script(keys, [item.amount, item.get_expiry(), 1])
        before, before_ms, now, now_ms = (max(0, int(value or 0)) for value in window)
        return bool(taken), before, before_ms / 1000, now, now_ms / 1000

    def _script(self) -> Any:
        if not hasattr(self, "_joined"):
            self._joined = self.get_connection().register_script(self.JOINED)
        return self._joined


class _Breaker:
    def __init__(self) -> None:
        self.closed_again_at = 0.0

    def is_open(self) -> bool:
        return time.monotonic() < self.closed_again_at

    def trip(self) -> None:
        self.closed_again_at = time.monotonic() + AWAY_FOR_S


breaker = _Breaker()


@cache
def _storage(url: str, prefix: str) -> OneTripStorage:
    timeout = settings.REDIS_TIMEOUT_S
    return OneTripStorage(url, key_prefix=f"{prefix}:limits", socket_timeout=timeout, socket_connect_timeout=timeout)


@cache
def _item(text: str) -> RateLimitItem:
    return parse(text)


def hit(rate_class: str, client: str) -> RateState:
    """Count one request of `client` (any text that identifies it) in `rate_class`."""
    state = _ask(rate_class, client)
    outcome = "unavailable" if not state.available else "allowed" if state.allowed else "refused"
    LIMITER.labels(rate_class, outcome).inc()
    return state


def _ask(rate_class: str, client: str) -> RateState:
    item = _item(settings.RATE_LIMITS[rate_class])
    if breaker.is_open():
        return _away(rate_class, item)
    try:
        storage = _storage(settings.REDIS_URL, str(settings.CACHES["default"]["KEY_PREFIX"]))
        counted = storage.take(f"{rate_class}:{_masked(client)}", item)
    except (RedisError, OSError) as error:
        breaker.trip()
        log.warning("limiter_away", error=type(error).__name__)
        return _away(rate_class, item)
    return _state(rate_class, item, counted)


def _state(rate_class: str, item: RateLimitItem, counted: tuple[bool, int, float, int, float]) -> RateState:
    taken, before, before_s, now, now_s = counted
    window = item.get_expiry()
    used = math.floor(before * before_s / window) + now
    # With a previous window, room comes back bit by bit; else only when the running one has passed.
    frees_in = before_s % (window / before) if before else max(0.0, now_s - window)
    return RateState(rate_class, item.amount, window, max(0, item.amount - used), max(1, math.ceil(frees_in)), taken)


def _away(rate_class: str, item: RateLimitItem) -> RateState:
    return RateState(rate_class, item.amount, item.get_expiry(), 0, 1, allowed=True, available=False)


def enforce(state: RateState, *, guarded: bool) -> None:
    """Raise 429 when the limit is reached; 503 when the limiter is away and the request may not go on without it."""
    if not state.allowed:
        headers = {**state.headers, "Retry-After": str(state.reset_s)}
        raise refusal("rate_limited", f"Try again in {state.reset_s} s.", headers=headers)
    if not state.available and (guarded or state.rate_class in SHUT_WITHOUT_LIMITER):
        raise refusal("limiter_unavailable", "Rate limits cannot be checked at the moment.")


def _masked(client: str) -> str:
    """Addresses are personal data: Redis holds a keyed digest."""
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(client.encode(), key=key, digest_size=12).hexdigest()


def address_client(request: HttpRequest) -> str:
    """The client key of an anonymous caller. An IPv6 subscriber holds a /64, so that is what counts."""
    address = client_address(request)
    if ":" in address:
        return f"addr:{ipaddress.ip_network((address, 64), strict=False).network_address}"
    return f"addr:{address}"


def client_address(request: HttpRequest) -> str:
    """The caller's IP address: the entry of X-Forwarded-For that the outermost trusted proxy wrote, else the peer's."""
    peer = request.META.get("REMOTE_ADDR", "")
    trusted: int = settings.TRUSTED_PROXIES
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    named = chain[-min(trusted, len(chain))] if trusted and chain else peer
    return _clean(named) or _clean(peer) or "0.0.0.0"  # noqa: S104 - no address is bound here


def _clean(text: str) -> str:
    bare = text.partition("]")[0].removeprefix("[")
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
