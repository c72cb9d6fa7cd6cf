"""The page with the jobs that fit a candidate, and its door."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from jobs.sourcing.models import Listing
from shortlists.services import mark_people
from tests.factories.employers import UserFactory
from tests.factories.feed import computed, profile
from tests.factories.sourcing import BoardFactory, ListingFactory
from tests.portal.conftest import Publish

pytestmark = pytest.mark.django_db
PAGE, DOOR = "/account/matches/", "/account/sign-in/"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def ada(db: None) -> User:
    user: User = UserFactory(employer=None, roles=["applicant"], email="ada@example.com")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def page(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


def enter(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post(DOOR, {"email": email, "password": password})


def test_stranger_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get(PAGE)

    assert (answer.status_code, answer["Location"]) == (302, f"{DOOR}?next={PAGE}")
    assert client.get(DOOR).status_code == 200


def test_candidate_comes_in_and_leaves(client: Client, ada: User) -> None:
    assert enter(client, ada.email)["Location"] == PAGE
    assert client.get(PAGE).status_code == 200
    assert client.get(DOOR)["Location"] == PAGE

    client.post("/account/sign-out/")
    assert client.get(PAGE).status_code == 302


def test_wrong_password_and_other_people_are_told_the_same(client: Client, employer: Employer, ada: User) -> None:
    staff = UserFactory(employer=employer, email="staff@example.com")
    staff.set_password(PASSWORD)
    staff.save()
    answers = [enter(client, ada.email, "wrong"), enter(client, staff.email), enter(client, "nobody@example.com")]

    assert {answer.status_code for answer in answers} == {422}
    assert all("do not match" in answer.content.decode() for answer in answers)
    assert client.get(PAGE).status_code == 302


def test_recruiter_s_session_has_no_such_page(client: Client, employer: Employer) -> None:
    client.force_login(UserFactory(employer=employer))

    assert client.get(PAGE)["Location"] == f"{DOOR}?next={PAGE}"


def test_jobs_are_listed_with_their_reasons(page: Client, ada: User, employer: Employer, publish: Publish) -> None:
    job = publish(employer, title="Data Engineer", tags=["Python", "Kubernetes"])
    profile(ada)
    computed()
    text = page.get(PAGE).content.decode()

    assert f'href="/jobs/{job.pk}/data-engineer"' in text
    for said in ("In your town", "Fits your title “Data Engineer”", "You bring: Python", "Kubernetes"):
        assert said in text


def test_listings_lead_elsewhere(page: Client, ada: User, employer: Employer) -> None:
    with employer_scope(employer.pk):
        listing: Listing = ListingFactory(title="Data <b>Engineer", board=BoardFactory(open_to_candidates=True))
    profile(ada)
    computed()
    text = page.get(PAGE).content.decode()

    assert f'href="{listing.url}" rel="noopener noreferrer nofollow"' in text
    assert "Data &lt;b&gt;Engineer" in text


def test_empty_page_says_what_to_do(page: Client, ada: User) -> None:
    assert "Tell us what you are looking for" in page.get(PAGE).content.decode()
    profile(ada)
    assert "One moment" in page.get(PAGE).content.decode()
    computed()
    assert "Nothing for you right now" in page.get(PAGE).content.decode()


def test_what_does_not_fit_is_not_listed(page: Client, ada: User, employer: Employer, publish: Publish) -> None:
    publish(employer, title="Head Chef", tags=["Cooking"], location="Vienna", country="AT")
    profile(ada)
    computed()

    assert "Nothing for you right now" in page.get(PAGE).content.decode()


def test_change_is_told_beside_the_old_list(page: Client, ada: User, employer: Employer, publish: Publish) -> None:
    publish(employer, title="Data Engineer")
    profile(ada)
    computed()
    mark_people([ada.pk])
    text = page.get(PAGE).content.decode()

    assert "has just changed" in text
    assert "Data Engineer" in text


def test_page_is_kept_nowhere(page: Client) -> None:
    answer = page.get(PAGE)

    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_statements_do_not_grow_with_the_list(
    page: Client, ada: User, employer: Employer, publish: Publish, django_assert_max_num_queries: Any
) -> None:
    def asked(jobs: int) -> int:
        for _ in range(jobs):
            publish(employer, title="Data Engineer")
        computed()
        with django_assert_max_num_queries(20) as counted:
            assert page.get(PAGE).status_code == 200
        return len(counted)

    profile(ada)
    assert asked(1) == asked(2)
