"""Notifications, as their cause would make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from employers.models import User
from hiretrack.notifications.models import Notification
from hiretrack.notifications.preferences import home_of, scope_of
from hiretrack.tenancy import new_id

if TYPE_CHECKING:
    from tests.api.foreign import Made, Neighbour


def notification(user: User, **given: Any) -> Notification:
    """An unread one about nothing in particular."""
    about = {"kind": "task_finished", "cause_id": new_id(), "entity_id": new_id()}
    with scope_of(home_of(user)):
        made: Notification = Notification.objects.create(
            employer_id=home_of(user), recipient=user, **{**about, **given}
        )
    return made


def foreign(neighbour: Neighbour) -> Made:
    return {"notificationId": notification(neighbour.owner).pk}
