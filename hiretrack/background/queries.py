"""Reads of task runs, within the open scope."""

from __future__ import annotations

import uuid

from hiretrack.background.models import TaskRun
from hiretrack.context import Actor


def run_of(actor: Actor, run_id: uuid.UUID) -> TaskRun | None:
    """The run, if this person or program started it; None for anybody else's."""
    if actor.api_key_id is not None:
        return TaskRun.objects.filter(pk=run_id, api_key_id=actor.api_key_id).first()
    if actor.user_id is None:
        return None
    return TaskRun.objects.filter(pk=run_id, owner_id=actor.user_id).first()
