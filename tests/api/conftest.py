from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from employers.models import Employer
from tests.fixtures import ApiClient


class ThingClient(ApiClient):
    """Calls the test views; `acting("recruiter", employer)` needs no account."""

    def acting(self, role: str, employer: Employer | None = None, scope: str = "") -> ThingClient:
        client = ThingClient(raise_request_exception=False)
        client.token = f"{role}:{employer.pk if employer else ''}" + (f"/{scope}" if scope else "")
        return client

    def raw(self, method: str, path: str, body: bytes, **headers: str) -> Any:
        """A request exactly as given: no key, no content type of its own."""
        content_type = headers.pop("content_type", "application/json")
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return Client.generic(self, method, path, body, content_type, headers=headers)


@pytest.fixture
def things(db: None, settings: Any) -> ThingClient:
    """An anonymous client of the test views."""
    settings.ROOT_URLCONF = "tests.api.urls"
    return ThingClient(raise_request_exception=False)


@pytest.fixture
def recruiter(things: ThingClient, employer: Employer) -> ThingClient:
    return things.acting("recruiter", employer)


def key() -> str:
    return uuid.uuid4().hex
