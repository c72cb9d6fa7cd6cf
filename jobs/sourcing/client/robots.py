"""robots.txt (RFC 9309): what a host lets programs read, and how fast."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
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
MOST_KEPT_BYTES, MOST_KEPT = 32 * 1024, 1_000
"""In Redis: of one host, and hosts. What is longer, or was pushed out by others, each scan reads for itself."""
MOST_AT_HAND = 10
"""Hosts whose rules one scan keeps by itself."""
_AGENT = re.compile(r"user[- ]?agent\b[\s:]*(?P<name>.*)", re.IGNORECASE)
_RULE = re.compile(r"(?:d\w*|allow|crawl[- ]delay)\b", re.IGNORECASE)
"""Protego bears many a misspelt Disallow."""
_OF_THE_SITE = re.compile(r"(?:site-?maps?|host)\b", re.IGNORECASE)
_KEEP = """
redis.call('set', KEYS[1], ARGV[1], 'ex', ARGV[2])
local now = redis.call('time')
redis.call('zadd', KEYS[2], now[1] + now[2] / 1e6, KEYS[1])
redis.call('expire', KEYS[2], ARGV[2])
local over = redis.call('zcard', KEYS[2]) - tonumber(ARGV[3])
if over > 0 then
    local old = redis.call('zpopmin', KEYS[2], over)
    for place = 1, #old, 2 do redis.call('del', old[place]) end
end
"""


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
    """Read once an hour for all workers; `read` gets a host's file, or None where there is none.

    Unless it `remembers`, nothing is kept beyond itself.
    """

    def __init__(self, read: Callable[[str], bytes | None], *, remembers: bool = True) -> None:
        self.read, self.remembers = read, remembers
        self.rules: dict[Host, Rules] = {}

    def of(self, host: Host) -> Rules:
        """Raises `BoardUnreadable` while the file is out of reach: nobody knows then what may be read."""
        known = self.rules.get(host)
        if not known or time.monotonic() - known.read_at > KEPT_S:
            self.rules.pop(host, None)
            while len(self.rules) >= MOST_AT_HAND:
                self.rules.pop(next(iter(self.rules)))
            known = self.rules[host] = Rules(Protego.parse(self._text(host)), time.monotonic())
        return known

    def _text(self, host: Host) -> str:
        with memory.needed() as redis:
            kept = redis.get(host.key("robots"))
        if kept is not None:
            return str(kept, "utf-8", "replace")
        text = concerning(decoded(self._asked(host), "text/plain; charset=utf-8"), robots_name())
        self._keep(host, text.encode("utf-8", "replace"))
        return text

    def _keep(self, host: Host, text: bytes) -> None:
        if self.remembers and len(text) <= MOST_KEPT_BYTES:
            with memory.useful() as redis:
                names = (host.key("robots"), str(cache.make_key("sourcing:robots")))
                redis.eval(_KEEP, len(names), *names, text, KEPT_S, MOST_KEPT)

    def _asked(self, host: Host) -> bytes:
        try:
            return self.read(f"{host.root}/robots.txt") or b""
        except PageAstray:
            # Section 2.3.1.2: one that cannot be reached by redirects counts as missing.
            return b""
        except PageFailed as error:
            text = _("The robots.txt of %(host)s cannot be read: %(reason)s")
            raise BoardUnreadable(text % {"host": host.name, "reason": error}) from error


def concerning(text: str, name: str) -> str:
    """The groups of a robots.txt that can be meant for `name`, or for all. Its rules about others are most of it."""
    kept: list[str] = []
    for agents, rules in _groups(text):
        ours = [agent for agent in agents if "*" in agent or (agent and agent.lower() in name.lower())]
        if ours:
            # A group without rules allows all; were nothing between them, it would become one with the next.
            kept += [*(f"User-agent: {agent}" for agent in ours), *(rules or ["Allow:"])]
    return "\n".join(kept)


def _groups(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """User agents that stand one after the other, and the rules below them (section 2.1)."""
    agents: list[str] = []
    rules: list[str] = []
    has_begun = False
    for line in filter(None, (raw.partition("#")[0].strip(" \t\ufeff") for raw in text.splitlines())):
        if agent := _AGENT.match(line):
            if has_begun:
                yield agents, rules
                agents, rules, has_begun = [], [], False
            agents.append(agent["name"].strip())
        elif not _OF_THE_SITE.match(line):
            has_begun = True
            rules += [line] if _RULE.match(line) else []
    yield agents, rules
