"""A mailed link acts for the address that it was mailed to, while the record has that address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from applicants.merging import merge_applicants
from applicants.models import Applicant
from applicants.services import update_applicant
from applications.models import Application
from applications.tokens import status_token
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.applications import ApplicationFactory
from tests.factories.uploads import UploadFactory
from tests.portal.conftest import Publish
from tests.portal.filling import text_of

PAGES = ("withdraw/", "document/", "delete/")
ALL = {"sure": "on", "kind": "cv"}


@pytest.fixture
def scope(employer: Employer) -> Iterator[None]:
    with employer_scope(employer.pk):
        yield


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


@pytest.fixture
def ada(scope: None, job: Job) -> Application:
    made: Application = ApplicationFactory(
        job=job, applicant__name="Ada", applicant__email="ada@example.com", cv=UploadFactory(filename="secret.pdf")
    )
    return made


def link(row: Application, to: str) -> str:
    return f"/status/{status_token(row, to=to)}/"


def acts(client: Client, address: str) -> bool:
    page = client.get(address)
    assert page.status_code == 200
    return f"{address}delete/" in page.content.decode()


def assert_powerless(client: Client, address: str, owner: Application) -> None:
    page = client.get(address)
    assert "secret.pdf" not in text_of(page)
    assert "by the link in the mail" in text_of(page)
    answers = [client.get(address + part) for part in PAGES] + [client.post(address + part, ALL) for part in PAGES]
    assert {answer.get("Location") for answer in answers} == {address}
    owner.refresh_from_db()
    assert (owner.status, owner.applicant.name, owner.applicant.erased_at) == ("new", "Ada", None)


@pytest.mark.parametrize("same_job", [True, False], ids=["superseded", "moved"])
def test_a_link_mailed_to_somebody_else_has_no_power_over_what_it_was_merged_into(
    client: Client, ada: Application, employer: Employer, publish: Publish, same_job: bool
) -> None:
    wanted = ada.job if same_job else publish(employer, title="Cook")
    eve = ApplicationFactory(job=wanted, applicant__name="Ada", applicant__email="eve@example.com")
    theirs, own = link(eve, "eve@example.com"), link(ada, "ada@example.com")
    assert acts(client, theirs)

    merge_applicants(survivor_id=ada.applicant_id, duplicate_id=eve.applicant_id)

    assert acts(client, own)
    assert_powerless(client, theirs, ada)


def test_a_link_mailed_to_an_address_that_was_corrected_acts_no_more(client: Client, ada: Application) -> None:
    strangers = link(ada, "ada@example.com")
    assert acts(client, strangers)

    update_applicant(applicant=Applicant.objects.get(), changes={"email": "ada.l@example.com"})

    assert_powerless(client, strangers, ada)
    assert acts(client, link(ada, "Ada.L@example.com"))
