from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from employers.models import Employer, User
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.services import create_job, publish_job
from tests.factories.employers import CandidateFactory
from tests.portal.signed_in import signed_in

Publish = Callable[..., Job]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "permit", "type": "boolean", "label": "May you work in the EU?", "required": True},
    {"id": "years", "type": "number", "label": "Years of experience", "required": False},
    {"id": "tools", "type": "multiple_choice", "label": "Your tools", "required": False, "options": ["Python", "Go"]},
]


def draft(employer: Employer, **fields: Any) -> Job:
    given = {
        "title": "Data Engineer",
        "description_md": "Build **pipelines** that other people trust.",
        "location": "Berlin",
        "country": "DE",
    }
    with employer_scope(employer.pk):
        return create_job(**given | fields)


@pytest.fixture
def publish(db: None) -> Publish:
    """`publish(employer, title=…)` makes a published job."""

    def published(employer: Employer, **fields: Any) -> Job:
        with employer_scope(employer.pk):
            return publish_job(job_id=draft(employer, **fields).pk)

    return published


@pytest.fixture
def ada(db: None) -> User:
    """A candidate with an account of their own."""
    user: User = CandidateFactory(email="ada@example.com", name="Ada Lovelace")
    return user


@pytest.fixture
def me(ada: User) -> Client:
    """Ada, signed in."""
    return signed_in(ada)
