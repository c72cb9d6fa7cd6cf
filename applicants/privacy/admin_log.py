"""The back office's own log names the rows that somebody worked on, as they were called then."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.db.models import Q
from django.db.models.functions import Lower

ERASED = "Erased"


def erase(*, ids: Iterable[uuid.UUID], words: Iterable[str] = (), employer_id: uuid.UUID | None = None) -> int:
    """Take the names out of the lines about these rows, and out of the employer's own that have one of `words`.

    The log is one table for all: whatever an employer calls an applicant must not empty another's lines. In platform
    admins' own, only addresses and numbers are looked for; a name can be any text.
    """
    own, platform = Q(user__employer=employer_id), Q(user__employer=None)
    condition = Q(object_id__in=[str(pk) for pk in ids])
    for word in words:
        whose = own | platform if "@" in word or word.startswith("+") else own
        condition |= whose & (Q(said__contains=word.lower()) | Q(more__contains=word.lower()))
    lines = LogEntry.objects.alias(said=Lower("object_repr"), more=Lower("change_message")).filter(condition)
    return lines.update(object_repr=ERASED, change_message="")
