"""What comes back from the model, piece by piece: the line of facts is taken off, the rest cleaned and bounded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hiretrack.assistant.facts import Fact

LONGEST_HEAD = 600
HEAD = re.compile(r"\W*FACTS:(?P<codes>[^\n]*)", re.IGNORECASE)
CODE = re.compile(r"\bF\d{1,3}\b", re.IGNORECASE)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Reading:
    """Feed it the pieces; each call answers what may be shown of them. `close` answers the rest."""

    def __init__(self, facts: Sequence[Fact], *, max_chars: int) -> None:
        self.text = ""
        self.used: list[Fact] = list(facts)
        self._known = {fact.code: fact for fact in facts}
        self._left = max_chars
        self._head: str | None = ""

    @property
    def is_full(self) -> bool:
        return self._left <= 0

    def feed(self, piece: str) -> str:
        if self._head is None:
            return self._take(piece)
        self._head += piece
        waits = "\n" not in self._head.lstrip() and len(self._head) < LONGEST_HEAD
        return "" if waits else self.close()

    def close(self) -> str:
        """What was held back; nothing the second time."""
        held, self._head = self._head or "", None
        return self._take(self._without_head(held.lstrip()))

    def _without_head(self, held: str) -> str:
        found = HEAD.match(held)
        if found is None:
            # It did not say. Then every fact that it was given may be in there.
            return held
        named = dict.fromkeys(code.upper() for code in CODE.findall(found["codes"]))
        self.used = [self._known[code] for code in named if code in self._known]
        return held[found.end() :]

    def _take(self, piece: str) -> str:
        clean = UNPRINTABLE.sub("", piece)
        if not self.text:
            clean = clean.lstrip()
        clean = clean[: max(self._left, 0)]
        self.text += clean
        self._left -= len(clean)
        return clean
