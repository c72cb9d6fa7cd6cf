"""The apply form after its token has ended (signed in in another tab, cookies deleted): nothing is lost."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from jobs.models import Job
from tests.portal.conftest import Publish
from tests.portal.filling import ADA, SEND, address, send, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bucket")]
NOTE = "All that you typed is still here"


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


@pytest.fixture
def strict(db: None) -> Client:
    return Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})


def token(page: HttpResponse) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert found
    return {"csrfmiddlewaretoken": found[1]}


def made(employer: Employer) -> list[Application]:
    with employer_scope(employer.pk):
        return list(Application.objects.select_related("cv", "applicant"))


@pytest.mark.parametrize("step", ["review", "send", "change"])
def test_form_comes_back_as_it_was_typed_and_is_not_sent(
    strict: Client, employer: Employer, job: Job, step: str
) -> None:
    typed = ADA | {"cover_letter": "Dear all", "step": step}

    page = send(strict, job, typed)

    assert page.status_code == 403
    assert NOTE in text_of(page)
    assert 'value="Ada Lovelace"' in page.content.decode()
    assert "Dear all" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert made(employer) == []


def test_it_is_sent_from_there(strict: Client, employer: Employer, job: Job) -> None:
    file = SimpleUploadedFile("ada.txt", b"Ada Lovelace", content_type="text/plain")
    page = send(strict, job, ADA | {"cv": file})
    assert "ada.txt" in text_of(page)

    assert send(strict, job, ADA | token(page), form=page).status_code == 302

    (application,) = made(employer)
    assert application.cv is not None
    assert (application.applicant.name, application.cv.filename) == ("Ada Lovelace", "ada.txt")


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {}])
def test_form_of_another_site_is_only_refused(employer: Employer, job: Job, headers: dict[str, str]) -> None:
    file = SimpleUploadedFile("evil.txt", b"Somebody else", content_type="text/plain")
    page = send(Client(enforce_csrf_checks=True, headers=headers), job, ADA | {"cv": file})

    assert page.status_code == 403
    assert "The form had expired" in text_of(page)
    assert not page.cookies
    with employer_scope(employer.pk):
        assert not Upload.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(strict: Client, job: Job, method: str) -> None:
    assert getattr(strict, method)(address(job)).status_code == 403


def test_job_that_is_gone_meanwhile_is_told(strict: Client) -> None:
    assert strict.post(f"/jobs/{uuid.uuid4()}/apply/", ADA | SEND).status_code == 404
