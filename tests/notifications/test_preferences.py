from __future__ import annotations

from typing import Any

import pytest

from applications.models import Application
from employers.models import Employer
from hiretrack.notifications.catalogue import NOTICES
from hiretrack.notifications.delivery import deliver
from hiretrack.notifications.models import Notification
from hiretrack.notifications.preferences import choose, wants_mail
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.fixtures import ApiClient, user_with
from tests.notifications.happenings import happens, mails

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_broker")]
PATH = "/v1/me/notification-preferences"


def by_kind(answer: Any) -> dict[str, dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    return {row["kind"]: row for row in answer.json()["items"]}


@pytest.mark.parametrize("role", ["viewer", "recruiter", "employer_admin", "applicant", "platform"])
def test_each_role_has_the_kinds_it_can_be_told_of(role: str, api: ApiClient, employer: Employer) -> None:
    found = by_kind(api.as_role(role, employer).get(PATH))

    assert set(found) == {kind for kind, notice in NOTICES.items() if role in notice.roles}
    assert {kind: row["email"] for kind, row in found.items()} == {kind: NOTICES[kind].email for kind in found}


@pytest.mark.parametrize("role", ["recruiter", "applicant", "platform"])
def test_change_keeps_what_it_does_not_name(role: str, api: ApiClient, employer: Employer) -> None:
    client = api.as_role(role, employer)
    kind = "application_received" if role == "applicant" else "task_finished"
    before = by_kind(client.get(PATH))

    client.patch(PATH, {"items": [{"kind": kind, "in_app": False}]})
    after = by_kind(client.patch(PATH, {"items": [{"kind": kind, "email": not before[kind]["email"]}]}))

    assert (after[kind]["email"], after[kind]["in_app"]) == (not before[kind]["email"], False)
    assert {k: row for k, row in after.items() if k != kind} == {k: row for k, row in before.items() if k != kind}
    assert by_kind(client.get(PATH)) == after


def test_unknown_kinds_are_refused_with_the_known_ones(api: ApiClient, employer: Employer) -> None:
    items = [{"kind": "weather"}, {"kind": "status_changed"}, {"kind": "task_finished"}, {"kind": "task_finished"}]

    answer = api.as_role("viewer", employer).patch(PATH, {"items": items})

    errors = {error["pointer"]: error for error in answer.json()["errors"]}
    assert (answer.status_code, set(errors)) == (422, {"/items/0/kind", "/items/1/kind", "/items/3/kind"})
    assert "task_finished" in errors["/items/0/kind"]["detail"]


def test_fixed_channel_cannot_be_switched_off(api: ApiClient) -> None:
    client = api.as_role("applicant")

    answer = client.patch(PATH, {"items": [{"kind": "status_changed", "email": False}]})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/items/0/email"
    assert by_kind(client.get(PATH))["status_changed"]["fixed"][0]["channel"] == "email"


@pytest.mark.parametrize("body", [{"items": [{}]}, {"items": [{"kind": "task_finished", "sms": True}]}, {"kind": "x"}])
def test_malformed_change_is_refused(body: dict[str, Any], api: ApiClient, employer: Employer) -> None:
    assert api.as_role("viewer", employer).patch(PATH, body).status_code in {400, 422}


def test_stale_version_is_refused(api: ApiClient, employer: Employer) -> None:
    client = api.as_role("viewer", employer)
    change = {"items": [{"kind": "task_finished", "email": True}]}
    tag = client.get(PATH)["ETag"]

    first = client.patch(PATH, change, headers={"If-Match": tag})

    assert (first.status_code, first["ETag"] != tag) == (200, True)
    assert client.patch(PATH, change, headers={"If-Match": tag}).status_code == 412
    assert client.get(PATH)["ETag"] == first["ETag"]


def test_candidate_can_do_without_receipts_but_not_without_answers(employer: Employer) -> None:
    candidate = user_with("applicant", None)
    choose(user=candidate, changes=[{"kind": "application_received", "email": False}])
    with employer_scope(employer.pk):
        application: Application = ApplicationFactory(applicant=ApplicantFactory(user=candidate), status="interview")

    happens("application.created", application, source="careers_page")
    happens("application.status.changed", application, status="interview")

    assert (len(mails("application_received")), len(mails("status_interview"))) == (0, 1)


def test_notice_mail_names_no_candidate_and_is_noted(employer: Employer, mailoutbox: list[Any]) -> None:
    recruiter = user_with("recruiter", employer)
    choose(user=recruiter, changes=[{"kind": "application_created", "email": True}])
    with employer_scope(employer.pk):
        application: Application = ApplicationFactory(applicant=ApplicantFactory(name="Ada Lovelace"))
    happens("application.created", application, job_id=str(application.job_id), source="careers_page")

    (message,) = mails("notice")
    deliver(message.pk, message.employer_id)

    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("New application: Data engineer", [recruiter.email])
    assert "Ada" not in mail.body
    with all_tenants(reason="test"):
        assert Notification.objects.get(recipient=recruiter).emailed_at is not None


def test_notice_mail_is_not_sent_after_a_change_of_mind(employer: Employer, mailoutbox: list[Any]) -> None:
    recruiter = user_with("recruiter", employer)
    choose(user=recruiter, changes=[{"kind": "application_created", "email": True}])
    with employer_scope(employer.pk):
        application: Application = ApplicationFactory()
    happens("application.created", application, job_id=str(application.job_id), source="careers_page")
    choose(user=recruiter, changes=[{"kind": "application_created", "email": False}])

    (message,) = mails("notice")
    deliver(message.pk, message.employer_id)

    assert (mailoutbox, mails("notice")[0].state) == ([], "cancelled")


def test_employers_people_do_not_see_each_others(employer: Employer, other_employer: Employer) -> None:
    one, other = (user_with("recruiter", home) for home in (employer, other_employer))
    choose(user=one, changes=[{"kind": "task_finished", "email": True}])

    assert (wants_mail("task_finished", one), wants_mail("task_finished", other)) == (True, False)
