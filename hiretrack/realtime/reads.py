from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any

from hiretrack.api.principals import PLATFORM, Principal
from hiretrack.background import live
from hiretrack.background.queries import run_of
from hiretrack.tenancy import Scope, all_tenants, employer_scope, person_scope, public_scope


def task_of(run_id: uuid.UUID, principal: Principal) -> dict[str, Any] | None:
    """The run as its owner sees it; None for anybody else."""
    with _scope_of(principal):
        run = run_of(principal.actor, run_id)
        return live.shown(run) if run else None


def _scope_of(principal: Principal) -> AbstractContextManager[Scope]:
    if principal.has_any({PLATFORM}):
        return all_tenants(reason="a platform admin's own task")
    if principal.employer_id:
        return employer_scope(principal.employer_id)
    return person_scope(principal.user_id) if principal.user_id else public_scope()
