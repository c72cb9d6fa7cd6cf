"""A step that the candidate does not know of: told at once, kept untold, or taken back; and what its mail does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from applicants.privacy.export import export_applicant
from applications.models import Application, ApplicationStage
from applications.services import keep_untold, move, start_undo, tell_now, told_now, undo_untold
from employers.models import Employer, User
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.errors import DomainError
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import Message, Notification
from hiretrack.tenancy import all_tenants, employer_scope
from tests.applications.test_held_back import HOUR, doors, steps
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.bulk_moves import carried_out, moving
from tests.fixtures import ApiClient, user_with


@pytest.fixture
def user(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def row(employer: Employer, user: User) -> Application:
    """In the interview, of which the candidate knows, and rejected since, which is to be told in an hour."""
    with employer_scope(employer.pk):
        made: Application = ApplicationFactory(applicant=ApplicantFactory(user=user))
        for status in ("screening", "interview"):
            move(application_id=made.pk, status=status)
        move(application_id=made.pk, status="rejected", mail_delay=HOUR, rejection_reason="secret")
    return made


def heard(row: Application) -> list[tuple[str, bool, str]]:
    """The mails, once the journal has been heard: (state, whether it may leave now, why it was cancelled)."""
    with employer_scope(row.employer_id):
        entries = AuditLog.objects.filter(action__startswith="application.").order_by("id")
        # What was told before is not what these tests are about.
        ids = [one.pk for one in entries if one.metadata["status"] == "rejected" or "undone" in one.metadata]
    dispatch_entries(ids, row.employer_id)
    with employer_scope(row.employer_id):
        mails = Message.objects.filter(entity_id=row.pk).order_by("created_at")
        return [(mail.state, mail.send_after <= timezone.now(), mail.error) for mail in mails]


def done(service: Any, row: Application) -> None:
    with employer_scope(row.employer_id):
        service(application_id=row.pk)


def shown_in_centre(user: User) -> int:
    with all_tenants(reason="test"):
        return Notification.objects.filter(recipient=user, created_at__lte=timezone.now()).count()


@pytest.mark.parametrize("heard_before", [True, False])
def test_told_now_the_one_mail_leaves(user: User, row: Application, *, heard_before: bool) -> None:
    if heard_before:
        assert heard(row) == [("queued", False, "")]

    done(tell_now, row)

    assert heard(row) == [("queued", True, "")]
    assert heard(row) == [("queued", True, "")]
    assert steps(user, row)[-1] == ("interview", "rejected")
    assert shown_in_centre(user) == 1
    with all_tenants(reason="test"):
        assert [step.status for step in told_now()] == ["rejected"]


@pytest.mark.parametrize("heard_before", [True, False])
def test_kept_untold_nothing_ever_tells(user: User, row: Application, *, heard_before: bool) -> None:
    before = doors(user, row)
    if heard_before:
        heard(row)
    done(keep_untold, row)

    assert {state for state, *_ in heard(row)} <= {"cancelled"}
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert doors(user, row) == before
        assert shown_in_centre(user) == 0
        with employer_scope(row.employer_id):
            document = str(export_applicant(applicant=row.applicant))
            assert Application.objects.get(pk=row.pk).status == "rejected"
    assert not {words for words in ("'rejected'", "secret") if words in document}


def test_kept_untold_can_be_told_after_all(user: User, row: Application) -> None:
    heard(row)
    done(keep_untold, row)
    heard(row)

    done(tell_now, row)

    assert heard(row) == [("queued", True, "")]
    assert steps(user, row)[-1] == ("interview", "rejected")


def test_mail_that_is_cancelled_in_flight_is_not_written(row: Application) -> None:
    heard(row)
    with employer_scope(row.employer_id):
        mail = Message.objects.get()
        Message.objects.update(send_after=timezone.now())
    done(keep_untold, row)

    deliver(mail.pk, row.employer_id)

    with employer_scope(row.employer_id):
        mail.refresh_from_db()
    assert (mail.state, mail.content) == ("cancelled", "")


def test_taken_back_it_never_happened(user: User, row: Application) -> None:
    before = doors(user, row)
    heard(row)

    done(undo_untold, row)

    assert [state for state, *_ in heard(row)] == ["cancelled"]
    assert doors(user, row) == before
    with employer_scope(row.employer_id):
        row.refresh_from_db()
        log = list(ApplicationStage.objects.order_by("id").values_list("status", "undone"))
    assert (row.status, row.rejection_reason, row.told_status, row.tell_at) == ("interview", "", "", None)
    assert log[-2:] == [("rejected", True), ("interview", True)]


def test_reply_promise_comes_back_with_the_step_taken_back(employer: Employer) -> None:
    promised = timezone.now() + dt.timedelta(days=3)
    with employer_scope(employer.pk):
        row = ApplicationFactory(answer_by=promised)
        move(application_id=row.pk, status="rejected", mail_delay=HOUR)
        undo_untold(application_id=row.pk)
        row.refresh_from_db()

    assert (row.status, row.answer_by) == ("new", promised)


def test_taken_back_to_a_step_they_never_heard_of_they_still_do_not(employer: Employer, user: User) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory(applicant=ApplicantFactory(user=user), status="screening")
        before = doors(user, row)
        move(application_id=row.pk, status="interview", mail_delay=HOUR)
        move(application_id=row.pk, status="rejected", mail_delay=HOUR)
        undo_untold(application_id=row.pk)
        row.refresh_from_db()
        with pytest.raises(DomainError, match="taken back already"):
            undo_untold(application_id=row.pk)

    assert (row.status, row.told_status, row.tell_at) == ("interview", "screening", None)
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert doors(user, row) == before
    done(tell_now, row)
    assert steps(user, row)[-1] == ("screening", "interview")


def test_bulk_undo_tells_nobody_of_the_step_before(employer: Employer, user: User) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory(applicant=ApplicantFactory(user=user), status="screening")
        before = doors(user, row)
        move(application_id=row.pk, status="interview", mail_delay=HOUR)
        bulk = carried_out(moving([row.pk], delay=60))
        start_undo(bulk_move_id=bulk.pk, owner_id=None)
    carried_out(bulk)

    with employer_scope(employer.pk):
        row.refresh_from_db()
    assert (row.status, row.told_status) == ("interview", "screening")
    assert doors(user, row) == before


@pytest.mark.parametrize("service", [tell_now, keep_untold, undo_untold])
def test_what_is_known_is_known(employer: Employer, service: Any) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()
        move(application_id=row.pk, status="rejected")
        with pytest.raises(DomainError) as refused:
            service(application_id=row.pk)

    assert refused.value.code == "nothing_withheld"


@pytest.mark.parametrize("service", [keep_untold, undo_untold])
def test_mail_that_is_leaving_is_not_called_back(row: Application, service: Any) -> None:
    with employer_scope(row.employer_id):
        row.refresh_from_db()
    assert row.tell_at

    with time_machine.travel(row.tell_at - dt.timedelta(seconds=5), tick=False), pytest.raises(DomainError) as refused:
        done(service, row)

    assert "leaving" in refused.value.detail


def test_bulk_undo_leaves_what_was_taken_back_alone(employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory(status="interview")
        bulk = carried_out(moving([row.pk], delay=60))
        undo_untold(application_id=row.pk)
        start_undo(bulk_move_id=bulk.pk, owner_id=None)

    assert carried_out(bulk).undo_run.result["not_undone"] == {"moved_since": 1}
    with employer_scope(employer.pk):
        assert Application.objects.get(pk=row.pk).status == "interview"


@pytest.mark.parametrize(
    ("verb", "status"), [("tell-now", "rejected"), ("keep-untold", "rejected"), ("undo", "interview")]
)
def test_programs_can_do_all_three(
    api: ApiClient, row: Application, employer: Employer, verb: str, status: str
) -> None:
    recruiter = api.as_role("recruiter", employer)

    answer = recruiter.post(f"/v1/applications/{row.pk}:{verb}", {} if verb == "undo" else None)

    assert (answer.status_code, answer.json()["status"]) == (200, status)
    assert api.as_role("viewer", employer).post(f"/v1/applications/{row.pk}:{verb}", {}).status_code == 403
