"""Journal entries about accounts: written in the account's own employer's scope, whichever is open around them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.tenancy import employer_scope


def record_about(user: User, action: str, **metadata: Any) -> AuditLog:
    """Journal `action` about `user`; without an employer it becomes a platform entry."""
    with employer_scope(user.employer_id) if user.employer_id else nullcontext():
        return record(action, entity=user, employer_id=user.employer_id, **metadata)
