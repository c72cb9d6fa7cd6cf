"""How job texts are searched: the expressions behind the indexes, and what a visitor's words become."""

from __future__ import annotations

import re

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQueryField
from django.db import models
from django.db.models import BooleanField, Func, IntegerField, TextField, Value
from django.db.models.expressions import Combinable

RANKED = 2000
"""Sorting by relevance ranks the newest so many matches: ranking reads each one's whole vector."""

# Words that say nothing about a job. They stay in the index, so that phrases ("head of data") keep their distances.
_ENGLISH = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"}
_GERMAN = {"am", "auf", "bei", "das", "der", "die", "für", "im", "mit", "und", "von", "zu", "zum", "zur"}
_STOP_WORDS = _ENGLISH | _GERMAN
_TERM = re.compile(r'-?"[^"]*"?|\S+')


class Fold(Func):
    """Lower case without accents, as the search's indexes hold it."""

    function = "job_fold"
    output_field = TextField()


class Spoken(Func):
    """Language tags in lower case, each with its base language: {de-AT} → {de, de-at}."""

    function = "job_spoken"
    output_field = ArrayField(TextField())


class Computed(models.GeneratedField):
    """A generated column that a write does not read back: the search vector is larger than the row."""

    db_returning = False  # type: ignore[assignment]


class Words(Func):
    """A query in websearch syntax: phrases in quotes, OR, -not."""

    function = "job_query"
    output_field = SearchQueryField()


class Matches(Func):
    """Whether a vector answers a query."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class Resembles(Func):
    """Whether some part of a text is written almost like the words looked for (trigrams, threshold 0.6)."""

    template = "%(expressions)s"
    arg_joiner = " <%% "
    output_field = BooleanField()


class Rank(Func):
    """How well a vector answers a query, as a whole number: a cursor cannot carry a float without losing digits."""

    function = "ts_rank"
    template = "(%(function)s(%(expressions)s) * 1000000)::int"
    output_field = IntegerField()


class Resemblance(Rank):
    function = "word_similarity"


def words(text: str) -> Words:
    """The query for `text`, less words that any text has; a text of nothing else is taken as it is."""
    terms = _TERM.findall(text)
    telling = [term for term in terms if term.casefold() not in _STOP_WORDS]
    return Words(Value(" ".join(telling or terms)))


def plain(text: str) -> Combinable:
    """The words of `text` without the syntax and without what it excludes: what a misspelt query resembles."""
    terms = (term.strip('"') for term in _TERM.findall(text) if not term.startswith("-") and term != "OR")
    return Fold(Value(" ".join(terms)))


def excluded(text: str) -> Words | None:
    """A query for nothing but the exclusions (`-intern`) of `text`, or None when it has none."""
    terms = " ".join(term for term in _TERM.findall(text) if term.startswith("-"))
    return Words(Value(terms)) if terms.strip('-" ') else None
