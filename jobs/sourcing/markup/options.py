"""`scraper_config`, read with everything that is wrong with it named at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from hiretrack.errors import FieldError, Invalid
from jobs.sourcing.markup.links import resolved
from jobs.sourcing.plaintext import LONGEST as LONGEST_TEXT
from jobs.sourcing.plaintext import plain

MAX_PAGES, MOST_PAGES = 200, 2_000
LONGEST = 300
MOST_PARTS, MOST_DEEP = 12, 4
"""Of a CSS selector: what stands between combinators and commas, and the combinators that look through all that is
below or beside. Nested they cost the page's depth to that power."""
_CHEAP = frozenset(
    """
    first-child last-child only-child first-of-type last-of-type only-of-type empty root link any-link checked disabled
    enabled required optional not
    """.split()  # noqa: SIM905 - easier to read
)
"""Pseudo-classes that look at an element and those beside it, as those that count (`_COUNTED`) do."""
_LITERAL = re.compile(r"\\.|\"(?:\\.|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|\[[^\]]*+\]", re.DOTALL)
_PSEUDO = re.compile(r":+([\w-]*)")
_COUNTED = re.compile(r":nth-([\w-]+)\(\s*(?:odd|even|[-+\dn\s]+)\)", re.IGNORECASE)
_COMBINED = re.compile(r"\s*+[>+,]\s*+|\s*+~\s*+|\s++")
_ATTRIBUTE = re.compile(r"@([A-Za-z][\w:-]*)$")


@dataclass(frozen=True, slots=True)
class Selector:
    """A CSS selector, with `@name` behind it for the value of an attribute: `a.title@href`. `@id` alone: the row's."""

    css: str
    attribute: str = ""

    def node(self, row: LexborNode) -> LexborNode | None:
        return row.css_first(self.css) if self.css else row

    def value(self, row: LexborNode, *, attribute: str = "") -> str:
        """One line of text."""
        node, name = self.node(row), self.attribute or attribute
        if node is None:
            return ""
        return " ".join(((node.attributes.get(name) or "") if name else node.text(separator=" ")).split())

    def paragraphs(self, row: LexborNode) -> str:
        if self.attribute:
            return plain(self.value(row))
        parts: list[str] = []
        for node in row.css(self.css) if self.css else [row]:
            parts.append(node.html or "")
            # What is inside another is found once more.
            if sum(map(len, parts)) > LONGEST_TEXT:
                break
        return plain("\n".join(parts))


@dataclass(frozen=True, slots=True)
class Paging:
    """How one comes to the next page: by a link, or by counting `{page}` up in a template."""

    next: str = ""
    template: str = ""
    start: int = 1
    step: int = 1
    max_pages: int = MAX_PAGES
    limit_is_meant: bool = False
    """The config itself names the limit, so that pages beyond it are left out on purpose."""

    def address(self, board: str, number: int) -> str:
        """Of the page so many after the first."""
        return resolved(board, self.template.replace("{page}", str(self.start + number * self.step)))


class Options:
    """Asked for one member after the other; `settle` then refuses what was wrong, and what is not known."""

    def __init__(self, config: Mapping[str, Any], known: Collection[str]) -> None:
        self.config = config
        self.errors = [
            FieldError(f"/scraper_config/{_escaped(name)}", "unknown_option", _unknown(known))
            for name in config
            if name not in known
        ]

    def selector(self, name: str, *, required: bool = False) -> Selector | None:
        text = self._text(name)
        if not text:
            if required and name not in self._wrong:
                self._refuse(name, "required", _("Give a CSS selector."))
            return None
        attribute = _ATTRIBUTE.search(text)
        css = text[: attribute.start()].strip() if attribute else text
        if css and not _is_css(css):
            self._refuse(name, "invalid_selector", _("This is no CSS selector: %(css)s") % {"css": css})
            return None
        if costs := _costs(css):
            self._refuse(name, "invalid_selector", costs)
            return None
        return Selector(css, attribute[1] if attribute else "")

    def css(self, name: str) -> str:
        """A selector of elements, without an attribute."""
        found = self.selector(name)
        if found is not None and found.attribute:
            self._refuse(name, "invalid_selector", _("Leave out the attribute: this names elements."))
        return found.css if found else ""

    def text(self, name: str, *, check: Callable[[str], str] = lambda _: "") -> str:
        """`check` answers what is wrong with it, or an empty text."""
        text = self._text(name)
        if text and (wrong := check(text)):
            self._refuse(name, "invalid", wrong)
        return text

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        value = self.config.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self._refuse(
                name, "out_of_range", _("Give a whole number from %(low)d to %(high)d.") % {"low": low, "high": high}
            )
            return default
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.config.get(name, default)
        if not isinstance(value, bool):
            self._refuse(name, "invalid", _("Give true or false."))
            return default
        return value

    def paging(self) -> Paging:
        """Of the members in `PAGING`."""
        template = self.text("page", check=_wrong_with_template)
        if template and self.config.get("next"):
            self._refuse("page", "conflict", _("Give either `next` or `page`."))
        return Paging(
            next=self.css("next"),
            template=template,
            start=self.number("start", 1, low=0, high=10_000),
            step=self.number("step", 1, low=1, high=1_000),
            max_pages=self.number("max_pages", MAX_PAGES, low=1, high=MOST_PAGES),
            limit_is_meant="max_pages" in self.config,
        )

    def settle(self) -> None:
        """Raises `Invalid`."""
        if self.errors:
            raise Invalid(_("The board cannot be read with these options."), errors=self.errors)

    @property
    def _wrong(self) -> set[str]:
        return {error.pointer.rpartition("/")[2] for error in self.errors}

    def _text(self, name: str) -> str:
        value = self.config.get(name)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > LONGEST:
            self._refuse(name, "invalid", _("Give a text of at most %(most)d characters.") % {"most": LONGEST})
            return ""
        return value.strip()

    def _refuse(self, name: str, code: str, detail: str) -> None:
        error = FieldError(f"/scraper_config/{name}", code, detail)
        if error not in self.errors:
            self.errors.append(error)


PAGING = ("next", "page", "start", "step", "max_pages")


def _unknown(known: Collection[str]) -> str:
    names = ", ".join(sorted(known))
    return _("There is no such option here. Known are: %(names)s.") % {"names": names}


def _is_css(text: str) -> bool:
    try:
        LexborHTMLParser("<p>").css(text)
    except (SelectolaxError, ValueError, UnicodeError):
        return False
    return True


def _costs(css: str) -> str:
    """What makes the selector too expensive for pages of any size, or an empty text."""
    bare = _COUNTED.sub(":first-child", _LITERAL.sub("_", css)).strip()
    if refused := {name.lower() for name in _PSEUDO.findall(bare)} - _CHEAP:
        return _("A selector cannot use :%(name)s here.") % {"name": min(refused)}
    found = [one.strip() for one in _COMBINED.findall(bare)]
    deep = sum(one in {"", "~"} for one in found)
    if len(found) >= MOST_PARTS or deep > MOST_DEEP:
        return _("The selector has too many parts: give a shorter one.")
    return ""


def _wrong_with_template(text: str) -> str:
    if text.count("{page}") != 1:
        return _("Put {page} once where the page's number stands.")
    return "" if resolved("https://board.example/", text.replace("{page}", "1")) else _("This leads to no web address.")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
