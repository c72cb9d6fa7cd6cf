"""A person's own name in their texts: whole or in parts, in either order, in any case, with or without its accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LEAST_LETTERS = 3
# They stand in names and in every other sentence, and say nothing of who somebody is.
PARTICLES = frozenset({
    "and", "auf", "aus", "bin", "bint", "das", "dal", "dalla", "degli", "dei", "del", "della", "den", "der", "des",
    "dos", "ibn", "las", "les", "los", "mit", "ten", "ter", "the", "van", "vom", "von", "und", "zum", "zur",
})  # fmt: skip
# Apart from white space: the punctuation of ASCII, Latin-1, the general block and CJK. Marks belong to their letters.
_BETWEEN = r"\s\x00-/:-@\[-`{-\xbf\u2000-\u206f\u3000-\u303f"
_WORD = re.compile(rf"[^{_BETWEEN}]+")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_WHOLE_LETTERS = str.maketrans("łøđı", "lodi")
"""Unicode does not take these apart into a letter and its mark."""


def without_name(text: str, name: str, mask: str) -> str:
    """`text` with `mask` for each part of the name of three letters and more, and for all of it however short."""
    parts = _WORD.findall(name)
    if not parts:
        return text
    if len("".join(parts)) >= LEAST_LETTERS:
        text = _whole(parts).sub(mask, text)
    return _WORD.sub(_masking(_telling(parts), mask), text)


def _whole(parts: list[str]) -> re.Pattern[str]:
    orders = dict.fromkeys((tuple(parts), tuple(reversed(parts))))
    either = "|".join(rf"[{_BETWEEN}]{{0,3}}".join(map(re.escape, order)) for order in orders)
    # Scripts without capitals may write words without spaces, or with others in front of them.
    edges = ("", "") if _is_caseless(parts) else (rf"(?<![^{_BETWEEN}])", rf"(?![^{_BETWEEN}])")
    return re.compile(f"{edges[0]}(?:{either}){edges[1]}", re.IGNORECASE)


def _is_caseless(parts: list[str]) -> bool:
    return any(letter.isalpha() and letter.upper() == letter.lower() for part in parts for letter in part)


def _telling(parts: list[str]) -> set[str]:
    """The words that give the name away, folded. Written as one it is a handle."""
    alone = [part for part in parts if len(part) >= LEAST_LETTERS and _folded(part) not in PARTICLES]
    joined = ["".join(parts)] if len("".join(parts)) >= LEAST_LETTERS else []
    return {spelt for word in (*alone, *joined) for spelt in _spellings(word)}


def _spellings(word: str) -> set[str]:
    """Müller is written Muller and Mueller as well."""
    plain = unicodedata.normalize("NFC", word)
    return {_folded(plain), _folded(plain.lower().translate(_SPELT_OUT))}


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.casefold().translate(_WHOLE_LETTERS)


def _masking(telling: set[str], mask: str) -> Callable[[re.Match[str]], str]:
    def masked(found: re.Match[str]) -> str:
        word = _folded(found.group())
        # Without the s of a genitive that has no apostrophe.
        return mask if word in telling or word.removesuffix("s") in telling else found.group()

    return masked
