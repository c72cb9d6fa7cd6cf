from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.applications import QUESTION, body, published_job, solved
from tests.factories.uploads import UploadFactory
from tests.fixtures import ApiClient


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return published_job(questions=[QUESTION])


ANSWERS = [{"question_id": "permit", "value": True}]


def sent(api: ApiClient, job: Job, **more: Any) -> Any:
    return api.post(f"/v1/public/jobs/{job.pk}/apply", body(answers=ANSWERS, **more))


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Without the transaction's own words, which a pipeline sends along."""
    marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(marks)]


def test_apply_answers_a_receipt_that_opens_the_status_page(api: ApiClient, job: Job) -> None:
    answer = sent(api, job)

    assert answer.status_code == 202, answer.content
    path = answer.json()["status_url"].partition("/v1/")[2]
    page = api.get(f"/v1/{path}")
    assert page.json()["status"] == "received"
    assert page.json()["employer"] == {"name": "Acme", "slug": "acme"}


@pytest.mark.django_db(transaction=True)
def test_apply_takes_at_most_eight_queries(api: ApiClient, job: Job, employer: Employer) -> None:
    with employer_scope(employer.pk):
        cv, letter = UploadFactory(), UploadFactory(kind="cover_letter")
    sent(api, job, email="warm@example.com")

    with CaptureQueriesContext(connection) as captured:
        answer = sent(api, job, cv_upload_id=str(cv.pk), cover_letter_upload_id=str(letter.pk))

    assert answer.status_code == 202
    assert len(statements(captured)) <= 8, "\n".join(statements(captured))


def test_applying_again_is_answered_alike(api: ApiClient, job: Job, employer: Employer) -> None:
    first, again = sent(api, job), sent(api, job)

    assert (first.status_code, first.json().keys()) == (again.status_code, again.json().keys())
    assert len(first.content) == len(again.content)
    with employer_scope(employer.pk):
        assert Application.objects.count() == 1


def test_apply_names_everything_wrong(api: ApiClient, job: Job) -> None:
    answer = api.post(f"/v1/public/jobs/{job.pk}/apply", body(email="no", phone="1", colour="red"))

    assert answer.status_code == 400
    answer = api.post(f"/v1/public/jobs/{job.pk}/apply", body(phone="1"))
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/phone", "/answers"}


def test_apply_to_a_closed_job_is_gone(api: ApiClient, job: Job, employer: Employer) -> None:
    with employer_scope(employer.pk):
        Job.objects.update(status="closed", closed_at=job.published_at)

    assert (sent(api, job).status_code, sent(api, job).json()["code"]) == (410, "job_closed")
    assert sent(api, Job(pk=uuid.uuid4())).status_code == 404


def test_apply_needs_the_captcha_once(api: ApiClient, job: Job, settings: Any) -> None:
    settings.CAPTCHA = "applications.captcha.Altcha"
    challenge = api.get("/v1/public/captcha")
    assert challenge["Cache-Control"] == "no-store"

    assert sent(api, job).json()["code"] == "captcha_failed"
    answer = solved(challenge.json())
    assert sent(api, job, captcha=answer).status_code == 202
    assert sent(api, job, email="b@example.com", captcha=answer).json()["errors"][0]["code"] == "captcha_used"


def test_apply_needs_an_idempotency_key(api: ApiClient, job: Job) -> None:
    answer = api.generic("POST", f"/v1/public/jobs/{job.pk}/apply", body(), headers={"Idempotency-Key": ""})

    assert answer.status_code == 400


def test_token_is_not_needed_and_does_not_change_whose_job_it_is(
    api: ApiClient, job: Job, other_employer: Employer, employer: Employer
) -> None:
    assert sent(api.as_role("recruiter", other_employer), job).status_code == 202

    with employer_scope(other_employer.pk):
        assert not Applicant.objects.exists()
    with employer_scope(employer.pk):
        assert Applicant.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "gAAAAABpaGZ0b2tlbg"])
def test_unknown_token_is_not_found(api: ApiClient, db: None, token: str) -> None:
    assert api.get(f"/v1/public/applications/{token}").status_code == 404


@pytest.mark.xdist_group("hundred_connections")  # PostgreSQL here has room for two hundred
@pytest.mark.django_db(transaction=True)
def test_hundred_threads_with_one_key_make_one_application(job: Job, employer: Employer) -> None:
    key, gate = uuid.uuid4().hex, threading.Barrier(100)

    def apply(_: int) -> Any:
        try:
            gate.wait(60)
            client = ApiClient(raise_request_exception=False)
            url = f"/v1/public/jobs/{job.pk}/apply"
            return client.post(url, body(answers=ANSWERS), headers={"Idempotency-Key": key})
        finally:
            connection.close()

    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(apply, range(100)))

    assert {answer.status_code for answer in answers} <= {202, 409}
    assert len({answer.content for answer in answers if answer.status_code == 202}) == 1
    with employer_scope(employer.pk):
        assert Application.objects.count() == 1
