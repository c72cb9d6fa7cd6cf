from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from applications.models import Application
from employers.models import Employer, User
from hiretrack.background import services as background
from hiretrack.notifications.models import Notification
from hiretrack.notifications.overdue import tell_of_overdue
from hiretrack.notifications.preferences import choose
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import user_with
from tests.notifications.happenings import happens, mails, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_broker")]


@pytest.fixture
def recruiter(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def candidate(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def application(employer: Employer, recruiter: User, candidate: User) -> Application:
    with employer_scope(employer.pk):
        job = published_job(created_by=recruiter)
        made: Application = ApplicationFactory(job=job, applicant=ApplicantFactory(user=candidate))
    return made


def created(application: Application, *, by: User | None = None, source: str = "careers_page") -> Any:
    return happens("application.created", application, by=by, job_id=str(application.job_id), source=source)


def moved(application: Application, status: str, *, by: User | None = None, **more: Any) -> Any:
    return happens(
        "application.status.changed", application, by=by, job_id=str(application.job_id), status=status, **more
    )


def test_new_application_is_told_to_the_jobs_maker_and_to_the_candidate(
    application: Application, employer: Employer, recruiter: User, candidate: User
) -> None:
    other = user_with("recruiter", employer)

    created(application)

    assert (told(recruiter), told(candidate), told(other)) == (
        ["application_created"], ["application_received"], [],
    )  # fmt: skip


def test_new_application_is_told_to_all_recruiters_when_the_maker_is_gone(
    application: Application, employer: Employer, recruiter: User, other_employer: Employer
) -> None:
    staff = [user_with("recruiter", employer), user_with("employer_admin", employer)]
    others = [user_with("viewer", employer), user_with("recruiter", other_employer)]
    User.objects.filter(pk=recruiter.pk).update(is_active=False)

    created(application)

    assert [told(user) for user in staff] == [["application_created"]] * 2
    assert [told(user) for user in [*others, recruiter]] == [[]] * 3


def test_nobody_is_told_of_their_own_doing(application: Application, recruiter: User, candidate: User) -> None:
    created(application, by=recruiter, source="recruiter")
    created(application, source="import")

    assert told(recruiter) == told(candidate) == []


def test_withdrawal_by_the_candidate_is_told(application: Application, recruiter: User, candidate: User) -> None:
    moved(application, "withdrawn", by=candidate)

    assert (told(recruiter), told(candidate)) == (["application_withdrawn"], [])


def test_withdrawal_by_a_recruiter_is_no_news(application: Application, recruiter: User, employer: Employer) -> None:
    moved(application, "withdrawn", by=user_with("recruiter", employer))

    assert told(recruiter) == []


@pytest.mark.parametrize(("status", "news"), [("interview", 1), ("rejected", 1), ("screening", 0)])
def test_candidate_is_told_what_the_mails_tell(
    status: str, news: int, application: Application, candidate: User
) -> None:
    moved(application, status)

    assert told(candidate) == ["status_changed"] * news


def test_rejection_whose_mail_waits_is_not_shown_before(application: Application, candidate: User, api: Any) -> None:
    later = (timezone.now() + dt.timedelta(hours=1)).isoformat()

    moved(application, "rejected", mails_at=later)

    assert told(candidate) == ["status_changed"]
    assert api.as_user(candidate).get("/v1/notifications").json()["items"] == []
    assert api.as_user(candidate).get("/v1/notifications/unread-count").json() == {"unread_count": 0}


def test_undone_rejection_is_never_shown(application: Application, candidate: User) -> None:
    moved(application, "rejected", mails_at=(timezone.now() + dt.timedelta(hours=1)).isoformat())
    moved(application, "interview", undone=True)

    assert told(candidate) == []


def test_finished_task_is_told_to_its_owner(recruiter: User, employer: Employer) -> None:
    with employer_scope(employer.pk):
        done, failed, cancelled = (background.start_run(kind="sample", owner_id=recruiter.pk) for _ in range(3))
        background.finish(background.begin(done.pk))
        background.fail(background.begin(failed.pk), code="broken", detail="No.")
        background.cancel(cancelled)

    with all_tenants(reason="test"):
        rows = Notification.objects.filter(recipient=recruiter).order_by("pk")
        assert [row.details["state"] for row in rows] == ["succeeded", "failed"]


def test_disabled_webhook_is_told_to_admins_by_mail_too(employer: Employer, recruiter: User) -> None:
    admin = user_with("employer_admin", employer)

    happens("webhook.disabled", employer, employer_id=employer.pk, reason="gone")

    assert (told(admin), told(recruiter)) == (["webhook_disabled"], [])
    assert [message.recipient for message in mails("notice")] == [admin.email]


def test_overdue_promise_is_told_once(application: Application, recruiter: User, employer: Employer) -> None:
    past = timezone.now() - dt.timedelta(hours=1)
    with employer_scope(employer.pk):
        Application.objects.filter(pk=application.pk).update(answer_by=past)

    assert (tell_of_overdue(), tell_of_overdue()) == (1, 0)
    assert told(recruiter) == ["reply_overdue"]


def test_promise_made_anew_is_another_one(application: Application, recruiter: User, employer: Employer) -> None:
    for hours in (5, 1):
        with employer_scope(employer.pk):
            answer_by = timezone.now() - dt.timedelta(hours=hours)
            Application.objects.filter(pk=application.pk).update(answer_by=answer_by)
            Notification.objects.update(created_at=timezone.now() - dt.timedelta(hours=3))
        tell_of_overdue()

    assert told(recruiter) == ["reply_overdue"] * 2


def test_answered_application_is_not_overdue(application: Application, recruiter: User, employer: Employer) -> None:
    past = timezone.now() - dt.timedelta(hours=1)
    with employer_scope(employer.pk):
        Application.objects.filter(pk=application.pk).update(answer_by=past, status="interview")

    assert tell_of_overdue() == 0


def test_preferences_decide_where_it_is_told(application: Application, recruiter: User) -> None:
    choose(user=recruiter, changes=[{"kind": "application_created", "email": True, "in_app": False}])

    created(application)

    assert told(recruiter) == []
    assert [(message.recipient, message.entity_id) for message in mails("notice")] == [
        (recruiter.email, application.pk)
    ]
