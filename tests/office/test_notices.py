"""The notification centre in the back office."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from applications.models import Application
from employers.models import Employer, User
from hiretrack.notifications.centre import News, notify, own
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def application(scope: Employer) -> Application:
    return ApplicationFactory(job=published_job(title="Welder"))


def told(user: User, about: Application) -> uuid.UUID:
    notify(News("application_created", uuid.uuid4(), about.pk), [user])
    return own(user.pk).order_by("-created_at", "-id")[0].pk


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_reading_one_leads_to_what_it_is_about(recruiter: User, application: Application) -> None:
    notice = told(recruiter, application)

    answer = as_user(recruiter).post(f"/admin/notifications/{notice}/read/")

    assert answer["Location"] == f"/admin/applications/application/{application.pk}/change/"
    assert not own(recruiter.pk, unread=True).exists()


def test_all_are_read_at_once(recruiter: User, application: Application) -> None:
    for _ in range(3):
        told(recruiter, application)

    as_user(recruiter).post("/admin/notifications/read/")

    assert not own(recruiter.pk, unread=True).exists()


def test_a_colleagues_notice_is_nobody_elses(recruiter: User, application: Application, employer: Employer) -> None:
    notice, colleague = told(recruiter, application), as_user(user_with("employer_admin", employer))

    assert colleague.post(f"/admin/notifications/{notice}/read/").status_code == 404
    assert "Welder" not in colleague.get("/admin/notifications/").content.decode()


def test_older_ones_follow_on_the_next_page(recruiter: User, application: Application, employer: Employer) -> None:
    with employer_scope(employer.pk):
        for _ in range(31):
            told(recruiter, application)
    client = as_user(recruiter)

    first = client.get("/admin/notifications/")
    second = client.get("/admin/notifications/", {"before": first.context["more"]})

    assert [len(page.context["news"]) for page in (first, second)] == [30, 1]
