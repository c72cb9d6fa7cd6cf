"""Applying while signed in: what the account says stands in the form, to be changed."""

from __future__ import annotations

import pytest
from django.test import Client

from employers.models import Employer, User
from jobs.models import Job
from tests.factories.employers import CandidateFactory, UserFactory
from tests.factories.feed import profile
from tests.portal.conftest import Publish
from tests.portal.filling import address, send, text_of
from tests.portal.signed_in import signed_in

pytestmark = pytest.mark.django_db
NOTE = "Filled in from your account."


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


@pytest.fixture
def grace(db: None) -> User:
    user: User = CandidateFactory(name="Grace Hopper", email="grace@example.org")
    links = [{"label": "", "url": "https://grace.example"}, {"label": "", "url": "https://linkedin.com/in/grace"}]
    profile(user, phone="+4930901820", location="Berlin", links=links)
    return user


def test_account_fills_the_form(job: Job, grace: User) -> None:
    page = signed_in(grace).get(address(job))

    initial = page.context["form"].initial
    assert NOTE in text_of(page)
    assert (initial["name"], initial["email"], initial["location"]) == ("Grace Hopper", "grace@example.org", "Berlin")
    assert initial["phone"].replace(" ", "") == "+4930901820"
    assert initial["profile_link"] == "https://linkedin.com/in/grace"
    assert initial["website_link"] == "https://grace.example"
    assert "no-store" in page["Cache-Control"]


def test_account_without_a_profile_fills_what_it_knows(job: Job) -> None:
    page = signed_in(CandidateFactory(name="New Here")).get(address(job))

    assert page.context["form"].initial["name"] == "New Here"
    assert "phone" not in page.context["form"].initial


def test_what_was_typed_is_not_filled_over(job: Job, grace: User) -> None:
    page = send(signed_in(grace), job, {"step": "review", "name": "", "email": "other@example.org"})

    assert page.status_code == 422
    assert NOTE not in text_of(page)
    assert "grace@example.org" not in page.content.decode()


def test_recruiters_and_strangers_get_an_empty_form(client: Client, employer: Employer, job: Job) -> None:
    pages = [client.get(address(job)), signed_in(UserFactory(employer=employer)).get(address(job))]

    assert not any(NOTE in text_of(page) or "name" in page.context["form"].initial for page in pages)
