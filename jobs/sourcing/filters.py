"""A board's keywords: which of its postings an employer wants to see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobs.sourcing.dedup import fold

_BETWEEN = "\x1f"
"""Between texts, so that no phrase is found across two of them."""


@dataclass(frozen=True, slots=True)
class Keywords:
    """Whole words and phrases, whatever their case and accents; those with a leading minus exclude."""

    wanted: re.Pattern[str] | None
    unwanted: re.Pattern[str] | None

    @classmethod
    def of(cls, keywords: Sequence[str]) -> Keywords:
        minus = [word[1:] for word in keywords if word.startswith("-")]
        return cls(_any(word for word in keywords if not word.startswith("-")), _any(minus))

    def pass_(self, texts: Iterable[str]) -> bool:
        """Whether a posting of these texts names a wanted keyword, if any is wanted, and no unwanted one."""
        if self.wanted is None and self.unwanted is None:
            return True
        text = _BETWEEN.join(fold(one) for one in texts)
        if self.unwanted is not None and self.unwanted.search(text):
            return False
        return self.wanted is None or self.wanted.search(text) is not None


def normalised(keywords: Iterable[str]) -> list[str]:
    """Without needless spaces and repetitions, whatever their case and accents; the first spelling stays."""
    first: dict[str, str] = {}
    for keyword in keywords:
        text = " ".join(keyword.split())
        text = f"-{text[1:].lstrip()}" if text.startswith("-") else text
        if text:
            first.setdefault(fold(text), text)
    return list(first.values())


def _any(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Longest first makes no difference to whether there is a match. In "C++" and "C#" nobody looks for "C"."""
    parts = [re.escape(folded) for phrase in phrases if (folded := fold(phrase))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?![\w+#])") if parts else None
