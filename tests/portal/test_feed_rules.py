"""The rules of the W3C feed validator (https://validator.w3.org/feed/docs/), one by one, by the names that its messages
have. The validator itself asks the network; these are its rules for what our feeds hold."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from employers.models import Employer
from tests.portal.conftest import Publish

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}"
KINDS = ("rss", "atom")
VOID = {"br", "hr"}
DESCRIPTION = """Köchin & Koch: *gern* mit [Erfahrung](/e/acme/) oder [ohne](?ref=feed).

| a | b |
|---|---|
| 1 | 2 |

---

<script>alert(1)</script> <b style="x" onclick="y">roh</b> ![Bild](javascript:alert(1)) [x](javascript:alert(1))
"""


class Feed:
    """A feed as it was sent; both kinds read alike."""

    def __init__(self, kind: str, address: str, response: Any) -> None:
        self.kind, self.address, self.response = kind, address, response
        self.root = etree.fromstring(response.content)
        self.is_rss = kind == "rss"
        self.head = self.root.find("channel") if self.is_rss else self.root
        self.items = self.head.findall("item" if self.is_rss else f"{ATOM}entry")

    def values(self, *names: str) -> list[str]:
        """The texts of these elements, anywhere."""
        return [element.text or "" for element in self.root.iter(*names)]

    @property
    def html(self) -> list[str]:
        if self.is_rss:
            return [item.findtext("description") for item in self.items]
        return [item.findtext(f"{ATOM}{name}") for item in self.items for name in ("summary", "content")]

    @property
    def ids(self) -> list[str]:
        return [item.findtext("guid" if self.is_rss else f"{ATOM}id") for item in self.items]

    @property
    def links(self) -> list[str]:
        named = self.values("link") if self.is_rss else []
        return named + [element.get("href") for element in self.root.iter(f"{ATOM}link")]


class Tags(HTMLParser):
    """Every start tag with its attributes, and whether each one is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


Rule = Callable[[Feed], Iterable[Any]]
RULES: dict[str, Rule] = {}


def rule(*names: str) -> Callable[[Rule], Rule]:
    """The function tells what of a feed breaks the rule."""

    def known(found: Rule) -> Rule:
        RULES.update(dict.fromkeys(names, found))
        return found

    return known


@rule("UnexpectedContentType", "NonSpecificMediaType", "EncodingMismatch", "TextXml")
def media_type(feed: Feed) -> Iterable[Any]:
    told = feed.response["Content-Type"]
    return [] if told == f"application/{feed.kind}+xml; charset=utf-8" else [told]


@rule("WPBlankLine", "MissingEncoding", "ObscureEncoding", "BadXmlVersion")
def declaration(feed: Feed) -> Iterable[Any]:
    first = feed.response.content[:60]
    return [] if first.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<') else [first]


@rule("BadCharacters", "UnicodeError", "ContainsSystemEntity", "UndefinedNamedEntity")
def characters(feed: Feed) -> Iterable[Any]:
    text = feed.response.content.decode("utf-8")
    return re.findall(
        "<!DOCTYPE|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|&(?!#|amp;|lt;|gt;|quot;|apos;)", text
    )


@rule("MissingSelf", "MissingAtomSelfLink", "SelfDoesntMatchLocation", "SelfNotAtom")
def link_to_itself(feed: Feed) -> Iterable[Any]:
    found = [link.get("href") for link in feed.head.findall(f"{ATOM}link") if link.get("rel") == "self"]
    return [] if found == [settings.PUBLIC_URL + feed.address] else found or ["none"]


@rule("MissingElement", "MissingTitle", "MissingLink", "MissingDescription", "MissingRecommendedElement", "MissingGuid")
def needed_elements(feed: Feed) -> Iterable[Any]:
    head = {"title", "link", "description", "language", "lastBuildDate"} if feed.is_rss else {"id", "title", "updated"}
    item = {"title", "link", "description", "guid", "pubDate"} if feed.is_rss else head | {"link", "summary", "content"}
    space = "" if feed.is_rss else ATOM
    for element, names in [(feed.head, head), *((entry, item) for entry in feed.items)]:
        yield from {f"{space}{name}" for name in names} - {child.tag for child in element}


