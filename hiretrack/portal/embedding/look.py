"""How an embedded job list looks: what its address asks for, checked, as a stylesheet.

docs/embedding.md lists the parameters for site owners.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hiretrack.brand import shades_on
from hiretrack.errors import FieldError, Invalid

THEMES = ("light", "dark", "auto")
FONTS = {
    "system": 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
    "serif": 'Georgia, "Times New Roman", serif',
    "mono": "ui-monospace, Menlo, Consolas, monospace",
}
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
# Paper and text of each theme, and what is between them.
_LIGHT = {"paper": "ffffff", "text": "1f2420", "faint": "5a625c", "line": "d9ddd8"}
_DARK = {"paper": "16181a", "text": "e8eae8", "faint": "a8b0aa", "line": "3a403c"}


@dataclass(frozen=True, slots=True)
class Look:
    """Each value as it stands in an address; empty for the default."""

    theme: str = "light"
    colour: str = ""
    background: str = ""
    text: str = ""
    radius: str = ""
    size: str = ""
    font: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Look:
        """Raises `Invalid` that names every parameter with a value it doesn't take."""
        given = {name: query[name].strip() for name in READERS if query.get(name, "").strip()}
        read = {name: READERS[name](value) for name, value in given.items()}
        wrong = [FieldError(f"/{name}", "invalid", _wanted(name)) for name, value in read.items() if value is None]
        if wrong:
            raise Invalid(" ".join(error.detail for error in wrong), errors=wrong)
        return cls(**{name: value for name, value in read.items() if value is not None})

    def query(self, *, brand: str) -> str:
        """The stylesheet's own address ends with it; `brand` is the colour where none was asked for."""
        wanted = {name: getattr(self, name) for name in READERS} | {"colour": self.colour or brand.lstrip("#").lower()}
        return urlencode({name: value for name, value in wanted.items() if value})

    def stylesheet(self) -> str:
        light, dark = self._rules(_LIGHT), self._rules(_DARK)
        first, scheme = (dark, "dark") if self.theme == "dark" else (light, "light")
        if self.theme != "auto":
            return f":root{{color-scheme:{scheme};{first}}}\n"
        return f":root{{color-scheme:light dark;{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"

    @property
    def _is_box(self) -> bool:
        return self.background != "transparent" and bool(self.background or self.theme != "light")

    def _rules(self, theme: Mapping[str, str]) -> str:
        return ";".join(f"--embed-{name}:{value}" for name, value in self._values(theme))

    def _values(self, theme: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        paper = self.background if self.background not in {"", "transparent"} else theme["paper"]
        yield "background", "transparent" if self.background == "transparent" else f"#{paper}"
        yield "text", f"#{self.text or theme['text']}"
        for name in ("faint", "line"):
            yield name, f"#{theme[name]}" if not self.text else "color-mix(in srgb,var(--embed-text) 70%,transparent)"
        shades = shades_on(self.colour or "0f6b4f", paper=paper)
        yield from (("colour", shades.text), ("hover", shades.hover))
        # A background that differs from the page's is a box, and its content keeps off the edge.
        yield "padding", "12px" if self._is_box else "2px"
        yield "radius", f"{self.radius or 8}px"
        yield "size", f"{self.size or 16}px"
        yield "font", FONTS[self.font or "system"]


def _colour(value: str) -> str | None:
    found = _HEX.fullmatch(value)
    return found[1].lower() if found else None


def _background(value: str) -> str | None:
    return value if value == "transparent" else _colour(value)


def _one_of(known: tuple[str, ...]) -> Callable[[str], str | None]:
    return lambda value: value if value in known else None


def _between(least: int, most: int) -> Callable[[str], str | None]:
    fits = re.compile(r"[0-9]{1,3}")
    return lambda value: str(int(value)) if fits.fullmatch(value) and least <= int(value) <= most else None


READERS: dict[str, Callable[[str], str | None]] = {
    "theme": _one_of(THEMES),
    "colour": _colour,
    "background": _background,
    "text": _colour,
    "radius": _between(0, 32),
    "size": _between(12, 24),
    "font": _one_of(tuple(FONTS)),
}


def _wanted(name: str) -> str:
    takes = {
        "theme": _("light, dark or auto"),
        "colour": _("six hexadecimal digits, such as 0f6b4f"),
        "background": _("six hexadecimal digits, such as ffffff, or transparent"),
        "text": _("six hexadecimal digits, such as 1f2420"),
        "radius": _("a number of pixels from 0 to 32"),
        "size": _("a number of pixels from 12 to 24"),
        "font": _("system, serif or mono"),
    }[name]
    return _("“%(name)s” takes %(takes)s.") % {"name": name, "takes": takes}
