"""Which groups hear of an application's steps, and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application
from applications.services import move, reopen, start_undo
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.background import live
from hiretrack.realtime.listeners import tell
from hiretrack.realtime.tasks import tell_candidates
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.bulk_moves import carried_out, moving
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def user() -> User:
    return user_with("applicant", None)


@pytest.fixture
def row(employer: Employer, user: User) -> Application:
    with employer_scope(employer.pk):
        made: Application = ApplicationFactory(applicant=ApplicantFactory(user=user), status="screening")
    return made


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, user: User) -> list[str]:
    """The ids of the events that were published to the candidate."""
    ids: list[str] = []

    def publish(group: str, message: dict[str, Any]) -> None:
        if group == live.user_group(user.pk):
            ids.append(message["event"]["id"])

    monkeypatch.setattr(live, "publish", publish)
    return ids


def told(employer: Employer) -> list[str]:
    """The listener hears of every step; their entries' ids."""
    with employer_scope(employer.pk):
        entries = list(AuditLog.objects.filter(action="application.status.changed").order_by("sequence"))
        for entry in entries:
            tell(entry)
    return [str(entry.pk) for entry in entries]


def test_candidate_hears_of_a_step_at_once(employer: Employer, row: Application, heard: list[str]) -> None:
    with employer_scope(employer.pk):
        move(application_id=row.pk, status="rejected")

    assert told(employer) == heard
    assert tell_candidates() == 0


@pytest.mark.parametrize("bulk", [False, True])
def test_candidate_hears_of_a_held_step_when_its_mail_leaves(
    employer: Employer, row: Application, heard: list[str], *, bulk: bool
) -> None:
    with employer_scope(employer.pk):
        if bulk:
            carried_out(moving([row.pk], delay=60))
        else:
            move(application_id=row.pk, status="rejected", mail_delay=HOUR)
    entries = told(employer)
    assert (tell_candidates(), heard) == (0, [])

    with time_machine.travel(timezone.now() + HOUR):
        assert (tell_candidates(), tell_candidates()) == (1, 0)
    assert heard == entries


def test_candidate_hears_nothing_of_what_was_taken_back(employer: Employer, row: Application, heard: list[str]) -> None:
    with employer_scope(employer.pk):
        bulk = carried_out(moving([row.pk], delay=60))
        start_undo(bulk_move_id=bulk.pk, owner_id=None)
    carried_out(bulk)
    with employer_scope(employer.pk):
        move(application_id=row.pk, status="rejected", mail_delay=HOUR)
        reopen(application_id=row.pk)

    assert len(told(employer)) == 4
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert tell_candidates() == 0
    assert heard == []
