from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import stamina

from applicants.models import EqualOpportunityAnswers, Profile, WorkExperience
from employers.models import Employer, User
from hiretrack.tenancy import person_scope
from tests.assistant.provider import ProviderServer, serving
from tests.fixtures import ApiClient, user_with
from tests.realtime.conftest import connect

KEY = "sk-ant-test-key"
__all__ = ["connect"]
"""Fixtures of others that these tests share."""


@pytest.fixture
def unset(settings: Any) -> None:
    """An installation without a key."""
    settings.ANTHROPIC_API_KEY = ""


@pytest.fixture
def server(settings: Any) -> Iterator[ProviderServer]:
    """The provider, and the installation's key for it. What is tried again is tried at once."""
    # Its many modules are loaded with the first draft: for the first time, that can take longer than a draft may.
    import anthropic.resources.messages  # noqa: F401

    with serving() as made:
        settings.ANTHROPIC_API_KEY, settings.ANTHROPIC_BASE_URL = KEY, made.url
        stamina.set_testing(True, attempts=3)
        yield made
        stamina.set_testing(False)


@pytest.fixture
def candidate(db: None) -> User:
    """Somebody whose every contact is written where it should not be."""
    user = user_with("applicant", None)
    User.objects.filter(pk=user.pk).update(name="Ada Lovelace")
    user.refresh_from_db()
    with person_scope(user.pk):
        Profile.objects.create(
            phone="+49 151 23456789",
            location="12 Secret Street",
            links=[{"label": "Site", "url": "https://ada.example"}],
            headline="Shift planner",
            summary="I am Ada Lovelace, ada@lovelace.example, 0151 23456789, linkedin.com/in/ada-lovelace. I plan.",
            skills=["Planning", "Excel"],
        )
        EqualOpportunityAnswers.objects.create(gender="woman-marker", disability="disability-marker")
        WorkExperience.objects.create(company="Nordlicht", position="Night planner", start_date="2019-06")
    return user


@pytest.fixture
def person(api: ApiClient, candidate: User) -> ApiClient:
    return api.as_user(candidate)


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)
