"""How much of a page is kept, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from jobs.sourcing.postings import Page, Posting

MOST_ROWS = 2_000
MOST_CHARACTERS = 20_000_000
"""Of one page's postings together, before they are cut: rows within rows hold the same text again and again."""
LONGEST = {"title": 300, "company": 300, "location": 1_000, "url": 1_000, "external_id": 300, "description": 50_000}
"""At least what a listing's row keeps, so that nothing is another listing for being cut here."""


def cut(posting: Posting) -> Posting:
    """Itself, unless a text is too long."""
    long = {name: getattr(posting, name)[:most] for name, most in LONGEST.items() if len(getattr(posting, name)) > most}
    return replace(posting, **long) if long else posting


@dataclass
class Kept:
    """A page's postings, as many as there is room for; None stands for an entry that is none."""

    postings: list[Posting] = field(default_factory=list)
    skipped: int = 0
    characters: int = 0
    is_over: bool = False

    def take(self, found: Iterator[Posting | None]) -> Kept:
        """Reads no further than there is room. Itself."""
        for number, posting in enumerate(found, start=1):
            if posting is None:
                self.skipped += 1
            else:
                self.characters += sum(len(getattr(posting, name)) for name in LONGEST)
                self.postings.append(cut(posting))
            if number == MOST_ROWS or self.characters > MOST_CHARACTERS:
                self.is_over = next(found, self) is not self
                break
        return self

    def rest(self, url: str) -> list[Page]:
        """What tells of postings that were not read, if there are any."""
        return [Page(url, error=_("There is more on the page than can be read at once."))] if self.is_over else []
