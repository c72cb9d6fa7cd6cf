"""Fixtures that every app's tests share: two employers, people in every role, and a JSON client for them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from employers.models import Employer, User
from employers.tokens import signing
from hiretrack.api import throttling
from hiretrack.tenancy import employer_scope
from tests.openid_provider import OpenIDProvider

PASSWORD = "correct horse battery"


@pytest.fixture
def employer(db: None) -> Employer:
    return Employer.objects.create(name="Acme", slug="acme")


@pytest.fixture
def other_employer(db: None) -> Employer:
    return Employer.objects.create(name="Globex", slug="globex")


@pytest.fixture
def scope(employer: Employer) -> Iterator[Employer]:
    """The test body runs inside `employer`'s scope."""
    with employer_scope(employer.pk):
        yield employer


@pytest.fixture(autouse=True)
def own_language() -> None:
    """A request leaves its language behind in the thread, until the next one brings its own."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    # Where a test has taken Redis away, the next one would be refused for a second.
    throttling.breaker.closed_again_at = 0.0
    # Not `clear`: that empties the whole server, other test processes' keys and queues included.
    cache.delete_pattern("*")
    signing.forget()


def user_with(role: str, employer: Employer | None) -> User:
    """A user in `role`: a back-office role at `employer`, `applicant` (with a proven address), or `platform`."""
    email = f"{role}.{uuid.uuid4().hex[:8]}@example.com"
    if role == "platform":
        return User.objects.create_superuser(email, PASSWORD, name="Platform Admin")
    home, proven = (None, timezone.now()) if role == "applicant" else (employer, None)
    return User.objects.create_user(
        email, PASSWORD, name=role.title(), employer=home, roles=[role], email_verified_at=proven
    )


class ApiClient(Client):
    """Django's client speaking JSON: `api.post("/v1/jobs", {...})`, with an Idempotency-Key on each POST."""

    token: str = ""

    def as_role(self, role: str, employer: Employer | None = None) -> ApiClient:
        return self.as_user(user_with(role, employer))

    def as_user(self, user: User) -> ApiClient:
        from employers.tokens import issue_pair

        client = ApiClient(raise_request_exception=False)
        client.token = issue_pair(user).access
        return client

    def generic(
        self, method: str, path: str, data: Any = "", content_type: str = "application/json", **extra: Any
    ) -> Any:
        if isinstance(data, dict | list):
            data = json.dumps(data)
        headers = dict(extra.pop("headers", None) or {})
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        if method == "POST":
            headers.setdefault("Idempotency-Key", uuid.uuid4().hex)
        return super().generic(method, path, data, content_type, headers=headers, **extra)

    def post(self, path: str, data: Any = None, **extra: Any) -> HttpResponse:  # type: ignore[override]
        return self.generic("POST", path, {} if data is None else data, **extra)

    def patch(self, path: str, data: Any = None, **extra: Any) -> HttpResponse:  # type: ignore[override]
        return self.generic("PATCH", path, {} if data is None else data, **extra)

    def put(self, path: str, data: Any = None, **extra: Any) -> HttpResponse:  # type: ignore[override]
        return self.generic("PUT", path, {} if data is None else data, **extra)


@pytest.fixture
def api(db: None) -> ApiClient:
    """An anonymous API client; `api.as_role("recruiter", employer)` signs one in."""
    return ApiClient(raise_request_exception=False)


@pytest.fixture
def elsewhere(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenIDProvider]:
    """A provider on this machine that signs candidates in, as `acme`."""
    from employers.federation import discovery, wire

    # A busy machine does not make it one that is away.
    monkeypatch.setattr(wire, "SECONDS", 60.0)
    made = OpenIDProvider()
    settings.SIGN_IN_PROVIDERS = [made.settings()]
    yield made
    made.stop()
    discovery.forget()
