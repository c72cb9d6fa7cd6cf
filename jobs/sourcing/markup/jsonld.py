"""JSON-LD in pages, as it is and not only as it should be.

Own reader: general ones expand contexts and take seconds a page. What is looked for here needs none of that.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

Node = dict[str, Any]
DEEPEST, MOST_NODES, MOST_TEXT = 40, 200_000, 5_000_000

_OPENING = re.compile(r"<!--|(?://|/\*)?\s*+<!\[CDATA\[(?:\s*+\*/)?")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s*+\]\]>(?:\s*+\*/)?)\Z")
"""What hides scripts from browsers of the last century."""
LONGEST_CLOSING = 40
# What is opened and never closed reaches to the end: looked for again from each quotation mark it would take
# quadratic time.
_STRING = r'"(?:\\.|[^"\\])*+(?:"|\\?\Z)'
_COMMENT = re.compile(rf"({_STRING})|//[^\n]*+|/\*(?:(?!\*/).)*+(?:\*/|\Z)", re.DOTALL)
_TRAILING = re.compile(rf"({_STRING})|,(?=\s*+[}}\]])", re.DOTALL)
_ESCAPE = re.compile(r'\\(?:u(?![0-9a-fA-F]{4})|[^"\\/bfnrtu])')
_DECODER = json.JSONDecoder(strict=False)


def read(text: str) -> list[Any]:
    """Every document of a script's text; what cannot be read is left out.

    Raw line breaks in texts, comments, trailing commas and semicolons, wrong escapes, several documents one after
    another and entities instead of quotation marks are put up with.
    """
    text = text[:MOST_TEXT].strip().lstrip("\ufeff")
    if not text.startswith(("{", "[")):
        text = _unframed(text)
    if re.match(r"[\[{]\s*&quot;", text):
        text = html.unescape(text)
    return _documents(text) or _documents(_mended(text))


def _unframed(text: str) -> str:
    """`text` has no blanks around it."""
    opening, closing = _OPENING.match(text), _CLOSING.search(text[-LONGEST_CLOSING:])
    end = len(text) - len(closing[0]) if closing else len(text)
    return text[opening.end() if opening else 0 : end].strip()


def _mended(text: str) -> str:
    for pattern in (_COMMENT, _TRAILING):
        text = pattern.sub(lambda found: found[1] or "", text)
    return _ESCAPE.sub(lambda found: found[0][1:], text)


def _documents(text: str) -> list[Any]:
    found, at = [], 0
    while at < len(text):
        try:
            document, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            # Part of a document is none: better to mend the whole.
            return []
        found.append(document)
        at = _after(text, at)
    return found


def _after(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n;,":
        at += 1
    return at


@dataclass
class Graph:
    """All of a page's nodes. References by `@id` within the page are resolved."""

    nodes: list[Node] = field(default_factory=list)
    named: dict[str, Node] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> Graph:
        graph = cls()
        for script in tree.css('script[type*="ld+json" i]'):
            for document in read(script.text()):
                graph._take(document, 0)
        return graph

    def _take(self, value: Any, depth: int) -> None:
        if depth > DEEPEST or len(self.nodes) > MOST_NODES:
            return
        if isinstance(value, list):
            for item in value:
                self._take(item, depth + 1)
        elif isinstance(value, dict):
            self._note(value)
            for item in value.values():
                self._take(item, depth + 1)

    def _note(self, node: Node) -> None:
        if types(node):
            self.nodes.append(node)
            if isinstance(node.get("@id"), str):
                self.named.setdefault(node["@id"], node)

    def of_type(self, name: str) -> Iterator[Node]:
        return (node for node in self.nodes if name in types(node))

    def resolve(self, value: Any) -> Any:
        """What a bare reference refers to; anything else as it is."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self.named.get(value["@id"], value)
        return value

    def each(self, value: Any) -> list[Any]:
        """One or many, none of them a reference."""
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [self.resolve(item) for item in items]

    def listed_addresses(self) -> Iterator[str]:
        """Where the items of the page's lists have pages of their own."""
        for listed in self.of_type("ItemList"):
            for entry in self.each(listed.get("itemListElement")):
                inner = entry.get("item") if isinstance(entry, dict) else None
                yield from filter(None, (address_of(entry), address_of(inner)))


def types(node: Node) -> set[str]:
    """Without their vocabulary: "https://schema.org/JobPosting" and "schema:JobPosting" are JobPosting."""
    given = node.get("@type")
    names = given if isinstance(given, list) else [given]
    return {re.split(r"[/#:]", name.strip())[-1] for name in names if isinstance(name, str)}


def text_of(value: Any) -> str:
    """A text, a number, the first of many, or what a node is called; on one line."""
    if isinstance(value, list):
        return next(filter(None, map(text_of, value)), "")
    if isinstance(value, dict):
        return next(filter(None, (text_of(value.get(name)) for name in ("@value", "name", "legalName", "value"))), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def address_of(entry: Any) -> str:
    """As it is written, of a node or of itself."""
    if isinstance(entry, dict):
        entry = entry.get("url") or entry.get("@id")
    return entry if isinstance(entry, str) else ""
