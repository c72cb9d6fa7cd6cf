from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.models import Application, ApplicationStage
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.uploads import UploadFactory
from tests.fixtures import user_with

LIST = "/admin/applications/application/"


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


@pytest.fixture
def row(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return ApplicationFactory(
            cv=UploadFactory(),
            cover_letter="Dear team",
            submitted={"phone": "+4930901820"},
            answers=[{"question_id": "a", "question": "May you work here?", "answer": False, "knocked_out": True}],
        )


def moved(client: Client, row: Application, **given: str) -> Any:
    data = {"expected_status": "new", **given}
    return client.post(f"{LIST}{row.pk}/move/", data, follow=True)


def test_list_shows_own_applications_only(recruiter: Client, row: Application, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = ApplicationFactory()

    page = recruiter.get(LIST).content.decode()

    assert row.applicant.name in page
    assert foreign.applicant.name not in page
    assert recruiter.get(f"{LIST}{foreign.pk}/change/").status_code == 302
    assert moved(recruiter, foreign, status="screening").status_code == 404


def test_superseded_application_leaves_the_list_but_stays_readable(
    recruiter: Client, row: Application, employer: Employer
) -> None:
    with employer_scope(employer.pk):
        gone = ApplicationFactory(superseded_by=row, applicant__name="Merged Person")

    assert "Merged Person" not in recruiter.get(LIST).content.decode()
    assert "Merged Person" in recruiter.get(f"{LIST}{gone.pk}/change/").content.decode()


@pytest.mark.parametrize("words", ["Bernoulli", "Data engineer", "applicant"])
def test_list_finds_by_cv_job_and_address(recruiter: Client, row: Application, employer: Employer, words: str) -> None:
    with employer_scope(employer.pk):
        type(row.applicant).objects.update(cv_text="Bernoulli numbers")

    assert row.applicant.name in recruiter.get(LIST, {"q": words}).content.decode()
    assert row.applicant.name not in recruiter.get(LIST, {"q": "nothing like it"}).content.decode()


def test_page_shows_all_that_is_needed_to_decide(recruiter: Client, row: Application) -> None:
    page = recruiter.get(f"{LIST}{row.pk}/change/").content.decode()

    for shown in ("Dear team", "Knock-out", "+4930901820", "Bernoulli numbers", "<iframe", "Download"):
        assert shown in page
    for status in ("screening", "rejected", "withdrawn"):
        assert f'value="{status}"' in page
    assert 'value="hired"' not in page


@pytest.mark.parametrize("status", ["pending", "infected", "error"])
def test_page_never_offers_a_file_that_is_not_clean(
    recruiter: Client, row: Application, employer: Employer, status: str
) -> None:
    with employer_scope(employer.pk):
        type(row.cv).objects.update(scan_status=status)

    page = recruiter.get(f"{LIST}{row.pk}/change/").content.decode()

    assert "<iframe" not in page
    assert "X-Amz-Signature" not in page


def test_button_moves_with_note_and_reason(recruiter: Client, row: Application, employer: Employer) -> None:
    page = moved(recruiter, row, status="rejected", note="too far", rejection_reason="Location").content.decode()

    with employer_scope(employer.pk):
        row.refresh_from_db()
        stage = ApplicationStage.objects.get()
    assert (row.status, row.rejection_reason, stage.note) == ("rejected", "Location", "too far")
    assert "application.status.changed" in page
    assert moved(recruiter, row, status="reopen").status_code == 200


def test_button_of_a_stale_page_is_told_the_current_state(recruiter: Client, row: Application) -> None:
    moved(recruiter, row, status="screening")

    page = moved(recruiter, row, status="rejected").content.decode()

    assert "The application is in screening" in page


def test_viewer_reads_but_moves_nothing(client: Client, row: Application, employer: Employer) -> None:
    client.force_login(user_with("viewer", employer))

    page = client.get(f"{LIST}{row.pk}/change/").content.decode()

    assert row.applicant.name in page
    assert "/move/" not in page
    assert moved(client, row, status="screening").status_code == 404
    assert "move_to_screening" not in client.get(LIST).content.decode()


def test_action_moves_what_it_can_and_says_what_not(recruiter: Client, row: Application, employer: Employer) -> None:
    with employer_scope(employer.pk):
        hired = ApplicationFactory(status="hired")
    data = {"action": "move_to_screening", "_selected_action": [row.pk, hired.pk]}

    page = recruiter.post(LIST, data, follow=True).content.decode()

    assert "1 application was moved" in page
    assert "The application is in hired" in page


def test_action_rejects_after_asking_for_the_reason(recruiter: Client, row: Application, employer: Employer) -> None:
    data = {"action": "reject_selected", "_selected_action": [row.pk]}
    assert "rejection_reason" in recruiter.post(LIST, data).content.decode()

    recruiter.post(LIST, {**data, "rejection_reason": "Location"})

    with employer_scope(employer.pk):
        row.refresh_from_db()
        assert (row.status, row.rejection_reason) == ("rejected", "Location")


def test_notes_are_kept_through_the_service(recruiter: Client, row: Application, employer: Employer) -> None:
    recruiter.post(f"{LIST}{row.pk}/change/", {"notes": "call on Monday"})

    with employer_scope(employer.pk):
        row.refresh_from_db()
        assert row.notes == "call on Monday"


def test_list_and_page_cost_the_same_for_many(recruiter: Client, row: Application, employer: Employer) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as listed:
            recruiter.get(LIST)
        with CaptureQueriesContext(connection) as shown:
            recruiter.get(f"{LIST}{row.pk}/change/")
        counts.append((len(listed), len(shown)))
        with employer_scope(employer.pk):
            job = published_job()
            for _ in range(3):
                ApplicationFactory(job=job)
                ApplicationStage.objects.create(application=row, status="new")

    assert counts[0] == counts[1]
