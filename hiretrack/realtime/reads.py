from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any

from hiretrack.api.principals import PLATFORM, Principal
from hiretrack.background import live
from hiretrack.background.models import TaskRun
from hiretrack.tenancy import Scope, all_tenants, employer_scope, person_scope


def task_of(run_id: uuid.UUID, principal: Principal) -> dict[str, Any] | None:
    """The run as its owner sees it; None for anybody else."""
    if principal.user_id is None:
        return None
    with _scope_of(principal, principal.user_id):
        run = TaskRun.objects.filter(pk=run_id, owner_id=principal.user_id).first()
        return live.shown(run) if run else None


def _scope_of(principal: Principal, user_id: uuid.UUID) -> AbstractContextManager[Scope]:
    if principal.has_any({PLATFORM}):
        return all_tenants(reason="a platform admin's own task")
    return employer_scope(principal.employer_id) if principal.employer_id else person_scope(user_id)
