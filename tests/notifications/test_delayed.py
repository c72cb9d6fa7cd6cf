"""Mails that wait: about rejections, and about moves that may still be undone."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from applicants.services import update_applicant
from applications.services import keep_untold, move, reopen, start_undo, tell_now
from employers.models import Employer
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.notifications.choices import MessageState
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.listeners import queue
from hiretrack.notifications.models import Message
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.bulk_moves import carried_out, many, moving

HOUR = dt.timedelta(hours=1)
TELLING = ("application.status.changed", "application.told_early")


@pytest.fixture(autouse=True)
def _quiet_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests deliver themselves."""
    from hiretrack.notifications.tasks import deliver as task

    monkeypatch.setattr(task, "apply_async", lambda *_args, **_options: None)


def heard(employer: Employer) -> None:
    with employer_scope(employer.pk):
        waiting = AuditLog.objects.filter(dispatched_at=None).order_by("sequence")
        ids = list(waiting.values_list("pk", flat=True))
    for pk in ids:
        dispatch_entries([pk], employer.pk)


def sent(employer: Employer) -> int:
    with employer_scope(employer.pk):
        ids = list(Message.objects.values_list("pk", flat=True))
    for pk in ids:
        deliver(pk, employer.pk)
    return len(mail.outbox)


def test_rejection_is_told_of_once_its_time_has_come(employer: Employer) -> None:
    with employer_scope(employer.pk):
        move(application_id=ApplicationFactory().pk, status="rejected", mail_delay=HOUR)
    heard(employer)

    assert sent(employer) == 0
    with time_machine.travel(timezone.now() + HOUR):
        assert sent(employer) == 1


def test_waiting_mail_goes_to_the_corrected_address(employer: Employer) -> None:
    with employer_scope(employer.pk):
        application = ApplicationFactory(applicant__email="wrong@example.org")
        move(application_id=application.pk, status="rejected", mail_delay=HOUR)
    heard(employer)
    with employer_scope(employer.pk):
        update_applicant(applicant=application.applicant, changes={"email": "right@example.org"})

    with time_machine.travel(timezone.now() + HOUR):
        sent(employer)

    assert [message.to for message in mail.outbox] == [["right@example.org"]]


def test_reopening_cancels_and_a_second_rejection_is_told_of_once(employer: Employer) -> None:
    with employer_scope(employer.pk):
        pk = ApplicationFactory().pk
        move(application_id=pk, status="rejected", mail_delay=HOUR)
    heard(employer)
    with employer_scope(employer.pk):
        reopen(application_id=pk)
        move(application_id=pk, status="rejected", mail_delay=HOUR)

    # Before the listeners hear of it: what the first rejection left waiting is looked at when it is written.
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert sent(employer) == 0
        heard(employer)
        assert sent(employer) == 1


def test_later_step_cancels_what_waits(employer: Employer) -> None:
    with employer_scope(employer.pk):
        pk = ApplicationFactory().pk
        move(application_id=pk, status="rejected", mail_delay=HOUR)
    heard(employer)
    with employer_scope(employer.pk):
        reopen(application_id=pk)
    heard(employer)

    with employer_scope(employer.pk):
        assert Message.objects.get().state == MessageState.CANCELLED


def test_mails_of_a_bulk_move_wait_and_do_not_leave_once_undoing_is_asked_for(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = carried_out(moving(many(published_job(), 2), delay=60))
    heard(employer)
    assert sent(employer) == 0

    with employer_scope(employer.pk):
        start_undo(bulk_move_id=row.pk, owner_id=None)
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert sent(employer) == 0
    carried_out(row)
    heard(employer)
    assert sent(employer) == 0


def test_undoing_does_not_tell_again_of_where_it_leads_back_to(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = carried_out(moving(many(published_job(), 1, status="interview"), delay=60))
        start_undo(bulk_move_id=row.pk, owner_id=None)
    carried_out(row)
    heard(employer)

    with employer_scope(employer.pk):
        assert not Message.objects.filter(kind="status_interview").exists()


def test_mail_about_a_step_is_one_whichever_entry_comes_first(employer: Employer) -> None:
    with employer_scope(employer.pk):
        pk = ApplicationFactory().pk
        move(application_id=pk, status="rejected", mail_delay=HOUR)
        tell_now(application_id=pk)
        entries = list(AuditLog.objects.filter(action__in=TELLING).order_by("-sequence"))
        for entry in entries:
            # As two workers who have both looked before either has written.
            queue(
                entry, kind="status_rejected", entity_id=pk, recipient="a@b.test", stage_id=entry.metadata["stage_id"]
            )
    heard(employer)

    assert sent(employer) == 1


def test_hastened_mail_leaves_at_once_though_its_own_entry_is_heard_of_later(employer: Employer) -> None:
    with employer_scope(employer.pk):
        pk = ApplicationFactory().pk
        move(application_id=pk, status="rejected", mail_delay=HOUR)
        tell_now(application_id=pk)
        later, first = AuditLog.objects.filter(action__in=TELLING).order_by("-sequence").values_list("pk", flat=True)
    for entry in (later, first, later):
        dispatch_entries([entry], employer.pk)

    assert sent(employer) == 1


def test_mail_that_was_cancelled_is_taken_up_again_when_somebody_tells(employer: Employer) -> None:
    with employer_scope(employer.pk):
        pk = ApplicationFactory().pk
        move(application_id=pk, status="rejected", mail_delay=HOUR)
    heard(employer)
    with employer_scope(employer.pk):
        keep_untold(application_id=pk)
    heard(employer)
    assert sent(employer) == 0

    with employer_scope(employer.pk):
        tell_now(application_id=pk)
    heard(employer)
    assert sent(employer) == 1
