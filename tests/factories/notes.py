"""Notes about applications, in the open scope."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from applications.models import Application, ApplicationNote
from employers.models import User

if TYPE_CHECKING:
    from tests.api.foreign import Neighbour


def noted(application: Application, body: str = "Good portfolio", *, by: User | None = None, **more: Any) -> Any:
    """A note that nobody was told of."""
    name = by.name if by else "Somebody"
    given = {"employer_id": application.employer_id, "application": application, "author": by, "author_name": name}
    return ApplicationNote.objects.create(**given, body=body, **more)


def foreign(neighbour: Neighbour) -> dict[str, uuid.UUID]:
    from tests.api.foreign import SECRET

    return {"noteId": noted(neighbour.application, SECRET, by=neighbour.owner).pk}
