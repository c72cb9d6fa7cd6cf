"""An employer's colour on pages and in mails: shades that stay readable on light and dark paper (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

Rgb = tuple[float, float, float]

WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)
NIGHT: Rgb = (0.027, 0.067, 0.055)
LIGHT_PAPER: Rgb = (0.984, 0.98, 0.969)
DARK_PAPER: Rgb = (0.106, 0.11, 0.102)
# Above the 4.5 that text needs, because some of it stands on paper tinted with the colour itself.
READABLE = 5.4
STEPS = 50
_DIGITS = re.compile("[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Shades:
    text: str
    hover: str
    on: str
    """What is written on top of `text` as a background."""

    def rules(self) -> str:
        return f"--brand:{self.text};--brand-hover:{self.hover};--on-brand:{self.on}"


def stylesheet(colour: str) -> str:
    """CSS that brings `colour` (six hexadecimal digits) to the pages, in a light and a dark variant.

    Raises `ValueError` for anything else.
    """
    rgb = _parse(colour)
    light = _shades(rgb, paper=LIGHT_PAPER, towards=BLACK)
    dark = _shades(rgb, paper=DARK_PAPER, towards=WHITE)
    selector = ":root:root"
    return (
        f"{selector}{{{light.rules()}}}\n"
        f"@media (prefers-color-scheme: dark){{{selector}{{{dark.rules()}}}}}\n"
        f"@media print{{{selector}{{{light.rules()}}}}}\n"
    )


def shades_on(colour: str, *, paper: str) -> Shades:
    """`colour` made readable on `paper`, both as six hexadecimal digits."""
    ground = _parse(paper)
    towards = max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))
    return _shades(_parse(colour), paper=ground, towards=towards)


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _shades(rgb: Rgb, *, paper: Rgb, towards: Rgb) -> Shades:
    text = _readable(rgb, paper=paper, towards=towards)
    on = max((WHITE, NIGHT), key=lambda ink: contrast(ink, text))
    return Shades(text=_hex(text), hover=_hex(_mix(text, towards, 0.18)), on=_hex(on))


def _readable(rgb: Rgb, *, paper: Rgb, towards: Rgb) -> Rgb:
    """The colour itself when it can be read on `paper`, else the nearest mix of it that can."""
    mixes = (_mix(rgb, towards, step / STEPS) for step in range(STEPS + 1))
    return next((mix for mix in mixes if contrast(mix, paper) >= READABLE), towards)


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    # https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse(colour: str) -> Rgb:
    if not _DIGITS.fullmatch(colour):
        raise ValueError("A colour is six hexadecimal digits.")
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in rgb)
