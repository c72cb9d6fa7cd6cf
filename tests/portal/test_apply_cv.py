"""The CV's own requests: promised, done, read. Against the real object store and the real reader of files."""

from __future__ import annotations

import logging
from typing import Any

import pytest
import requests
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from employers.models import Employer
from hiretrack.portal import carried
from hiretrack.portal.forms import ApplyForm
from hiretrack.portal.reading import found_in
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.choices import ScanStatus
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import scan
from jobs.models import Job
from jobs.services import close_job
from tests.factories.uploads import pdf
from tests.portal.conftest import Publish
from tests.portal.filling import ADA, address, send

pytestmark = pytest.mark.usefixtures("bucket")
TEXT = """Grace Hopper
Software Engineer
grace@example.com | +49 30 12345678 | Berlin, Germany
linkedin.com/in/grace | github.com/grace
"""


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


def ask(client: Client, job: Job, what: str = "", **values: Any) -> HttpResponse:
    return client.post(f"/jobs/{job.pk}/apply/cv/{what}", values)


def sent(client: Client, job: Job, content: bytes = TEXT.encode(), name: str = "grace.txt") -> str:
    """The signed name of a file that was put into the store."""
    kind = "application/pdf" if name.endswith(".pdf") else "text/plain"
    promised = ask(client, job, filename=name, content_type=kind, size=len(content)).json()
    put = requests.post(promised["url"], data=promised["fields"], files={"file": content}, timeout=10)
    assert put.ok
    assert ask(client, job, "done/", file=promised["file"]).status_code == 200
    return str(promised["file"])


def scanned(employer: Employer) -> None:
    with employer_scope(employer.pk):
        upload_id = Upload.objects.latest("created_at").pk
    scan(upload_id=upload_id, employer_id=employer.pk)


def test_what_a_cv_says_comes_back_by_field(client: Client, employer: Employer, job: Job) -> None:
    file = sent(client, job)
    assert ask(client, job, "read/", file=file).json() == {"state": "waiting"}
    scanned(employer)

    answer = ask(client, job, "read/", file=file)

    assert answer.json() == {
        "state": "read",
        "found": {
            "name": "Grace Hopper",
            "email": "grace@example.com",
            "phone": "+49 30 12345678",
            "location": "Berlin, Germany",
            "profile_link": "https://linkedin.com/in/grace",
            "website_link": "https://github.com/grace",
        },
    }
    assert "no-store" in answer["Cache-Control"]


def test_a_file_without_words_is_no_obstacle(client: Client, employer: Employer, job: Job) -> None:
    file = sent(client, job, pdf(""), "scan.pdf")
    scanned(employer)

    assert ask(client, job, "read/", file=file).json() == {"state": "unreadable", "found": {}}


def test_a_dangerous_file_is_told_at_once(client: Client, employer: Employer, job: Job) -> None:
    file = sent(client, job)
    with employer_scope(employer.pk):
        Upload.objects.update(scan_status=ScanStatus.INFECTED, text="")

    assert ask(client, job, "read/", file=file).json() == {"state": "refused"}


def test_only_the_signed_name_opens_a_file(
    client: Client, employer: Employer, other_employer: Employer, job: Job, publish: Publish
) -> None:
    file = sent(client, job)
    scanned(employer)
    with employer_scope(employer.pk):
        upload = Upload.objects.get()
    wrong = [str(upload.pk), "", file[:-1], carried.signed(upload.pk, other_employer.pk)]

    for what in ("read/", "done/"):
        assert {ask(client, job, what, file=name).status_code for name in wrong} == {404}
        assert ask(client, publish(other_employer), what, file=file).status_code == 404


def test_a_file_that_an_application_took_is_not_read_any_more(client: Client, employer: Employer, job: Job) -> None:
    file = sent(client, job)
    scanned(employer)
    send(client, job, ADA | {"cv_upload": file})

    assert ask(client, job, "read/", file=file).status_code == 404


def test_another_site_cannot_ask(job: Job) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert {ask(strict, job, what).status_code for what in ("", "done/", "read/")} == {403}
    assert strict.get(f"{address(job)}cv/read/").status_code == 405


@pytest.mark.parametrize(
    "wrong",
    [{"size": "x"}, {"size": "-1"}, {"size": 99_000_000}, {"content_type": "text/html"}, {"filename": "cv.exe"}],
    ids=lambda wrong: next(iter(wrong.values())),
)
def test_a_file_that_would_be_refused_is_not_promised(client: Client, job: Job, wrong: dict[str, Any]) -> None:
    answer = ask(client, job, **{"filename": "cv.pdf", "content_type": "application/pdf", "size": 10} | wrong)

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]


def test_a_file_that_never_arrived_or_is_another_is_refused(client: Client, job: Job) -> None:
    promised = ask(client, job, filename="cv.pdf", content_type="application/pdf", size=4).json()
    assert ask(client, job, "done/", file=promised["file"]).status_code == 409

    requests.post(promised["url"], data=promised["fields"], files={"file": b"text"}, timeout=10)

    assert ask(client, job, "done/", file=promised["file"]).status_code == 422


def test_requests_are_limited_and_a_closed_job_takes_none(
    client: Client, employer: Employer, job: Job, settings: LazySettings
) -> None:
    with employer_scope(employer.pk):
        close_job(job_id=job.pk)
    assert ask(client, job, "read/", file="x").status_code == 410

    settings.RATE_LIMITS = settings.RATE_LIMITS | {"public": "1/hour"}

    assert 429 in {ask(client, job, "read/", file="x").status_code for _ in range(2)}


def test_nothing_that_was_read_is_logged(
    client: Client, employer: Employer, job: Job, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    file = sent(client, job)
    scanned(employer)
    ask(client, job, "read/", file=file)

    said = caplog.text + "".join(capfd.readouterr())

    assert not any(word in said for word in ("Hopper", "grace@example.com", "12345678", file))


def test_nothing_is_suggested_that_its_field_would_refuse() -> None:
    found = found_in("Grace Hopper\ngrace@example\nhttp://[broken\nPhone 12\n", ApplyForm.base_fields)

    assert found == {"name": "Grace Hopper"}


def test_a_file_sent_with_the_form_gets_a_signed_name_too(client: Client, job: Job) -> None:
    file = SimpleUploadedFile("cv.txt", TEXT.encode(), content_type="text/plain")

    page = send(client, job, ADA | {"email": "", "cv": file}).content.decode()

    assert "cv.txt" in page
    assert 'value="drop_file"' in page
