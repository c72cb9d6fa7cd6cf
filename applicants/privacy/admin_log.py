"""The back office's own log names the rows that somebody worked on, as they were called then."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.db.models import Q
from django.db.models.functions import Lower

ERASED = "Erased"


def erase(*, ids: Iterable[uuid.UUID], words: Iterable[str]) -> int:
    """Take the names out of the lines about these rows, and out of every other that has one of `words`."""
    condition = Q(object_id__in=[str(pk) for pk in ids])
    for word in words:
        condition |= Q(said__contains=word.lower()) | Q(more__contains=word.lower())
    lines = LogEntry.objects.alias(said=Lower("object_repr"), more=Lower("change_message")).filter(condition)
    return lines.update(object_repr=ERASED, change_message="")
