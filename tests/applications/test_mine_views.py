from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application, ApplicationStage
from applications.services import move
from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from tests.applications.test_public_views import statements
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.fixtures import ApiClient, user_with

LIST = "/v1/me/applications"


@pytest.fixture
def user(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def candidate(api: ApiClient, user: User) -> ApiClient:
    return api.as_user(user)


def applied(employer: Employer, user: User, **given: object) -> Application:
    with employer_scope(employer.pk):
        row: Application = ApplicationFactory(applicant=ApplicantFactory(user=user), **given)
    return row


def test_list_goes_across_employers_in_public_words(
    candidate: ApiClient, user: User, employer: Employer, other_employer: Employer
) -> None:
    first = applied(employer, user, status="screening")
    second = applied(other_employer, user, status="rejected")
    applied(employer, user, superseded_by=first)
    applied(employer, user_with("applicant", None))

    items = candidate.get(LIST).json()["items"]

    assert [item["id"] for item in items] == [str(second.pk), str(first.pk)]
    assert [(item["employer"]["slug"], item["status"]) for item in items] == [
        ("globex", "closed"),
        ("acme", "in_review"),
    ]
    assert [item["may_withdraw"] for item in items] == [False, True]
    closed = candidate.get(f"{LIST}?status=closed&status=offer").json()["items"]
    assert [item["id"] for item in closed] == [str(second.pk)]


def test_detail_shows_the_way_and_nothing_internal(candidate: ApiClient, user: User, employer: Employer) -> None:
    answers = [{"question_id": "a", "question": "A?", "answer": 1, "knocked_out": True}]
    row = applied(employer, user, answers=answers)
    with employer_scope(employer.pk):
        move(application_id=row.pk, status="screening", note="secret note")
        ApplicationStage.objects.create(application=row, from_status="screening", status="rejected", undone=True)

    answer = candidate.get(f"{LIST}/{row.pk}")

    assert [step["status"] for step in answer.json()["history"]] == ["in_review"]
    assert answer.json()["answers"] == [{"question_id": "a", "question": "A?", "answer": 1}]
    assert "secret" not in answer.content.decode()
    assert "recruiters" not in answer.content.decode()
    again = candidate.get(f"{LIST}/{row.pk}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_withdrawing_is_final_and_only_for_ones_own(candidate: ApiClient, user: User, employer: Employer) -> None:
    own, other = applied(employer, user), applied(employer, user_with("applicant", None))

    answer = candidate.post(f"{LIST}/{own.pk}:withdraw")

    assert (answer.status_code, answer.json()["status"]) == (200, "withdrawn")
    assert candidate.post(f"{LIST}/{own.pk}:withdraw").status_code == 409
    assert candidate.post(f"{LIST}/{other.pk}:withdraw").status_code == 404
    assert candidate.get(f"{LIST}/{other.pk}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_one_query(candidate: ApiClient, user: User, employer: Employer, number: int) -> None:
    for _ in range(number):
        applied(employer, user)
    candidate.get(LIST)

    with CaptureQueriesContext(connection) as captured:
        assert len(candidate.get(LIST).json()["items"]) == number

    assert len([sql for sql in statements(captured) if "applications_application" in sql]) == 1
