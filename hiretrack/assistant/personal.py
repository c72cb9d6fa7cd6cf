"""What the run log holds about a candidate, for their export and their erasure."""

from __future__ import annotations

from typing import Any

from applicants.personal.registry import register as register_holding
from employers.models import User
from hiretrack.assistant.models import AssistantRun


def register() -> None:
    register_holding(Uses())


class Uses:
    name = "assistant_runs"

    def export(self, *, user: User) -> Any:
        rows = AssistantRun.objects.filter(user=user, employer=None).order_by("id")
        names = ("id", "kind", "provider", "model", "prompt", "outcome", "created_at")
        return rows.values(*names).iterator()

    def erase(self, *, user: User) -> None:
        AssistantRun.objects.filter(user=user, employer=None).delete()
