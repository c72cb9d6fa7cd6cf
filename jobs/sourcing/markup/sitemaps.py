"""Sitemaps (https://www.sitemaps.org/protocol.html): where a site says which pages it has."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from jobs.sourcing.client import Client, PageFailed
from jobs.sourcing.markup.links import page_address

MOST_FILES, MOST_PAGES = 20, 50_000
LONGEST_TEXT, LONGEST_DATE = 4_000, 40
_ENTRY = re.compile(rb"<(sitemap|url)(?=[\s>])[^<>]*+>")
_NAMED = re.compile(r"^[ \t]*+sitemap:[ \t]*+(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass
class Sitemaps:
    """All that a site's sitemaps list. `errors` tells what could not be read, address and reason."""

    client: Client
    errors: list[tuple[str, str]] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def of_site(self, url: str) -> Iterator[tuple[str, str]]:
        """As robots.txt names them, else at the usual place. Addresses with their last change, which may be empty."""
        root = urljoin(url, "/")
        named = self._named(root)
        for sitemap in named or [urljoin(root, "sitemap.xml")]:
            yield from self.pages(sitemap, expected=bool(named))

    def pages(self, url: str, *, expected: bool = True) -> Iterator[tuple[str, str]]:
        """Of one sitemap, and of those it points to. Raises `BoardUnreadable`."""
        waiting, listed = [url], 0
        while waiting and len(self.read) < MOST_FILES and listed < MOST_PAGES:
            sitemap = waiting.pop(0)
            if sitemap in self.read:
                continue
            self.read.add(sitemap)
            for kind, address, changed in self._entries(sitemap, expected=expected):
                if kind == b"sitemap":
                    waiting.append(address)
                else:
                    listed += 1
                    yield address, changed

    def _named(self, root: str) -> list[str]:
        try:
            text = self.client.get(urljoin(root, "robots.txt")).text
        except PageFailed:
            return []
        named = (page_address(root, found[1]) for found in islice(_NAMED.finditer(text), MOST_FILES))
        return [address for address in named if address]

    def _entries(self, sitemap: str, *, expected: bool) -> Iterator[tuple[bytes, str, str]]:
        try:
            body = unpacked(self.client.get(sitemap).body)
        except PageFailed as error:
            if expected:
                self.errors.append((sitemap, str(error)))
            return
        # No XML parser: nothing in it can refer to anything.
        for kind, content in islice(_listed(body), MOST_PAGES):
            if address := page_address(sitemap, _text(content, b"loc")):
                changed = _text(content, b"lastmod")
                yield kind, address, changed if len(changed) <= LONGEST_DATE else ""


def unpacked(body: bytes) -> bytes:
    """A `.gz` file's content, which may be as long as any page. Raises `PageFailed`."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    reader = zlib.decompressobj(wbits=31)
    try:
        content = reader.decompress(body, settings.SOURCING_MAX_BYTES)
    except zlib.error as error:
        raise PageFailed(_("The sitemap is damaged.")) from error
    if reader.unconsumed_tail:
        raise PageFailed(_("The sitemap is too large once it is unpacked."))
    return content


def _listed(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Entries and what is inside. Found from one to the next, not by one pattern: nothing is looked at twice."""
    at = 0
    while opening := _ENTRY.search(body, at):
        end = body.find(b"</%s" % opening[1], opening.end())
        if end < 0:
            return
        yield opening[1], body[opening.end() : end]
        at = end


def _text(entry: bytes, name: bytes) -> str:
    start = entry.find(b"<%s>" % name)
    end = entry.find(b"</%s>" % name, start)
    if start < 0 or end < 0 or end - start > LONGEST_TEXT:
        return ""
    text = entry[start + len(name) + 2 : end].strip()
    bare = text.removeprefix(b"<![CDATA[").removesuffix(b"]]>").strip()
    return html.unescape(bare.decode("utf-8", "replace"))
