"""Pages speak the visitor's language, the API English."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from applicants.person import Person, checked
from employers.models import Employer, User
from hiretrack.errors import Invalid
from tests.fixtures import ApiClient, user_with

pytestmark = pytest.mark.django_db
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_user(user_with("recruiter", employer))


def details(answer: Any) -> list[str]:
    problem = answer.json()
    return [problem["detail"], *(one["detail"] for one in problem["errors"])]


@pytest.mark.parametrize(
    "body",
    [{"title": ""}, {"title": "x", "country": "ZZ"}, {"title": "x", "salary_min": "-1"}, {"title": 7, "none": 1}, {}],
)
def test_refusals_are_the_same_whichever_language_is_asked_for(recruiter: ApiClient, body: dict[str, Any]) -> None:
    asked, german = recruiter.post("/v1/jobs", body), recruiter.post("/v1/jobs", body, headers=GERMAN)

    assert details(german) == details(asked)
    assert (german.status_code, german["Content-Language"]) == (asked.status_code, "en")


def test_refusals_of_the_same_service_follow_the_page() -> None:
    person = Person(name="Ada " * 100, email="ada@example.com")

    with override("de"), pytest.raises(Invalid) as refused:
        checked(person)

    assert [one.detail for one in refused.value.errors] == ["Höchstens 200 Zeichen."]


def test_sentences_for_people_follow_the_language(recruiter: ApiClient) -> None:
    path = "/v1/me/notification-preferences"

    english, german = recruiter.get(path), recruiter.get(path, headers=GERMAN)

    assert english.json()["items"][0]["title"] != german.json()["items"][0]["title"]
    assert (english["Content-Language"], german["Content-Language"]) == ("en", "de")


@pytest.mark.parametrize(("headers", "language"), [(GERMAN, "de"), ({}, "")])
def test_mails_are_written_in_the_language_that_was_asked_for(
    api: ApiClient, headers: dict[str, str], language: str
) -> None:
    body = {"email": "ada@example.com", "password": "correct horse battery", "name": "Ada"}

    api.post("/v1/auth/register", body, headers=headers)

    assert User.objects.get().language == language
