from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.notifications import notification
from tests.fixtures import ApiClient, user_with

pytestmark = pytest.mark.django_db
ROLES = ["viewer", "recruiter", "employer_admin", "applicant", "platform"]


@pytest.fixture
def recruiter(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def candidate(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def application(employer: Employer, candidate: User) -> Application:
    with employer_scope(employer.pk):
        person = ApplicantFactory(name="Ada Lovelace", user=candidate)
        made: Application = ApplicationFactory(job=published_job(title="Data engineer"), applicant=person)
    return made


def listed(client: ApiClient, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/v1/notifications{query}")
    assert answer.status_code == 200, answer.content
    return list(answer.json()["items"])


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_their_own_and_marks_them(role: str, api: ApiClient, employer: Employer) -> None:
    user, other = user_with(role, employer), user_with(role, employer)
    own, foreign = notification(user), notification(other)
    client = api.as_user(user)

    assert [row["id"] for row in listed(client)] == [str(own.pk)]
    assert client.post(f"/v1/notifications/{foreign.pk}:read").status_code == 404
    first = client.post(f"/v1/notifications/{own.pk}:read").json()["read_at"]
    assert client.post(f"/v1/notifications/{own.pk}:read").json()["read_at"] == first is not None
    assert listed(client, "?unread=true") == []


def test_reading_all_leaves_other_peoples_alone(api: ApiClient, recruiter: User, candidate: User) -> None:
    for user in (recruiter, recruiter, candidate):
        notification(user)

    assert api.as_user(recruiter).post("/v1/notifications:read-all").json() == {"read": 2}
    assert api.as_user(recruiter).get("/v1/notifications/unread-count").json() == {"unread_count": 0}
    assert api.as_user(candidate).get("/v1/notifications/unread-count").json() == {"unread_count": 1}
    assert api.as_user(candidate).post("/v1/notifications:read-all").json() == {"read": 1}


def test_pages_follow_each_other(api: ApiClient, recruiter: User) -> None:
    made = [str(notification(recruiter).pk) for _ in range(3)]
    client = api.as_user(recruiter)

    first = client.get("/v1/notifications?limit=2").json()
    second = client.get(f"/v1/notifications?limit=2&cursor={first['next_cursor']}").json()

    assert [row["id"] for row in [*first["items"], *second["items"]]] == made[::-1]


def test_recruiter_reads_who_and_what(api: ApiClient, recruiter: User, application: Application) -> None:
    notification(recruiter, kind="application_created", entity_id=application.pk)

    (row,) = listed(api.as_user(recruiter))

    assert (row["title"], row["body"]) == ("New application: Data engineer", "Ada Lovelace")
    assert row["entity"] == {"type": "application", "id": str(application.pk)}
    assert row["url"].endswith(f"/applications/application/{application.pk}/change/")


def test_words_follow_what_was_erased(api: ApiClient, recruiter: User, application: Application) -> None:
    notification(recruiter, kind="application_created", entity_id=application.pk)
    with employer_scope(application.employer_id):
        Applicant.objects.filter(pk=application.applicant_id).update(name="Erased applicant")

    assert [row["body"] for row in listed(api.as_user(recruiter))] == ["Erased applicant"]


def test_candidate_reads_public_words_and_gets_the_own_link(
    api: ApiClient, candidate: User, application: Application
) -> None:
    notification(candidate, kind="status_changed", entity_id=application.pk, details={"status": "rejected"})

    (row,) = listed(api.as_user(candidate))

    assert (row["title"], row["body"]) == ("Your application was not successful", "Data engineer at Acme")
    assert api.get(row["url"].partition("/status/")[1] + row["url"].partition("/status/")[2]).status_code == 200


def test_record_that_was_parted_is_not_named_on_reading_either(
    api: ApiClient, candidate: User, application: Application
) -> None:
    row = notification(candidate, kind="status_changed", entity_id=application.pk, details={"status": "rejected"})
    with employer_scope(application.employer_id):
        Applicant.objects.filter(pk=application.applicant_id).update(user=None)

    read = api.as_user(candidate).post(f"/v1/notifications/{row.pk}:read").json()

    assert (read["body"], read["url"]) == ("", None)
    assert read["read_at"] is not None


def test_what_is_out_of_reach_is_not_named(api: ApiClient, recruiter: User) -> None:
    notification(recruiter, kind="application_created", entity_id=uuid.uuid4())

    (row,) = listed(api.as_user(recruiter))

    assert (row["title"], row["body"], row["url"]) == ("New application", "", None)


@pytest.mark.parametrize("state", ["finished", "failed"])
def test_task_tells_how_it_ended(state: str, api: ApiClient, recruiter: User) -> None:
    details = {"task": "applicants.import", "state": {"finished": "succeeded"}.get(state, state)}
    notification(recruiter, details=details)

    assert [row["title"] for row in listed(api.as_user(recruiter))] == [f"The import of applicants has {state}"]


def test_list_takes_as_many_statements_for_more_rows(api: ApiClient, recruiter: User, application: Application) -> None:
    client, counts = api.as_user(recruiter), []
    listed(client)
    for more in (1, 2):
        for _ in range(more):
            notification(recruiter, kind="application_created", entity_id=application.pk)
        with CaptureQueriesContext(connection) as seen:
            listed(client)
        counts.append(len([query for query in seen if "SAVEPOINT" not in query["sql"]]))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("reason", "said"), [("gone", "it is gone"), ("failing", "for days")])
def test_webhook_tells_why_it_was_switched_off(reason: str, said: str, api: ApiClient, employer: Employer) -> None:
    admin = user_with("employer_admin", employer)
    notification(admin, kind="webhook_disabled", details={"reason": reason})

    (row,) = listed(api.as_user(admin))

    assert said in row["body"]
