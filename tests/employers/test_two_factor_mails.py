"""Whoever's second factor changes hears of it by mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail

from employers import services
from employers.models import Employer, User
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import Message
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, UserFactory
from tests.factories.two_factor import Phone, with_phone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests deliver themselves: what a worker would be sent is tested in tests/background."""
    from hiretrack.notifications.tasks import deliver as task

    monkeypatch.setattr(task, "apply_async", lambda *_args, **_options: None)


def mailed(user: User) -> list[tuple[str, str]]:
    """Subject and text of all that the journal's entries have become."""
    assert user.employer_id is not None
    with all_tenants(reason="test"):
        entries = list(AuditLog.objects.order_by("id").values_list("pk", flat=True))
    dispatch_entries(entries, user.employer_id)
    with all_tenants(reason="test"):
        waiting = list(Message.objects.order_by("id").values_list("pk", flat=True))
    for message in waiting:
        deliver(message, user.employer_id)
    assert {address for sent in mail.outbox for address in sent.to} == {user.email}
    return [(sent.subject, str(sent.body)) for sent in mail.outbox]


def guess(user: User, phone: Phone) -> None:
    for _ in range(6):
        services.check_second_factor(user=user, code=phone.wrong)


def use_recovery_code(user: User, phone: Phone) -> None:
    services.check_second_factor(user=user, code=phone.recovery_codes[0])


def turn_off(user: User, phone: Phone) -> None:
    services.disable_two_factor(user=user, password=PASSWORD, code=phone.code())


def reset(user: User, phone: Phone) -> None:
    services.reset_two_factor(user=user)


@pytest.mark.parametrize(
    ("change", "subject", "words"),
    [
        (use_recovery_code, "A recovery code was used", "9 recovery codes are left"),
        (turn_off, "Two-factor sign-in is off", "alone signs in again"),
        (reset, "Your two-factor sign-in was reset", "an administrator has reset"),
        (guess, "Wrong codes at your sign-in", "somebody who knows your password"),
    ],
)
def test_change_is_told(employer: Employer, change: Callable[[User, Phone], None], subject: str, words: str) -> None:
    user = UserFactory(employer=employer)
    change(user, with_phone(user))

    (first, _), (second, text) = mailed(user)

    assert (first, second) == ("Two-factor sign-in is on", subject)
    assert words in text
