"""Applications and what they need, in the open scope; and what a visitor sends."""

from __future__ import annotations

import base64
import json
from typing import Any

import altcha
import factory
from django.utils import timezone

from applications.models import Application
from hiretrack.tenancy import require_scope
from jobs.choices import JobStatus
from jobs.models import Job
from tests.factories.applicants import ApplicantFactory

QUESTION = {
    "id": "permit",
    "type": "boolean",
    "label": "May you work here?",
    "required": True,
    "options": [],
    "knockout": {"operator": "equals", "value": False},
}


def published_job(**given: Any) -> Job:
    """A published job of the open scope's employer."""
    fields = {"title": "Data engineer", "status": JobStatus.PUBLISHED, "published_at": timezone.now()}
    return Job.objects.create(employer_id=require_scope().employer_id, **{**fields, **given})


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    class Meta:
        model = Application

    employer_id = factory.LazyFunction(lambda: require_scope().employer_id)
    job = factory.LazyFunction(published_job)
    applicant = factory.SubFactory(ApplicantFactory)
    notes = "for recruiters only"


def body(**more: Any) -> dict[str, Any]:
    """What a form sends to apply."""
    return {"name": "Ada Lovelace", "email": "ada@example.com", **more}


def solved(challenge: dict[str, Any]) -> str:
    """The answer to a challenge of GET /v1/public/captcha."""
    found = altcha.solve_challenge(challenge["challenge"], challenge["salt"], challenge["algorithm"])
    assert found is not None
    answer = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**answer, "number": found.number}).encode()).decode()
