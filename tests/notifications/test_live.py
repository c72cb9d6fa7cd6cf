from __future__ import annotations

import pytest
from channels.db import database_sync_to_async
from django.db import transaction

from employers.models import Employer, User
from employers.tokens import issue_pair
from hiretrack.notifications.centre import News, notify
from hiretrack.tenancy import new_id
from tests.fixtures import user_with
from tests.realtime.conftest import Connect, connect

__all__ = ["connect"]
pytestmark = pytest.mark.django_db(transaction=True)


@database_sync_to_async
def told(user: User) -> None:
    with transaction.atomic():
        notify(News("task_finished", new_id(), new_id(), {"task": "applicants.import"}), [user])


@pytest.mark.parametrize("role", ["recruiter", "employer_admin"])
async def test_open_pages_hear_of_a_notification_but_not_what_it_says(
    role: str, connect: Connect, employer: Employer
) -> None:
    user, other = [await database_sync_to_async(user_with)(role, employer) for _ in range(2)]
    socket = await connect(token=(await database_sync_to_async(issue_pair)(user)).access)
    await socket.hear("ready")

    await told(other)
    await told(user)

    heard = (await socket.hear("notification"))["notification"]
    assert (set(heard), heard["kind"]) == ({"id", "kind", "created_at"}, "task_finished")
    assert await database_sync_to_async(_recipient)(heard["id"]) == user.pk


def _recipient(notification_id: str) -> object:
    from hiretrack.notifications.models import Notification
    from hiretrack.tenancy import all_tenants

    with all_tenants(reason="test"):
        return Notification.objects.get(pk=notification_id).recipient_id