@rule("MissingAuthor", "InvalidContact", "ContainsEmail")
def author(feed: Feed) -> Iterable[Any]:
    path = f"{DC}creator" if feed.is_rss else f"{ATOM}author/{ATOM}name"
    names = [item.findtext(path) for item in feed.items]
    return [name for name in names if not name or "@" in name] + feed.values("author", "managingEditor", "webMaster")


@rule("NotBlank", "AttrNotBlank", "MissingHref", "AtomLinkNotEmpty")
def nothing_blank(feed: Feed) -> Iterable[Any]:
    for element in feed.root.iter():
        is_empty = not len(element) and not (element.text or "").strip()
        if is_empty and element.tag not in {f"{ATOM}link", f"{ATOM}category"}:
            yield element.tag
        yield from (f"{element.tag}@{name}" for name, value in element.attrib.items() if not value.strip())


@rule("DuplicateElement", "DuplicateAtomLink", "DuplicateSemantics", "DuplicateItemSemantics")
def nothing_twice(feed: Feed) -> Iterable[Any]:
    many = {"item", "category", f"{ATOM}entry", f"{ATOM}category"}
    for parent in (feed.head, *feed.items):
        told = Counter((child.tag, child.get("rel")) for child in parent if child.tag not in many)
        yield from (name for name, count in told.items() if count > 1)


@rule("UndefinedElement", "MissingNamespace", "UnexpectedText", "UnexpectedAttribute", "UseOfExtensionAttr")
def nothing_unknown(feed: Feed) -> Iterable[Any]:
    for parent in (feed.root, feed.head, *feed.items):
        yield from (text for text in [parent.text, *(child.tail for child in parent)] if (text or "").strip())
    attributes = {"version", "isPermaLink", "rel", "href", "type", "term"}
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    yield from {name for element in feed.root.iter() for name in element.attrib} - attributes - {language}


@rule("NonstdPrefix", "ReservedPrefix", "UndeclaredPrefix")
def usual_prefixes(feed: Feed) -> Iterable[Any]:
    usual = {ATOM[1:-1]: {"atom", None}, DC[1:-1]: {"dc"}}
    spaces = {pair for element in feed.root.iter() for pair in element.nsmap.items()}
    return [prefix for prefix, space in spaces if prefix not in usual[space]]


@rule("InvalidLanguage")
def language(feed: Feed) -> Iterable[Any]:
    told = feed.values("language") if feed.is_rss else feed.root.xpath("//@xml:lang")
    return [] if set(told) == {"de"} else told or ["none"]


@rule("InvalidRFC2822Date", "IncorrectDOW", "ProblematicalRFC822Date", "InvalidRFC3339Date", "ImplausibleDate")
def dates(feed: Feed) -> Iterable[Any]:
    names = ("pubDate", "lastBuildDate") if feed.is_rss else (f"{ATOM}updated", f"{ATOM}published")
    read = parsedate_to_datetime if feed.is_rss else dt.datetime.fromisoformat
    for text in feed.values(*names):
        moment = read(text)
        is_named = not feed.is_rss or text.startswith(f"{moment:%a, %d %b %Y %H:%M:%S} ")
        if moment.tzinfo is None or not is_named or moment.year < 2000 or moment > dt.datetime.now(dt.UTC):
            yield text


@rule("InvalidHttpGUID", "InvalidPermalink", "InvalidUUID", "InvalidURN", "NotSufficientlyUnique", "NonCanonicalURI")
def ids(feed: Feed) -> Iterable[Any]:
    yield from (one for one in feed.ids if one != f"urn:uuid:{uuid.UUID(one.removeprefix('urn:uuid:'))}")
    yield from (guid.get("isPermaLink") for guid in feed.root.iter("guid") if guid.get("isPermaLink") != "false")


