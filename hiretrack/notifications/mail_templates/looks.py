"""A mail as light and as dark programs show it, whatever whoever looks at it prefers."""

from __future__ import annotations

_ASKED = "(prefers-color-scheme: dark)"
_ALWAYS, _NEVER = "(min-width: 0px)", "(max-width: 0px)"


def as_light(html: str) -> str:
    return html.replace(_ASKED, _NEVER).replace("color-scheme: light dark", "color-scheme: light")


def as_dark(html: str) -> str:
    return html.replace(_ASKED, _ALWAYS).replace("color-scheme: light dark", "color-scheme: dark")
