from __future__ import annotations

import pytest

from employers.models import User
from tests.fixtures import ApiClient, user_with


@pytest.fixture
def candidate(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def me(api: ApiClient, candidate: User) -> ApiClient:
    """The candidate's own client."""
    return api.as_user(candidate)


@pytest.fixture
def stranger(api: ApiClient) -> ApiClient:
    """Another candidate's."""
    return api.as_role("applicant")
