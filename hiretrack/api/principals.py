"""Who calls the API, once authentication has spoken."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from hiretrack.context import Actor, ActorKind

APPLICANT, PLATFORM = "applicant", "platform"


@dataclass(frozen=True, slots=True)
class Principal:
    """A signed-in user or an API key. Anonymous callers are `None`.

    `scopes` limits an API key to modules: `jobs:read`, or `jobs:write`, which includes reading. `subject` names a
    trusted issuer's caller that has no account here.
    """

    user_id: uuid.UUID | None
    employer_id: uuid.UUID | None
    roles: frozenset[str]
    kind: ActorKind
    name: str
    api_key_id: uuid.UUID | None = None
    scopes: frozenset[str] = frozenset()
    subject: str = ""

    is_authenticated: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False
    is_active: ClassVar[bool] = True

    @property
    def pk(self) -> uuid.UUID | None:
        return self.user_id

    @property
    def actor(self) -> Actor:
        return Actor(self.kind, self.name, self.user_id, self.api_key_id, self.roles)

    @property
    def client(self) -> str:
        """What rate limits and idempotency keys belong to."""
        if self.api_key_id:
            return f"key:{self.api_key_id}"
        return f"user:{self.user_id}" if self.user_id else f"subject:{self.subject}"

    def has_any(self, roles: Iterable[str]) -> bool:
        return not self.roles.isdisjoint(roles)

    def covers(self, module: str, *, writing: bool) -> bool:
        """Whether an API key's scopes reach `module`; a user's always do."""
        if self.api_key_id is None:
            return True
        return f"{module}:write" in self.scopes or (not writing and f"{module}:read" in self.scopes)
