"""Who may read probes and metrics: the networks of METRICS_ALLOWED_NETWORKS."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@lru_cache(maxsize=8)
def _networks(names: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(name) for name in names)


def peer(request: HttpRequest) -> str:
    """The client's address as far as it can be believed, or nothing.

    With TRUSTED_PROXIES = n it is the n-th entry from the right of X-Forwarded-For. Without trusted proxies a request
    that was forwarded comes from somebody unknown: a proxy on this machine must not make the whole world local.
    """
    proxies: int = settings.TRUSTED_PROXIES
    if proxies:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        return hops[-proxies] if len(hops) >= proxies else ""
    return "" if any(request.META.get(name) for name in FORWARDED) else request.META.get("REMOTE_ADDR", "")


def is_allowed(request: HttpRequest) -> bool:
    try:
        address = ipaddress.ip_address(peer(request).partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return any((mapped or address) in network for network in _networks(tuple(settings.METRICS_ALLOWED_NETWORKS)))
