"""Skills in texts: names and aliases of O*NET, ESCO and our own list, found as whole words."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import ahocorasick

DATA = Path(__file__).resolve().parent.parent / "data" / "skills.txt.xz"
ANYHOW, AS_WRITTEN, IN_COMPANY = "", "=", "!"
"""How an alias is to be met: in any case; written exactly so; written so, and beside other skills or in a list of
them, because it is an everyday word or a letter (Go, R, Excel)."""
_JOINS = re.compile(r"(?:[\s,/&|•·;()]|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|\bwith\b|\bin\b)*\Z")
NEAR = 40
"""Characters between an everyday word and the skill that tells what is meant."""


@dataclass(frozen=True, slots=True)
class Alias:
    text: str
    name: str
    mode: str


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    alias: Alias


class Taxonomy:
    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._named: dict[str, str] = {}
        self._machine: Any = ahocorasick.Automaton()
        by_text: dict[str, list[Alias]] = {}
        for alias in aliases:
            by_text.setdefault(alias.text.lower(), []).append(alias)
            self._named.setdefault(alias.text.casefold(), alias.name)
        for text, sharing in by_text.items():
            self._machine.add_word(text, (len(text), sharing))
        self._machine.make_automaton()

    def listed(self, entry: str) -> set[str]:
        """What one entry of a list of skills means: itself where it is known, else the skills it speaks of."""
        named = self._named.get(" ".join(entry.split()).casefold())
        return {named} if named else {found.alias.name for found in self._outermost(entry)}

    def named(self, entry: str) -> str | None:
        return self._named.get(entry.casefold())

    def skills_in(self, text: str) -> list[str]:
        """The skills that `text` speaks of, each once, in the order of their first mention."""
        found = self._outermost(text)
        return list(dict.fromkeys(one.alias.name for here, one in enumerate(found) if _is_meant(here, found, text)))

    def _outermost(self, text: str) -> list[Found]:
        """Of matches that overlap, the first and longest: Node.js, not Node."""
        kept: list[Found] = []
        for one in sorted(self._whole_words(text), key=lambda one: (one.start, -one.end)):
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return kept

    def _whole_words(self, text: str) -> Iterator[Found]:
        lowered = _lowered(text)
        for last, (length, sharing) in self._machine.iter(lowered):
            start, end = last + 1 - length, last + 1
            if not _stands_alone(lowered, start, end):
                continue
            for alias in sharing:
                if alias.mode == ANYHOW or text[start:end] == alias.text:
                    yield Found(start, end, alias)
                    break


def _lowered(text: str) -> str:
    lowered = text.lower()
    # A few letters (İ) grow in lower case, and positions would no longer be those of the text.
    return lowered if len(lowered) == len(text) else "".join(one.lower()[:1] for one in text)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A word of its own, plurals included; not C of C++, C-level or R&D, nor NET of .NET."""
    short = end - start < 3
    if start and (text[start - 1].isalnum() or text[start - 1] in ("#+.-&'’" if short else "#+")):
        return False
    after = text[end : end + 2]
    if after[:1] == "s" and not short and not after[1:].isalnum():
        return True
    if after[:1].isalnum() or after[:1] in {"+", "#"}:
        return False
    return not (short and after[:1] in {"-", "&", "'", "’"}) and not (after[:1] == "." and after[1:].isalnum())


def _is_meant(here: int, found: list[Found], text: str) -> bool:
    one = found[here]
    if one.alias.mode != IN_COMPANY:
        return True
    return any(_are_together(one, other, text) for other in (found[max(here - 1, 0)], *found[here + 1 : here + 2]))


def _are_together(one: Found, other: Found, text: str) -> bool:
    if one is other or one.alias.name == other.alias.name:
        return False
    first, second = sorted((one, other), key=lambda found: found.start)
    between = text[first.end : second.start]
    if other.alias.mode != IN_COMPANY and len(one.alias.text) > 2 and len(between) <= NEAR:
        return True
    return _JOINS.match(between) is not None


def read(lines: Iterable[str]) -> Iterator[Alias]:
    """Lines of `name<TAB>mode<TAB>alias<TAB>alias…`; the mode is that of the name, aliases are met anyhow, unless
    they begin with their own (`=Jira`)."""
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        name, mode, *others = line.rstrip("\n").split("\t")
        yield Alias(name, name, mode)
        for other in others:
            own = other[0] if other[0] in {AS_WRITTEN, IN_COMPANY} else ANYHOW
            yield Alias(other.removeprefix(own) if own else other, name, own)


@cache
def taxonomy() -> Taxonomy:
    """The one that is shipped; read once in a process, in about a tenth of a second."""
    with lzma.open(DATA, "rt", encoding="utf-8") as lines:
        return Taxonomy(read(lines))
