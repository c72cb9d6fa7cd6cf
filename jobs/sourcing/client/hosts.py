"""Whose server an address is on, and how we introduce ourselves there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from jobs.sourcing.client.failures import PageAstray, PageFailed

_PORTS = {"http": 80, "https": 443}
LONGEST_NAME = 253
"""Of what DNS can resolve (RFC 1035); longer ones would be kept in Redis' names."""


@dataclass(frozen=True, slots=True)
class Host:
    scheme: str
    name: str
    port: int

    @classmethod
    def of(cls, url: str) -> Host:
        """Raises `PageFailed` for what is no address of the web."""
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS[parts.scheme]
        except (ValueError, KeyError) as error:
            raise PageFailed(_("Only addresses that begin with http:// or https:// can be read.")) from error
        if not parts.hostname or len(parts.hostname) > LONGEST_NAME:
            raise PageFailed(_("The address names no host."))
        return cls(parts.scheme, parts.hostname, port)

    def __str__(self) -> str:
        return f"{self.name}:{self.port}"

    @property
    def root(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else self.name
        return f"{self.scheme}://{name}:{self.port}" if self.port != _PORTS[self.scheme] else f"{self.scheme}://{name}"

    @property
    def is_operators(self) -> bool:
        """Whether the people who run this server have allowed it, though it may be private."""
        named: list[str] = settings.SOURCING_PRIVATE_HOSTS
        return str(self) in named or (self.name in named and self.port in _PORTS.values())

    def key(self, what: str) -> str:
        """Redis' name for what all processes know of this host."""
        return str(cache.make_key(f"sourcing:{what}:{self}"))


def is_operators(url: str) -> bool:
    """Whether the address is on a host that may be private (SOURCING_PRIVATE_HOSTS)."""
    try:
        return Host.of(url).is_operators
    except PageFailed:
        return False


def user_agent() -> str:
    return str(settings.SOURCING_USER_AGENT)


def robots_name() -> str:
    """The part of our name that robots.txt files use."""
    return user_agent().partition("/")[0].split()[0]


def joined(url: str, location: str) -> str:
    """Where a redirect or a link leads, without its fragment. Raises `PageAstray`."""
    try:
        return urldefrag(urljoin(url, location.strip())).url
    except ValueError as error:
        raise PageAstray(_("The page redirects to an address that cannot be read.")) from error
