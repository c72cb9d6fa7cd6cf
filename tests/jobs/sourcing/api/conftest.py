from __future__ import annotations

import pytest

from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from jobs.sourcing.models import JobBoard
from tests.factories.sourcing import BoardFactory
from tests.fixtures import ApiClient, user_with


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)


@pytest.fixture
def candidate(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def me(api: ApiClient, candidate: User) -> ApiClient:
    """The candidate's client."""
    return api.as_user(candidate)


@pytest.fixture
def board(employer: Employer) -> JobBoard:
    """Closed to candidates."""
    with employer_scope(employer.pk):
        return BoardFactory.create()


@pytest.fixture
def open_board(employer: Employer) -> JobBoard:
    with employer_scope(employer.pk):
        return BoardFactory.create(open_to_candidates=True)
