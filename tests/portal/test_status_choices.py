"""What the link in a mail lets a candidate do, and what a receipt's link doesn't."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application
from applications.services import move
from applications.tokens import opened, status_token
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.context import ActorKind
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.models import Job
from tests.factories.uploads import pdf
from tests.portal.conftest import Publish
from tests.portal.filling import ADA, send, text_of

pytestmark = pytest.mark.usefixtures("bucket")
PAGES = ("withdraw/", "document/", "delete/")
DAY = dt.timedelta(days=1)


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


@pytest.fixture
def receipt(client: Client, job: Job) -> str:
    """The status page as the thank-you page names it."""
    return status_of(client, job)


@pytest.fixture
def link(employer: Employer, receipt: str) -> str:
    """The same as the mail names it."""
    with employer_scope(employer.pk):
        return mailed(Application.objects.get(), ADA["email"])


def mailed(application: Application, to: str) -> str:
    return f"/status/{status_token(application, to=to)}/"


def status_of(client: Client, job: Job) -> str:
    thanks = client.get(send(client, job, ADA)["Location"])
    found = re.search(r'href="(/status/[^"]+)"', thanks.content.decode())
    assert found
    return found[1]


def stored(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return Application.objects.select_related("applicant", "cv", "cover_letter_file").get()


def cv(name: str = "late.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content, content_type="application/pdf")


def test_history_and_promise_are_told(client: Client, employer: Employer, link: str) -> None:
    # It was sent a minute from now.
    with employer_scope(employer.pk), time_machine.travel(timezone.now() + DAY):
        move(application_id=Application.objects.get().pk, status="screening")

    text = text_of(client.get(link))

    history = text[text.index("What has happened") :]
    assert history.index("Received") < history.index("Being read")
    assert "promises an answer by" in text


def test_a_step_that_is_held_back_is_no_history_yet(client: Client, employer: Employer, link: str) -> None:
    with employer_scope(employer.pk):
        move(application_id=Application.objects.get().pk, status="rejected", mail_delay=DAY)

    page = client.get(link)

    assert "Not this time" not in text_of(page)
    assert f"{link}withdraw/" in page.content.decode()


def test_withdrawing_asks_first_and_is_final(client: Client, employer: Employer, link: str) -> None:
    assert "cannot be taken up again" in text_of(client.get(f"{link}withdraw/"))
    assert stored(employer).status == "new"

    done = client.post(f"{link}withdraw/", follow=True)

    assert stored(employer).status == "withdrawn"
    assert "This application was withdrawn" in text_of(done)
    assert f"{link}withdraw/" not in done.content.decode()
    assert client.post(f"{link}withdraw/")["Location"] == link


def test_withdrawing_is_possible_while_a_rejection_is_held_back(client: Client, employer: Employer, link: str) -> None:
    with employer_scope(employer.pk):
        move(application_id=Application.objects.get().pk, status="rejected", mail_delay=DAY)

    client.post(f"{link}withdraw/")

    assert stored(employer).status == "withdrawn"


def test_document_form_without_a_file_says_so(client: Client, link: str) -> None:
    answer = client.post(f"{link}document/", {})

    assert (answer.status_code, "Please choose a file." in text_of(answer)) == (422, True)


def test_a_missing_cv_can_be_added(client: Client, employer: Employer, link: str) -> None:
    added = client.post(f"{link}document/", {"kind": "cv", "file": cv()}, follow=True)

    application = stored(employer)
    assert application.cv is not None
    assert application.cv.filename == "late.pdf"
    assert application.applicant.cv_id == application.cv_id
    assert "late.pdf" in text_of(added)
    assert "Cover letter" in text_of(client.get(f"{link}document/"))
    with all_tenants(reason="test"):
        entry = AuditLog.objects.get(action="application.document_added")
    assert entry.actor_kind == ActorKind.PUBLIC
    assert entry.metadata == {"upload_id": str(application.cv_id), "kind": "cv"}


def test_nothing_that_was_sent_is_replaced(client: Client, employer: Employer, link: str) -> None:
    for name in ("first.pdf", "second.pdf"):
        client.post(f"{link}document/", {"kind": "cv", "file": cv(name)})

    cv_of = stored(employer).cv
    assert cv_of is not None
    assert cv_of.filename == "first.pdf"


def test_the_record_of_somebody_with_an_account_is_left_alone(
    client: Client, employer: Employer, link: str, user_of_ada: None
) -> None:
    client.post(f"{link}document/", {"kind": "cv", "file": cv()})

    application = stored(employer)
    assert application.cv_id is not None
    assert application.applicant.cv_id is None


@pytest.fixture
def user_of_ada(employer: Employer, link: str) -> None:
    user = User.objects.create(email="ada@example.com", name="Ada", roles=["applicant"])
    with employer_scope(employer.pk):
        Applicant.objects.update(user=user)


@pytest.mark.parametrize(
    ("file", "words"),
    [(("x.pdf", b"no PDF"), "not a proper PDF"), (("x.exe", b"MZ"), "PDF"), (("x.pdf", b""), "This file is empty")],
    ids=["other content", "other kind", "empty"],
)
def test_a_file_that_is_refused_is_explained(
    client: Client, employer: Employer, link: str, file: tuple[str, bytes], words: str
) -> None:
    page = client.post(f"{link}document/", {"kind": "cv", "file": cv(*file)})

    assert page.status_code == 422
    assert words in text_of(page)
    assert stored(employer).cv is None


def test_once_it_is_over_no_document_is_wanted(client: Client, employer: Employer, link: str) -> None:
    client.post(f"{link}withdraw/")

    assert client.get(f"{link}document/")["Location"] == link
    assert client.post(f"{link}document/", {"kind": "cv", "file": cv()})["Location"] == link
    assert stored(employer).cv is None


def test_deleting_needs_to_be_understood(client: Client, employer: Employer, link: str) -> None:
    assert "Data Engineer" in text_of(client.get(f"{link}delete/"))

    page = client.post(f"{link}delete/")

    assert page.status_code == 422
    assert "confirm that you understand" in text_of(page)
    assert stored(employer).applicant.name == "Ada Lovelace"


def test_deleting_takes_everything_and_the_link_with_it(
    client: Client, employer: Employer, link: str, receipt: str
) -> None:
    client.post(f"{link}document/", {"kind": "cv", "file": cv()})

    done = client.post(f"{link}delete/", {"sure": "on"}, follow=True)

    assert "Your data is deleted" in text_of(done)
    application = stored(employer)
    assert (application.submitted, application.cv_id, application.applicant.name) == ({}, None, "Erased applicant")
    assert {client.get(address).status_code for address in (link, receipt, f"{link}delete/")} == {410}
    assert "This application is deleted" in text_of(client.get(link))


def test_one_employers_deletion_is_not_the_others(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish, link: str
) -> None:
    send(client, publish(other_employer), ADA)

    client.post(f"{link}delete/", {"sure": "on"})

    assert stored(other_employer).applicant.email == "ada@example.com"


@pytest.mark.parametrize("page", PAGES)
def test_a_receipts_link_changes_nothing(client: Client, employer: Employer, receipt: str, page: str) -> None:
    given = {"sure": "on", "kind": "cv", "file": cv()}

    answers = [client.get(f"{receipt}{page}"), client.post(f"{receipt}{page}", given)]

    assert {answer["Location"] for answer in answers} == {receipt}
    application = stored(employer)
    assert (application.status, application.cv, application.applicant.name) == ("new", None, "Ada Lovelace")


def test_first_and_repeated_applications_look_alike(client: Client, job: Job, receipt: str) -> None:
    again = status_of(client, job)

    first, second = client.get(receipt), client.get(again)

    assert opened(again.split("/")[2]).is_repeat
    assert text_of(first) == text_of(second)
    assert "by the link in the mail" in text_of(second)
    assert client.post(f"{again}withdraw/")["Location"] == again


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_private_and_forged_requests_refused(link: str, page: str) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert "no-store" in strict.get(f"{link}{page}")["Cache-Control"]
    assert strict.get(f"{link}{page}")["Referrer-Policy"] == "same-origin"
    assert strict.post(f"{link}{page}", {"sure": "on"}).status_code == 403
    assert strict.get(f"/status/nonsense/{page}").status_code == 404
