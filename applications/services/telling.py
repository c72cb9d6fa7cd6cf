"""What is held back from the candidate with a step, and until when; `moves` writes it together with the step."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone

from applications.models import Application, ApplicationStage

AT_ONCE: dict[str, Any] = {"told_status": "", "told_answer_by": None, "tell_at": None}
UNTOLD: dict[str, Any] = {"tell_at": None}
"""What the candidate knew of stays what they know."""


def held_back(until: dt.datetime | None, *, status: Any, answer_by: Any) -> dict[str, Any]:
    """Columns of an application whose step is told of at `until`; before, the candidate knows these two values."""
    return {"told_status": status, "told_answer_by": answer_by, "tell_at": until} if until else AT_ONCE


def telling_of(stage: ApplicationStage, *, known: str, until: dt.datetime | None) -> None:
    """Note on a new stage when the candidate, who knows of `known`, is told of it."""
    stage.told_from = known if known != stage.from_status else ""
    # Where the step leads to what is known anyway, there is nothing to tell.
    is_known = bool(stage.told_from) and known == stage.status
    stage.withheld = until is not None or is_known or (stage.undone and known != stage.status)
    stage.tell_at = until


def overtake(application_ids: Collection[uuid.UUID], now: dt.datetime) -> None:
    """Never tell of the steps that are still held back: another one has followed, or takes them back."""
    if application_ids:
        held = ApplicationStage.objects.filter(application__in=application_ids, withheld=True, tell_at__gt=now)
        held.update(tell_at=None)


def told_now(*, limit: int = 500) -> list[ApplicationStage]:
    """The steps whose moment has come, each answered once; in an all-tenants scope. They are visible without this."""
    due: Any = ApplicationStage.objects.filter(withheld=True, tell_at__lte=timezone.now()).order_by("tell_at", "pk")
    taken = list(due.select_for_update(of=("self",), skip_locked=True)[:limit])
    ApplicationStage.objects.filter(pk__in=[stage.pk for stage in taken]).update(withheld=False)
    return taken


def hold_for_good(steps: Mapping[uuid.UUID, uuid.UUID], now: dt.datetime) -> None:
    """Let the candidate not hear of these steps ({step: application}) any more, unless told of already.

    By plain ids, some thousands of them: of a subquery's size the planner knows nothing when its rows are new.
    """
    rows = Application.objects.select_for_update(of=("self",)).filter(pk__in=list(steps.values()), tell_at__gt=now)
    locked = set(rows.order_by("pk").values_list("pk", flat=True))
    waiting = ApplicationStage.objects.filter(pk__in=list(steps), withheld=True, tell_at__gt=now)
    held = {pk: steps[pk] for pk in waiting.values_list("pk", flat=True) if steps[pk] in locked}
    Application.objects.filter(pk__in=list(held.values())).update(tell_at=None)
    ApplicationStage.objects.filter(pk__in=list(held)).update(tell_at=None)
