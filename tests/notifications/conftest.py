from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from employers.models import User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.notifications.models import Message
from hiretrack.tenancy import all_tenants
from tests.fixtures import user_with
from tests.notifications.servers import ResendServer, SmtpServer, serving


@pytest.fixture
def smtp(settings: Any) -> Iterator[SmtpServer]:
    with serving(SmtpServer()) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 60
        yield server


@pytest.fixture
def resend(settings: Any) -> Iterator[ResendServer]:
    with serving(ResendServer()) as server:
        settings.RESEND_API_KEY, settings.RESEND_API_URL = "re_test", f"http://127.0.0.1:{server.server_address[1]}"
        yield server


@pytest.fixture
def user(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def entry(user: User) -> AuditLog:
    return record("user.password_changed", entity=user)


@pytest.fixture
def message(entry: AuditLog, user: User) -> Message:
    """A mail to a platform account, waiting to be sent."""
    with all_tenants(reason="test"):
        made: Message = Message.objects.create(
            kind="password_changed", cause_id=entry.pk, entity_id=user.pk, recipient=user.email
        )
    return made


@pytest.fixture
def quiet_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests deliver themselves: what a worker would be sent is tested in tests/background."""
    from hiretrack.notifications.tasks import deliver as task

    monkeypatch.setattr(task, "apply_async", lambda *_args, **_options: None)
