from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from applications.choices import PublicStatus
from applications.models import Application
from applications.services import move
from employers.models import Employer
from hiretrack.portal import wording
from hiretrack.portal.views.tracking import steps
from hiretrack.tenancy import employer_scope
from tests.portal.conftest import Publish
from tests.portal.filling import ADA, send, text_of


@pytest.fixture
def link(client: Client, employer: Employer, publish: Publish) -> str:
    """The address of the status page of an application that was just sent."""
    thanks = client.get(send(client, publish(employer), ADA)["Location"])
    found = re.search(r'href="(/status/[^"]+)"', thanks.content.decode())
    assert found
    return found[1]


def moved(employer: Employer, *statuses: str) -> None:
    with employer_scope(employer.pk):
        application_id = Application.objects.get().pk
        for status in statuses:
            move(application_id=application_id, status=status)


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (["screening"], "Being read"),
        (["screening", "interview"], "The team would like to meet you"),
        (["rejected"], "Not this time"),
    ],
)
def test_status_follows_the_application(
    client: Client, employer: Employer, link: str, statuses: list[str], words: str
) -> None:
    moved(employer, *statuses)

    assert words in text_of(client.get(link))


def test_an_answer_ends_the_promise(client: Client, employer: Employer, link: str) -> None:
    assert "promises an answer by" in text_of(client.get(link))

    moved(employer, "rejected")

    assert "promises an answer by" not in text_of(client.get(link))


def test_someone_elses_repeat_learns_nothing(client: Client, employer: Employer, publish: Publish, link: str) -> None:
    with employer_scope(employer.pk):
        job = Application.objects.select_related("job").get().job
    moved(employer, "rejected")

    decoy = client.get(send(client, job, ADA)["Location"].replace("/applied/", "/status/"))

    assert "Your application has arrived" in text_of(decoy)


def test_every_status_has_words() -> None:
    assert set(wording.STATUSES) == set(PublicStatus.values)


@pytest.mark.parametrize("status", PublicStatus.values)
def test_steps_have_one_present(status: str) -> None:
    states: list[Any] = [step["state"] for step in steps(status)]

    assert states.count("now") == 1
    assert states == sorted(states, key=["done", "now", "later"].index)
