"""How a reader ends what a mail belongs to: a link at its foot, in both parts, and a mail program's own button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Ending:
    """`address` ends it with one click, signed in or not; `preferences`, if given, is the page of all such choices."""

    address: str
    title: str = ""
    preferences: str = ""

    @property
    def shown(self) -> str:
        return self.title or _("End these mails")

    @property
    def lines(self) -> list[str]:
        """At the end of the text part."""
        more = [_("Choose what we write to you about:"), self.preferences] if self.preferences else []
        return [f"{self.shown}:", self.address, *more]

    @property
    def headers(self) -> dict[str, str]:
        """Mail programs show a button of their own for these two, and press it with a POST (RFC 8058, section 3.1)."""
        return {"List-Unsubscribe": f"<{self.address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def ending_in(values: Mapping[str, Any]) -> Ending | None:
    """None in mails that are a step of something the reader does: without those it would be impossible, or unsafe."""
    found: Ending | None = values.get("ending")
    return found
