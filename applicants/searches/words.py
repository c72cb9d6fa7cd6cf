"""Where the words of a search stand in a text, so that a page can show and mark them.

PostgreSQL finds people by words that it has folded (accents, plurals, C++ as one word), and its `ts_headline` could
only show the folded text. So the query's words are looked for in the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

READ = 20_000
"""Characters of a CV that are looked through."""
AROUND = 90
"""Characters to either side of a word."""
MOST = 3
"""Pieces of a text that are shown."""
_TOKEN = re.compile(r"'((?:[^']|'')*)'(?::[A-D*]+)?|<(?:-|\d+)>|[!&|()]")
_SPECIAL = {"dotnet": r"\.net", "cplusplus": r"c\+\+", "csharp": "c#"}
_LETTERS = {"ss": "(?:ss|ß)", "ae": "(?:ae|æ)", "oe": "(?:oe|œ)", "\\-": r"[-./:@&=_]"}


def _plain(code: int) -> str:
    """One character for one, so that places in the folded text are places in the text."""
    char = chr(code)
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char


_FOLD = {code: _plain(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
_FOLD |= {ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("đ"): "d", ord("ß"): "ß", ord("ẞ"): "ß"}


@dataclass(frozen=True, slots=True)
class Words:
    """A pattern over folded text; None finds nothing."""

    pattern: re.Pattern[str] | None = None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        if self.pattern is not None:
            yield from (found.span() for found in self.pattern.finditer(text.translate(_FOLD)))

    def marked(self, text: str) -> SafeString:
        """The whole text, safe for a page, the words in `<mark>`."""
        return _marked(text, list(self.spans(text)), 0, len(text))

    def within(self, text: str) -> bool:
        return next(self.spans(text), None) is not None

    def pieces(self, text: str) -> list[SafeString]:
        """Up to `MOST` pieces of the text's beginning around the words, safe for a page."""
        beginning = text[:READ]
        windows: list[tuple[int, int, list[tuple[int, int]]]] = []
        for start, end in self.spans(beginning):
            if windows and start <= windows[-1][1]:
                windows[-1][2].append((start, end))
                continue
            if len(windows) == MOST:
                break
            windows.append((*_window(beginning, start, end), [(start, end)]))
        return [_piece(text, spans, left, right) for left, right, spans in windows]


def words_of(query: str) -> Words:
    """The words that a search in websearch syntax asks for; those after a minus are none of them."""
    if not query.strip():
        return Words()
    with connection.cursor() as cursor:
        cursor.execute("SELECT job_query(%s)::text", [query])
        (parsed,) = cursor.fetchone()
    patterns = sorted({_phrase(phrase) for phrase in wanted_phrases(parsed)}, key=len, reverse=True)
    if not patterns:
        return Words()
    return Words(re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"))


def wanted_phrases(parsed: str) -> list[list[str]]:
    """The phrases of a tsquery as PostgreSQL writes it, each a list of words; without what it excludes."""
    phrases: list[list[str]] = []
    is_negated, depth, follows = False, 0, False
    for token in _TOKEN.finditer(parsed):
        sign = token.group()
        if sign == "!":
            is_negated, depth = True, 0
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            is_negated = is_negated and depth > 0
        elif sign.startswith("<"):
            follows = True
        elif sign.startswith("'"):
            if not is_negated:
                _add(phrases, token.group(1).replace("''", "'"), follows=follows)
            is_negated, follows = is_negated and depth > 0, False
        else:
            follows = False
    return phrases


def _add(phrases: list[list[str]], word: str, *, follows: bool) -> None:
    if not follows or not phrases:
        phrases.append([word])
    elif word not in phrases[-1][-1].split("-"):
        # Of a compound its parts are asked for too; they stand in it.
        phrases[-1].append(word)


def _phrase(words: list[str]) -> str:
    return r"\W+".join(_word(word) for word in words)


def _word(word: str) -> str:
    if word in _SPECIAL:
        return _SPECIAL[word]
    escaped = re.escape(word.lower().translate(_FOLD))
    for plain, any_of in _LETTERS.items():
        escaped = escaped.replace(plain, any_of)
    return f"{escaped[:-1]}(?:y|ies)" if word.endswith("y") else f"{escaped}(?:e?s)?"


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Not from or to the middle of a word, where a space is near."""
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    if left > 0 and (space := text.find(" ", left, start)) != -1:
        left = space + 1
    if right < len(text) and (space := text.rfind(" ", end, right)) != -1:
        right = space
    return left, right


def _piece(text: str, spans: list[tuple[int, int]], left: int, right: int) -> SafeString:
    before, after = "… " if left > 0 else "", " …" if right < len(text) else ""
    return format_html("{}{}{}", before, _marked(text, spans, left, right), after)


def _marked(text: str, spans: list[tuple[int, int]], left: int, right: int) -> SafeString:
    parts: list[tuple[SafeString, str, SafeString]] = []
    at = left
    for start, end in spans:
        parts += [(SafeString(""), _one_line(text[at:start]), SafeString(""))]
        parts += [(SafeString("<mark>"), text[start:end], SafeString("</mark>"))]
        at = end
    parts.append((SafeString(""), _one_line(text[at:right]), SafeString("")))
    return format_html_join("", "{}{}{}", parts)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
