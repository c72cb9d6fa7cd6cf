"""robots.txt (RFC 9309): what a host lets programs read, and how fast."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from protego import Protego

from jobs.sourcing.client import memory
from jobs.sourcing.client.charsets import decoded
from jobs.sourcing.client.failures import BoardUnreadable, PageAstray, PageFailed
from jobs.sourcing.client.hosts import Host, robots_name

KEPT_S = 3600
MAX_BYTES = 512 * 1024
"""Of longer files the beginning counts, as the RFC has it (section 2.5)."""
LONGEST_DELAY_S = 10.0


@dataclass(frozen=True, slots=True)
class Rules:
    known: Protego
    read_at: float

    def check(self, url: str) -> None:
        """Raise `PageFailed` for an address that may not be read, `BoardUnreadable` where nothing may."""
        if self.known.can_fetch(url, robots_name()):
            return
        host = Host.of(url)
        if not self.known.can_fetch(f"{host.root}/", robots_name()):
            raise BoardUnreadable(_("The robots.txt of %(host)s asks programs not to read it.") % {"host": host.name})
        raise PageFailed(_("The board's robots.txt asks programs not to read this page."))

    @property
    def delay_s(self) -> float:
        asked = self.known.crawl_delay(robots_name()) or 0.0
        return max(float(settings.SOURCING_HOST_DELAY_S), min(asked, LONGEST_DELAY_S))


class Robots:
    """Read once an hour for all workers; `read` gets a host's file, or None where there is none."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self.read = read
        self.rules: dict[Host, Rules] = {}

    def of(self, host: Host) -> Rules:
        """Raises `BoardUnreadable` while the file is out of reach: nobody knows then what may be read."""
        known = self.rules.get(host)
        if not known or time.monotonic() - known.read_at > KEPT_S:
            known = self.rules[host] = Rules(Protego.parse(self._text(host)), time.monotonic())
        return known

    def _text(self, host: Host) -> str:
        with memory.needed() as redis:
            kept = redis.get(host.key("robots"))
        if kept is None:
            kept = self._asked(host)
            with memory.useful() as redis:
                redis.set(host.key("robots"), kept, ex=KEPT_S)
        return decoded(kept, "text/plain; charset=utf-8")

    def _asked(self, host: Host) -> bytes:
        try:
            return self.read(f"{host.root}/robots.txt") or b""
        except PageAstray:
            # Section 2.3.1.2: one that cannot be reached by redirects counts as missing.
            return b""
        except PageFailed as error:
            text = _("The robots.txt of %(host)s cannot be read: %(reason)s")
            raise BoardUnreadable(text % {"host": host.name, "reason": error}) from error
