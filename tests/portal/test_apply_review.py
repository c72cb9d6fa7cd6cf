"""Looking the application over before it goes, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from applications import captcha
from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.choices import ScanStatus
from hiretrack.uploads.models import Upload
from jobs.models import Job
from tests.factories.uploads import pdf
from tests.portal.conftest import Publish
from tests.portal.filling import ADA, SEND, address, hidden, send, text_of

pytestmark = pytest.mark.usefixtures("bucket")
REVIEW, CHANGE, DROP_FILE = {"step": "review"}, {"step": "change"}, {"step": "drop_file"}
QUESTIONS: list[dict[str, Any]] = [
    {"id": "motto", "type": "text", "label": "Your motto?", "required": True},
    {"id": "why", "type": "long_text", "label": "Why us?", "required": False},
    {
        "id": "permit", "type": "boolean", "label": "May you work here?", "required": True,
        "knockout": {"operator": "equals", "value": False},
    },
    {
        "id": "years", "type": "number", "label": "Years?", "required": False,
        "knockout": {"operator": "at_most", "value": 77},
    },
    {"id": "start", "type": "date", "label": "Start?", "required": False},
    {"id": "shift", "type": "choice", "label": "Shift?", "required": False, "options": ["Day", "Night"]},
    {"id": "tools", "type": "multiple_choice", "label": "Tools?", "required": False, "options": ["Python", "Go"]},
]  # fmt: skip
ANSWERS: dict[str, Any] = {
    "q_motto": "Festina lente", "q_why": "One\nTwo", "q_permit": "no", "q_years": "2.5", "q_start": "2026-12-24",
    "q_shift": "Night", "q_tools": ["Go", "Python"],
}  # fmt: skip
FULL: dict[str, Any] = ADA | ANSWERS | {"phone": "030 1234567", "cover_letter": "Dear all,\n\nI write programs."}


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer, questions=QUESTIONS)


def cv() -> SimpleUploadedFile:
    return SimpleUploadedFile("ada.pdf", pdf(), content_type="application/pdf")


def made(employer: Employer) -> list[Application]:
    with employer_scope(employer.pk):
        return list(Application.objects.select_related("applicant", "cv"))


def carried(page: HttpResponse) -> dict[str, Any]:
    """What the page to look over carries along, as a browser sends it: lists as lists."""
    found: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page.content.decode()):
        found.setdefault(name, []).append(value.replace("&#x27;", "'").replace("&amp;", "&"))
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def test_everything_is_shown_in_words_and_nothing_is_sent_yet(client: Client, employer: Employer, job: Job) -> None:
    page = send(client, job, FULL | {"cv": cv()} | REVIEW)

    text = text_of(page)
    assert page.status_code == 200
    for words in ("Ada Lovelace", "030 1234567", "ada.pdf", "Festina lente", "2.5", "Dec. 24, 2026", "Night", "No"):
        assert words in text
    assert "Python, Go" in text or "Go, Python" in text
    assert made(employer) == []


def test_a_form_without_a_button_is_looked_over_first(client: Client, employer: Employer, job: Job) -> None:
    page = client.post(address(job), hidden(client.get(address(job))) | FULL)

    assert "Look it over" in text_of(page)
    assert made(employer) == []


def test_what_was_looked_over_is_what_arrives(
    client: Client, employer: Employer, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captcha, "QUICKEST_S", 0)
    review = send(client, job, FULL | {"cv": cv()} | REVIEW)

    sent = client.post(address(job), carried(review) | SEND)

    (application,) = made(employer)
    assert sent["Location"].startswith("/applied/")
    assert application.cover_letter.split() == ["Dear", "all,", "I", "write", "programs."]
    told = {answer["question_id"]: answer["answer"] for answer in application.answers}
    assert told["permit"] is False
    assert (told["years"], told["start"], told["shift"]) == (2.5, "2026-12-24", "Night")
    assert application.cv is not None
    assert application.cv.filename == "ada.pdf"


def test_what_is_carried_along_is_checked_again(
    client: Client, employer: Employer, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captcha, "QUICKEST_S", 0)
    review = send(client, job, FULL | REVIEW)

    sent = client.post(address(job), carried(review) | {"email": "nobody", "q_shift": "Evening"} | SEND)

    assert sent.status_code == 422
    assert "2 things need your attention" in text_of(sent)
    assert made(employer) == []


def test_change_brings_the_form_back_without_complaints(client: Client, job: Job) -> None:
    review = send(client, job, FULL | {"cv": cv()} | REVIEW)

    form = client.post(address(job), carried(review) | {"email": ""} | CHANGE)

    page = form.content.decode()
    assert form.status_code == 200
    assert "error-summary" not in page
    assert "Ada Lovelace" in page
    assert "ada.pdf" in text_of(form)


def test_what_was_corrected_after_it_was_sent_is_sent_as_well(
    client: Client, employer: Employer, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captcha, "QUICKEST_S", 0)
    review = send(client, job, FULL | REVIEW)
    typo = send(client, job, carried(review) | {"email": "ada@exmaple.com"}, form=review)

    changed = client.post(address(job), carried(review) | CHANGE)
    again = send(client, job, FULL, form=changed)
    # The form itself counts once; its page comes back with another one.
    sent = [send(client, job, FULL, form=again) for _ in range(2)]

    assert again.status_code == 422
    assert "not been sent yet" in text_of(again)
    assert len({typo["Location"], *(answer["Location"] for answer in sent)}) == 2
    assert {row.applicant.email for row in made(employer)} == {"ada@exmaple.com", "ada@example.com"}


def test_a_second_letter_is_told_as_any_second_application(
    client: Client, employer: Employer, job: Job, settings: LazySettings
) -> None:
    settings.CAPTCHA = "applications.captcha.Off"
    review = send(client, job, FULL | REVIEW)
    first = send(client, job, {}, form=review)

    second = send(client, job, {"cover_letter": "A better one."}, form=review)

    assert second["Location"] != first["Location"]
    assert text_of(client.get(second["Location"])) == text_of(client.get(first["Location"]))
    assert made(employer)[0].cover_letter == FULL["cover_letter"]


def test_a_file_can_be_removed_again(client: Client, employer: Employer, job: Job) -> None:
    form = send(client, job, FULL | {"email": "", "cv": cv()} | REVIEW)

    without = client.post(address(job), carried(form) | FULL | DROP_FILE)
    send(client, job, FULL, form=without)

    assert "ada.pdf" not in text_of(without)
    assert made(employer)[0].cv is None


def test_mistakes_that_only_the_employer_can_tell_come_before_the_review(client: Client, job: Job) -> None:
    page = send(client, job, FULL | {"phone": "by pigeon"} | REVIEW)

    assert page.status_code == 422
    assert 'href="#id_phone"' in page.content.decode()


def test_a_file_that_the_scan_refused_is_named_before_sending(client: Client, employer: Employer, job: Job) -> None:
    form = send(client, job, FULL | {"email": "", "cv": cv()} | REVIEW)
    with employer_scope(employer.pk):
        Upload.objects.update(scan_status=ScanStatus.INFECTED)

    page = send(client, job, FULL | REVIEW, form=form)

    assert page.status_code == 422
    assert 'id="id_cv_error"' in page.content.decode()
    assert not hidden(page).get("cv_upload")


@pytest.mark.parametrize("name", ["01a1fd84-fc9f-76ee-97a0-99858102ff0b", "made:up:name"], ids=["bare id", "unsigned"])
def test_a_file_is_known_by_its_signed_name_alone(client: Client, employer: Employer, job: Job, name: str) -> None:
    page = send(client, job, FULL | {"cv_upload": name, "cv_name": "theirs.pdf"})

    assert page.status_code == 422
    assert "no longer there" in text_of(page)
    assert made(employer) == []


def test_a_robots_form_stays_on_the_page_to_look_over(client: Client, job: Job) -> None:
    review = send(client, job, FULL | {"cv": cv()} | REVIEW)

    page = client.post(address(job), carried(review) | {"opened": "stale"} | SEND)

    assert page.status_code == 422
    assert "The form is too old; send it again." in text_of(page)
    assert "ada.pdf" in text_of(page)


def test_knock_outs_are_not_told(client: Client, employer: Employer, job: Job) -> None:
    pages = [client.get(address(job)), send(client, job, FULL | REVIEW), send(client, job, FULL)]

    for page in pages:
        assert "knock" not in page.content.decode().lower()
        assert "77" not in re.sub(r'value="[^"]*"', "", text_of(page))
    assert [answer["knocked_out"] for answer in made(employer)[0].answers][2:4] == [True, True]


def test_consent_is_kept_with_the_version_that_was_shown(client: Client, employer: Employer, job: Job) -> None:
    form = client.get(address(job))
    version = hidden(form)["consent_version"]

    send(client, job, FULL, form=form)

    assert f"Version {version}" in text_of(form)
    assert made(employer)[0].applicant.consent["policy_version"].startswith(version)


def test_consent_to_what_has_changed_meanwhile_is_asked_again(client: Client, employer: Employer, job: Job) -> None:
    form = client.get(address(job))
    Employer.objects.filter(pk=employer.pk).update(retention_months=99)

    page = send(client, job, FULL, form=form)

    assert page.status_code == 422
    assert "What you agree to has changed" in text_of(page)
    assert "at most 99 months" in text_of(page)
    assert not re.search(r'name="consent"[^>]*checked', page.content.decode())


def test_too_many_forms_leave_the_page_as_it_is(job: Job, settings: LazySettings) -> None:
    # Other tests have sent forms from the usual address.
    client = Client(REMOTE_ADDR="203.0.113.9")
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"expensive": "1/hour"}
    review = send(client, job, FULL | REVIEW)

    page = client.post(address(job), carried(review) | SEND)

    assert page.status_code == 429
    assert "Festina lente" in page.content.decode()
