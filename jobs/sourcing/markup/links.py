"""Addresses in pages that strangers wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

LONGEST = 1000
_BLANK = re.compile(r"[\t\r\n]+")
_JOBS = (
    r"jobs?|stellen?|stellen(?:angebote?|anzeigen?|markt|ausschreibung(?:en)?)|offene-stellen|jobangebote?|karriere|"
    r"careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|job-?(?:details?|offers?|openings?|postings?)"
)
_JOB_PAGE = re.compile(rf"/(?:{_JOBS})(?:\.\w+)?(?:/[^/]+|\?[^#]*\b(?:\w*id|job|stelle)=\w)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|png|jpe?g|gif|svg|webp|ico|css|js|xml|rss|atom|ics|mp4)$", re.IGNORECASE)


def resolved(base: str, href: object) -> str:
    """The absolute http(s) address, or an empty text for anything else."""
    if not isinstance(href, str) or not href.strip():
        return ""
    try:
        parts = urlsplit(urljoin(base, _BLANK.sub("", href.strip())))
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return ""
    url = parts._replace(
        path=_quoted(parts.path), query=_quoted(parts.query), fragment=_quoted(parts.fragment)
    ).geturl()
    return url if usable and len(url) <= LONGEST else ""


def page_address(base: str, href: object) -> str:
    """The same for what is to be read: without the fragment, which servers never see."""
    return urldefrag(resolved(base, href)).url


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """What a page's relative addresses are relative to."""
    named = tree.css_first("base[href]")
    return (resolved(url, named.attributes.get("href")) if named else "") or url


def next_page(tree: LexborHTMLParser, url: str, selector: str = "") -> str:
    """The following page's address as `selector` finds it, by default by rel="next"; empty on the last page."""
    found = tree.css_first(selector or "link[rel~=next][href], a[rel~=next][href]")
    link = found and (found if "href" in found.attributes else found.css_first("a[href]"))
    return page_address(base_of(tree, url), link.attributes.get("href")) if link else ""


def links_in(tree: LexborHTMLParser, url: str, selector: str = "") -> Iterator[str]:
    """Addresses of the links that `selector` finds, or of those within what it finds."""
    base = base_of(tree, url)
    for node in tree.css(selector or "a[href]"):
        inside = [node] if "href" in node.attributes else node.css("a[href]")
        yield from filter(None, (page_address(base, link.attributes.get("href")) for link in inside))


def looks_like_a_job(url: str, *, of: str) -> bool:
    """Whether an address on the board's own site could be a single job's page, going by how it is written."""
    here, there = urlsplit(of), urlsplit(url)
    if _bare(here.hostname) != _bare(there.hostname) or _FILE.search(there.path):
        return False
    return bool(_JOB_PAGE.search(f"{there.path.rstrip('/')}?{there.query}"))


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def _quoted(text: str) -> str:
    return quote(text, safe="%/:=&?~#+!$,;'@()*[]|")
