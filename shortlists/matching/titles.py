"""Titles of jobs: what rank, which role, of what; and how near two of them are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from shortlists.matching import roles

MAIN, ASIDE = 1.0, 0.35
"""What a word counts in the title itself, and behind its comma, dash or bracket."""
ROLE, SAME_FIELD = 0.3, 0.5
"""The share of the role (engineer) beside that of its field (software); what a word of the same field is worth."""
BY_DISTANCE = (1.0, 0.92, 0.8, 0.65, 0.55, 0.5)
"""By how many ranks lie between both."""
ALIKE = 88
"""From here on (of 100) two words are one, written or inflected otherwise."""
_PARTS = re.compile(r"\s*(?:[,(/|:;·•–—@\[\])]|\s-\s|-\s|\s-)\s*")
_PHRASES = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, roles.PHRASES), key=len, reverse=True))})(?![\w-])"
)
_TOKEN = re.compile(r"[^\W_]+(?:[+#]+)?")
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Title:
    """`words` are those of the field with what they count, without rank and role."""

    text: str
    level: int
    role: str
    words: tuple[tuple[str, float], ...]

    @property
    def rank(self) -> str:
        return roles.NAMES[min(self.level, len(roles.NAMES) - 1)]


@lru_cache(maxsize=8_000)
def parse(text: str) -> Title:
    shown = " ".join(roles.without_genders(text).split())[:LONGEST]
    parts = [_tokens(part) for part in _PARTS.split(shown)]
    parts = [part for part in parts if part]
    main = next((place for place, part in enumerate(parts) if _role(part)), 0)
    if parts and len(_content(parts[main])) == 1 and main + 1 < len(parts):
        # "Manager, Engineering": what is managed stands behind the comma.
        parts[main : main + 2] = [parts[main + 1] + parts[main]]
    own = parts[main] if parts else []
    words = {word: MAIN for word in _content(own) if word not in roles.ROLES}
    for part in parts:
        for word in _content(part):
            if word not in roles.ROLES:
                words.setdefault(word, ASIDE)
    return Title(shown, _level(own, [word for part in parts for word in part]), _role(own), tuple(words.items()))


def is_title(text: str) -> bool:
    """Whether a few words of a CV name a job: their last word, or the first before "of", is a role."""
    words = _tokens(text)
    return 0 < len(words) <= 7 and bool(words[-1] in roles.ROLES - roles.LEVELS.keys() or words[0] in roles.LEADING)


def _tokens(part: str) -> list[str]:
    plain = _PHRASES.sub(lambda found: roles.PHRASES[found.group()], part.casefold().replace("’", "'"))
    return [roles.WORDS.get(word, word) for word in _TOKEN.findall(plain) if word not in roles.EMPTY_WORDS]


def _content(words: list[str]) -> list[str]:
    return [word for word in words if word not in roles.LEVELS and not word.isdigit()]


def _role(words: list[str]) -> str:
    """The last role; of "Director of Sales" and "Head of Design" the first."""
    found = [word for word in words if word in roles.ROLES]
    if leading := [word for word in found if word in roles.LEADING and word not in roles.LEVELS]:
        return leading[-1]
    said = [word for word in found if word not in roles.LEVELS] or found
    return said[-1] if said else ""


def _level(own: list[str], everywhere: list[str]) -> int:
    said = [roles.LEVELS[word] for word in everywhere if word in roles.LEVELS]
    by_role = [roles.ROLE_LEVELS[word] for word in own if word in roles.ROLE_LEVELS]
    if 0 in said:
        return 0
    return max(said + by_role) if said or by_role else roles.UNSAID


@lru_cache(maxsize=1_000)
def likeness(ours: Title, theirs: Title) -> tuple[int, tuple[str, ...]]:
    """0 to 100, and the words they share."""
    total = sum(weight for _word, weight in ours.words)
    their_words = dict(theirs.words)
    shared = [(word, weight, _best(word, their_words)) for word, weight in ours.words]
    covered = sum(weight * worth for _word, weight, worth in shared) / total if total else 0.0
    role, same = _kinship(ours.role, theirs.role), _spoken(ours) == _spoken(theirs)
    near = 1.0 if same else roles_and_field(role, covered, has_field=bool(total), superfluous=_spare(ours, their_words))
    words = [word for word, _weight, worth in shared if worth > SAME_FIELD]
    words += [ours.role] if ours.role and role == 1 else []
    distance = min(abs(ours.level - theirs.level), len(BY_DISTANCE) - 1)
    return round(100 * near * BY_DISTANCE[distance]), tuple(words)


def roles_and_field(role: float, covered: float, *, has_field: bool, superfluous: float) -> float:
    """A role alone is little: engineers of other fields are no nearer than others of one's own field."""
    if not has_field:
        return role * (1 - 0.2 * superfluous)
    return (ROLE * role * (0.35 + 0.65 * covered) + (1 - ROLE) * covered * (0.45 + 0.55 * role)) * (
        1 - 0.1 * superfluous
    )


def _best(word: str, theirs: dict[str, float]) -> float:
    """What the nearest of their words is worth for `word`; one from aside counts a little less."""
    if word in theirs:
        return 1.0 if theirs[word] == MAIN else 0.85
    if any(len(word) > 4 and len(other) > 4 and fuzz.ratio(word, other) >= ALIKE for other in theirs):
        return 0.9
    own = roles.FIELDS.get(word)
    return SAME_FIELD if own and any(own & roles.FIELDS.get(other, frozenset()) for other in theirs) else 0.0


def _spare(ours: Title, theirs: dict[str, float]) -> float:
    """The share of their main words that ours knows nothing of."""
    own = dict(ours.words)
    main = [word for word, weight in theirs.items() if weight == MAIN]
    return sum(_best(word, own) == 0 for word in main) / len(main) if main else 0.0


def _kinship(ours: str, theirs: str) -> float:
    if not ours or not theirs:
        return 0.4
    return 1.0 if ours == theirs else roles.KIN.get(frozenset({ours, theirs}), 0.0)


def _spoken(title: Title) -> tuple[str, frozenset[str]]:
    return title.role, frozenset(word for word, weight in title.words if weight == MAIN)