@rule("DuplicateValue", "DuplicateEntries", "DuplicateIds", "DuplicateUpdated")
def unique(feed: Feed) -> Iterable[Any]:
    moments = [item.findtext(f"{ATOM}updated") for item in feed.items if not feed.is_rss]
    return [one for one, count in Counter(feed.ids + moments).items() if count > 1]


@rule("InvalidLink", "InvalidFullLink", "InvalidURIAttribute", "InvalidUriChar", "UriNotIri", "NotURLEncoded")
def links(feed: Feed) -> Iterable[Any]:
    return [link for link in feed.links if not re.fullmatch(r"https?://[!-;=?-Z\[\]_a-z~]+", link)]


@rule("ContainsRelRef", "SameDocumentReference")
def relative_references(feed: Feed) -> Iterable[Any]:
    named = [value for html in feed.html for _, given in Tags(html).found for value in (given.get("href"),) if value]
    return [value for value in named if not re.match(r"(https?|mailto|tel):", value)]


@rule("SecurityRisk", "SecurityRiskAttr", "DangerousStyleAttr")
def nothing_dangerous(feed: Feed) -> Iterable[Any]:
    for tag, given in (found for html in feed.html for found in Tags(html).found):
        if tag in {"script", "style", "iframe", "object", "embed", "form", "meta", "link", "base", "img"}:
            yield tag
        yield from given.keys() - {"href", "title", "start", "rel"}


@rule("NotHtml", "NotEscaped", "HtmlFragment")
def html_is_whole(feed: Feed) -> Iterable[Any]:
    return [read.wrong or read.open for read in map(Tags, feed.html) if read.wrong or read.open]


@rule("ContainsHTML", "ContainsUndeclaredHTML")
def plain_texts(feed: Feed) -> Iterable[Any]:
    names = ("title", "category") if feed.is_rss else (f"{ATOM}title", f"{ATOM}subtitle", f"{ATOM}name")
    texts = [*feed.values(*names), feed.head.findtext("description") or ""]
    return [text for text in texts if re.search(r"<\w|&\w+;", text)]


@rule("InvalidTextType", "InvalidMIMEType", "MissingTypeAttr")
def text_types(feed: Feed) -> Iterable[Any]:
    kinds = [element.get("type") for element in feed.root.iter(f"{ATOM}summary", f"{ATOM}content")]
    return [kind for kind in kinds if kind != "html"]


@rule("MissingSummary", "MissingTextualContent", "MissingContentOrAlternate", "ItemMustContainTitleOrDescription")
def says_something(feed: Feed) -> Iterable[Any]:
    return [html for html in feed.html if not re.sub(r"<[^>]+>", "", html or "").strip()]


@rule("MisplacedItem", "MisplacedMetadata")
def items_come_last(feed: Feed) -> Iterable[Any]:
    return [] if list(feed.head)[len(feed.head) - len(feed.items) :] == feed.items else ["something after an item"]


@pytest.fixture
def jobs(employer: Employer, other_employer: Employer, publish: Publish) -> None:
    Employer.objects.update(about_md="Wir **kochen** & backen (C++).")
    publish(employer, title="Köchin & Koch (C++)", description_md=DESCRIPTION, tags=["küche", "a&b"], department="R&D")
    publish(employer, title="Cook", location="Berlin; Austin, TX", remote=True, description_md="1. a\n2. b\n\n\x0b x")
    publish(other_employer, title="Plumber", company="Söhne & Co.")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", RULES)
def test_rule_is_held(client: Client, jobs: None, name: str, kind: str) -> None:
    for address in (f"/jobs.{kind}", f"/e/acme/jobs.{kind}?q=koch"):
        response = client.get(address, headers={"Accept-Language": "de"})

        assert list(RULES[name](Feed(kind, address, response))) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_feed_ends_somewhere(client: Client, employer: Employer, publish: Publish, kind: str) -> None:
    for number in range(51):
        publish(employer, title=f"Job {number}")

    feed = Feed(kind, f"/jobs.{kind}", client.get(f"/jobs.{kind}"))

    assert len(feed.items) == 50
    assert "Job 50" in feed.response.content.decode()
