"""What runs and dead letters say in words. They should hold ids alone; an erasure does not rely on it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Q, TextField
from django.db.models.functions import Cast, Lower

from hiretrack.background.models import DeadLetter, TaskRun
from hiretrack.celery import HEADER_EMPLOYER

GONE = {"code": "erased", "detail": "The person it told of was erased."}


def erase_words(*, words: Iterable[str], employer_id: uuid.UUID) -> int:
    """Empty what an employer's runs and dead letters tell where one of `words` stands in it; how many rows."""
    wanted = {word.lower() for word in words if word}
    if not wanted:
        return 0
    return _runs(wanted, employer_id) + _letters(wanted, employer_id)


def _runs(words: set[str], employer_id: uuid.UUID) -> int:
    own = TaskRun.objects.filter(employer_id=employer_id).alias(
        said=Lower("message"), made=Lower(Cast("result", TextField())), failed=Lower(Cast("error", TextField()))
    )
    telling = own.filter(_any(words, "said", "made", "failed"))
    return telling.update(message="", result=None, error=GONE)


def _letters(words: set[str], employer_id: uuid.UUID) -> int:
    own = DeadLetter.objects.filter(**{f"headers__{HEADER_EMPLOYER}": str(employer_id)}).alias(
        said=Lower("error_message"), given=Lower(Cast("args", TextField())), named=Lower(Cast("kwargs", TextField()))
    )
    telling = own.filter(_any(words, "said", "given", "named"))
    return telling.update(error_message="", args=[], kwargs={})


def _any(words: set[str], *columns: str) -> Q:
    condition = Q(pk__in=[])
    for column in columns:
        for word in words:
            condition |= Q(**{f"{column}__contains": word})
    return condition
