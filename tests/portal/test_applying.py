"""The apply form without JavaScript, against the real object store."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from applicants.models import Applicant
from applications import captcha
from applications.models import Application
from employers.models import Employer
from hiretrack.api import throttling
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.uploads import pdf
from tests.portal.conftest import QUESTIONS, Publish
from tests.portal.filling import ADA, SEND, address, hidden, reads, send, text_of

pytestmark = pytest.mark.usefixtures("bucket")


def cv(name: str = "ada.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content, content_type="application/pdf")


def made(employer: Employer) -> list[Application]:
    with employer_scope(employer.pk):
        return list(Application.objects.select_related("applicant", "cv"))


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer, questions=QUESTIONS)


FULL: dict[str, Any] = ADA | {
    "phone": "030 1234567",
    "location": "London",
    "profile_link": "linkedin.com/in/ada",
    "cover_letter": "I write programs.",
    "q_permit": "yes",
    "q_years": "12",
    "q_tools": ["Python", "Go"],
}


def test_everything_that_was_filled_in_arrives(client: Client, employer: Employer, job: Job) -> None:
    response = send(client, job, FULL | {"cv": cv()})

    (application,) = made(employer)
    assert response["Location"].startswith("/applied/")
    assert application.applicant.phone == "+49301234567"
    assert [answer["answer"] for answer in application.answers] == [True, 12, ["Python", "Go"]]
    assert application.cv is not None
    assert application.cv.filename == "ada.pdf"
    assert application.applicant.links[0]["url"] == "https://linkedin.com/in/ada"


def test_thank_you_page_leads_to_the_status(client: Client, employer: Employer, job: Job) -> None:
    thanks = client.get(send(client, job, FULL)["Location"])

    status = re.search(r'href="(/status/[^"]+)"', thanks.content.decode())
    assert status
    assert "Thank you, your application is in" in text_of(thanks)
    assert "Your application has arrived" in text_of(client.get(status[1]))


def test_magic_links_are_kept_out_of_caches_and_referrers(client: Client, job: Job) -> None:
    thanks = client.get(send(client, job, FULL)["Location"])

    assert thanks["Cache-Control"] == "no-store"
    assert thanks["Referrer-Policy"] == "no-referrer"


def test_errors_stand_beside_their_fields_and_in_the_summary(client: Client, job: Job) -> None:
    response = send(client, job, {"email": "not an address"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "4 things need your attention" in page
    for field in ("id_name", "id_email", "id_q_permit_0", "id_consent"):
        assert f'<a href="#{field}">' in page
        assert f'id="{field}"' in page
    assert 'aria-invalid="true"' in page


def test_what_was_typed_is_there_again_after_an_error(client: Client, job: Job) -> None:
    page = send(client, job, FULL | {"email": ""}).content.decode()

    for text in ("Ada Lovelace", "030 1234567", "linkedin.com/in/ada", "I write programs.", 'value="12"'):
        assert text in page
    assert re.search(r'value="yes"[^>]*checked', page)
    assert re.search(r'value="Python"[^>]*checked', page)


def test_an_uploaded_file_outlives_an_error(client: Client, employer: Employer, job: Job) -> None:
    form = send(client, job, FULL | {"email": "", "cv": cv("my cv.pdf")})
    assert "my cv.pdf" in text_of(form)

    send(client, job, FULL, form=form)

    (application,) = made(employer)
    assert application.cv is not None
    assert application.cv.filename == "my cv.pdf"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("cv.pdf", b"not a PDF at all", "cv.pdf"), ("cv.exe", b"MZ\x90", "PDF"), ("cv.pdf", b"", "empty")],
)
def test_a_file_of_another_kind_is_refused_beside_its_field(
    client: Client, employer: Employer, job: Job, name: str, content: bytes, words: str
) -> None:
    response = send(client, job, FULL | {"cv": cv(name, content)})

    assert response.status_code == 422
    assert 'id="id_cv_error"' in response.content.decode()
    assert made(employer) == []


def test_object_store_away_keeps_the_form(client: Client, employer: Employer, job: Job, settings: LazySettings) -> None:
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"

    response = send(client, job, FULL | {"cv": cv()})

    assert response.status_code == 503
    assert "The file store does not answer" in text_of(response)
    assert "I write programs." in response.content.decode()
    assert made(employer) == []


def test_object_store_away_matters_only_for_files(
    client: Client, employer: Employer, job: Job, settings: LazySettings
) -> None:
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:9"

    assert send(client, job, FULL).status_code == 302
    assert len(made(employer)) == 1


def test_the_same_form_sent_again_makes_one_application(client: Client, employer: Employer, job: Job) -> None:
    form = client.get(address(job))

    first, second = (send(client, job, FULL, form=form) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert len(made(employer)) == 1


def test_the_same_person_again_gets_the_same_kind_of_answer(client: Client, employer: Employer, job: Job) -> None:
    first, second = (client.get(send(client, job, FULL)["Location"]) for _ in range(2))

    assert text_of(first) == text_of(second)
    assert len(made(employer)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_application(
    client: Client, employer: Employer, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captcha, "QUICKEST_S", 0)
    form = client.get(address(job))
    found: list[str] = []

    def click() -> None:
        found.append(Client().post(address(job), hidden(form) | FULL | SEND)["Location"])
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 1
    assert len(made(employer)) == 1


def test_robots_are_told_apart(client: Client, employer: Employer, job: Job) -> None:
    too_fast = client.post(address(job), hidden(client.get(address(job))) | FULL | SEND)
    in_the_trap = send(client, job, FULL | {"homepage": "https://spam.example"})
    without_form = client.post(address(job), FULL | SEND)

    assert {response.status_code for response in (too_fast, in_the_trap, without_form)} == {422}
    for response in (too_fast, in_the_trap):
        assert "Your application has not been sent yet" in text_of(response)
    assert made(employer) == []


def test_too_many_forms_are_slowed_down_and_kept(client: Client, job: Job, settings: LazySettings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"unscripted": "1/hour"}
    send(client, job, FULL)

    response = send(client, job, FULL | {"email": "grace@example.com"})

    assert response.status_code == 429
    assert "I write programs." in response.content.decode()


def test_limiter_away_shuts_the_door_politely(
    client: Client, job: Job, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The breaker that opens now must not stay open for the next test.
    monkeypatch.setattr(throttling, "breaker", type(throttling.breaker)())
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    response = send(client, job, FULL)

    assert response.status_code == 503
    assert "I write programs." in response.content.decode()


def test_an_upload_of_another_employer_is_refused(
    client: Client, employer: Employer, other_employer: Employer, job: Job, publish: Publish
) -> None:
    elsewhere = send(client, publish(other_employer), ADA | {"email": "", "cv": cv("theirs.pdf")})

    response = send(client, job, FULL | {"cv_upload": hidden(elsewhere)["cv_upload"]})

    assert response.status_code == 422
    assert made(employer) == []


def test_what_a_candidate_writes_is_never_markup(client: Client, job: Job) -> None:
    page = send(client, job, FULL | {"name": '"><script>alert(1)</script>', "email": ""}).content.decode()

    assert "<script>alert" not in page


def test_a_form_left_open_while_the_job_closed_says_so(client: Client, employer: Employer, job: Job) -> None:
    from jobs.services import close_job

    form = client.get(address(job))
    with employer_scope(employer.pk):
        close_job(job_id=job.pk)

    assert send(client, job, FULL, form=form).status_code == 410


def test_one_employers_applicants_are_not_the_others(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    for owner in (employer, other_employer):
        send(client, publish(owner), ADA)

    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            assert Applicant.objects.count() == Application.objects.count() == 1


def test_form_needs_two_queries_to_open(client: Client, job: Job) -> None:
    assert len(reads(client, address(job))) == 2
