from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.services import create_job, publish_job

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
