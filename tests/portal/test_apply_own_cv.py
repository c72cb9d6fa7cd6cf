"""Applying while signed in: the CV of the account goes along, as a copy that is the employer's own."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from applicants.models import Profile
from applications.models import Application
from employers.models import Employer, User
from hiretrack.portal import carried
from hiretrack.tenancy import employer_scope, person_scope
from hiretrack.uploads import storage
from hiretrack.uploads.choices import ScanStatus, UploadKind
from hiretrack.uploads.models import Upload
from jobs.models import Job
from tests.factories.employers import CandidateFactory
from tests.factories.uploads import UploadFactory, pdf
from tests.portal.conftest import Publish
from tests.portal.filling import ADA, address, hidden, send, text_of
from tests.portal.signed_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bucket")]
NAME = "Ada, since 1833.pdf"
OWN = "From your account"
GONE = "Your file is no longer there"
NOT_SIGNED_IN = "not signed in here any more"


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


@pytest.fixture
def ada(db: None) -> User:
    user: User = CandidateFactory(name="Ada Lovelace", email="ada@example.com")
    return user


@pytest.fixture
def resume(ada: User) -> Upload:
    with person_scope(ada.pk):
        made: Upload = UploadFactory(
            employer_id=None, uploaded_by=ada, kind=UploadKind.RESUME, filename=NAME, size=len(pdf())
        )
        storage.write(made.path, pdf(), content_type="application/pdf")
        Profile.objects.create(resume=made)
    return made


@pytest.fixture
def client(ada: User, resume: Upload) -> Client:
    return signed_in(ada)


def change(resume: Upload, ada: User, **changes: Any) -> None:
    with person_scope(ada.pk):
        Upload.objects.filter(pk=resume.pk).update(**changes)


def sent_cv(employer: Employer) -> Upload | None:
    with employer_scope(employer.pk):
        made: Upload | None = Application.objects.select_related("cv").get().cv
    return made


def test_cv_of_the_account_goes_along(client: Client, ada: User, resume: Upload, employer: Employer, job: Job) -> None:
    form = client.get(address(job))
    assert NAME in text_of(form)
    assert OWN in text_of(form)

    review = send(client, job, ADA | {"step": "review"}, form=form)
    assert NAME in text_of(review)
    assert send(client, job, ADA, form=review).status_code == 302

    cv = sent_cv(employer)
    assert cv is not None
    assert (cv.filename, cv.employer_id, cv.kind) == (NAME, employer.pk, UploadKind.CV)
    assert storage.read(cv.path, at_most=cv.size) == pdf()
    with person_scope(ada.pk):
        assert Profile.objects.get().resume_id == resume.pk != cv.pk


def test_another_file_takes_its_place(client: Client, employer: Employer, job: Job) -> None:
    other = SimpleUploadedFile("other.txt", b"Ada, in other words", content_type="text/plain")
    send(client, job, ADA | {"cv": other})

    cv = sent_cv(employer)
    assert cv is not None
    assert cv.filename == "other.txt"


def test_cv_of_the_account_can_be_left_out(client: Client, employer: Employer, job: Job) -> None:
    without = send(client, job, ADA | {"step": "drop_file"})
    assert NAME not in text_of(without)

    send(client, job, ADA, form=without)
    assert sent_cv(employer) is None


@pytest.mark.parametrize("status", [ScanStatus.PENDING, ScanStatus.INFECTED])
def test_file_that_is_not_clean_is_not_offered(
    client: Client, ada: User, resume: Upload, job: Job, status: ScanStatus
) -> None:
    change(resume, ada, scan_status=status)

    assert NAME not in text_of(client.get(address(job)))


def refused(page: HttpResponse, why: str = GONE, status: int = 422) -> bool:
    return page.status_code == status and why in text_of(page) and not hidden(page)["cv_upload"]


def test_file_that_is_gone_meanwhile_is_told(client: Client, ada: User, resume: Upload, job: Job) -> None:
    form = client.get(address(job))
    change(resume, ada, scan_status=ScanStatus.INFECTED)

    assert refused(send(client, job, ADA, form=form))


def test_nobody_sends_the_file_of_another(client: Client, ada: User, resume: Upload, job: Job) -> None:
    form = client.get(address(job))
    eve: User = CandidateFactory()

    assert refused(send(Client(), job, ADA, form=form), NOT_SIGNED_IN)
    assert refused(send(signed_in(eve), job, ADA, form=form), NOT_SIGNED_IN)
    named = {"cv_upload": carried.signed_own(resume.pk, eve.pk)}
    assert refused(send(signed_in(eve), job, ADA | named))


def test_file_that_left_the_store_is_told(client: Client, resume: Upload, job: Job) -> None:
    form = client.get(address(job))
    storage.remove(resume.path)

    assert refused(send(client, job, ADA, form=form))


def test_it_waits_for_a_store_that_is_away(client: Client, job: Job, settings: LazySettings) -> None:
    form = client.get(address(job))
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:2"
    page = send(client, job, ADA, form=form)

    assert page.status_code == 503
    assert (OWN in text_of(page), hidden(page)["cv_upload"]) == (True, hidden(form)["cv_upload"])


def test_new_file_counts_although_the_account_is_left(client: Client, employer: Employer, job: Job) -> None:
    form = client.get(address(job))
    other = SimpleUploadedFile("other.txt", b"Ada, in other words", content_type="text/plain")
    assert send(Client(), job, ADA | {"cv": other}, form=form).status_code == 302

    cv = sent_cv(employer)
    assert cv is not None
    assert cv.filename == "other.txt"


@pytest.mark.parametrize("leaves", [True, False])
def test_form_that_expired_says_what_became_of_it(client: Client, ada: User, job: Job, *, leaves: bool) -> None:
    form = client.get(address(job))
    strict = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    if not leaves:
        strict.force_login(ada)
    page = send(strict, job, ADA, form=form)

    assert "All that you typed is still here" in text_of(page)
    assert refused(page, NOT_SIGNED_IN, 403) if leaves else NAME in text_of(page)
