"""The language switch: it leads back to the page that it was pressed on, and takes along what was typed there."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from employers.models import Employer
from jobs.models import Job
from tests.factories.uploads import pdf
from tests.portal.conftest import QUESTIONS, Publish
from tests.portal.filling import ADA, address, hidden, send, text_of

GERMAN = {"language": "de"}


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer, questions=QUESTIONS)


def test_every_page_offers_the_other_language(client: Client, job: Job) -> None:
    for page in ("/", "/e/acme/", f"/jobs/{job.pk}/apply/", "/account/sign-in/", "/missing"):
        assert '<button type="submit" name="language" value="de" lang="de"' in client.get(page).content.decode()


def test_switch_leads_back_to_the_search_that_has_been_typed_since(client: Client, employer: Employer) -> None:
    search = "http://testserver/?q=engineer"

    answer = client.post("/i18n/setlang/", GERMAN | {"page": "/"}, headers={"Referer": search})

    assert answer["Location"] == search
    assert client.get(search).headers["Content-Language"] == "de"


def test_switch_knows_pages_whose_address_is_told_nobody(client: Client) -> None:
    assert client.post("/i18n/setlang/", GERMAN | {"page": "/status/x/"})["Location"] == "/status/x/"
    assert client.post("/i18n/setlang/", GERMAN | {"page": "//evil.example/"})["Location"] == "/"


def test_switch_needs_no_token_and_changes_nobodys_account(job: Job) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/i18n/setlang/", GERMAN | {"page": "/"}).status_code == 302
    assert strict.post(address(job), GERMAN | ADA).status_code == 403


@pytest.mark.usefixtures("bucket")
def test_form_comes_back_in_the_other_language_with_all_that_was_typed(client: Client, job: Job) -> None:
    typed = {"name": "Ada Lovelace", "q_years": "seven", "q_permit": "yes", "cover_letter": "Dear all"}
    file = SimpleUploadedFile("ada.pdf", pdf(), "application/pdf")
    form = client.get(address(job))

    page = client.post(address(job), hidden(form) | GERMAN | typed | {"cv": file})

    said = page.content.decode()
    assert page.status_code == 200
    assert "Lebenslauf" in said
    assert "ada.pdf" in said
    assert all(value in said for value in ("Ada Lovelace", "seven", "Dear all"))
    assert "error-summary" not in said
    assert "Bewerbung" in text_of(client.get(address(job)))


def test_unknown_language_is_another_button(client: Client, job: Job) -> None:
    assert "attention" in text_of(send(client, job, {"language": "xx", "step": "review"}))
