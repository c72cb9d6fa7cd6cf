"""Jobs of the open scope's employer, complete enough to be published."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone

from jobs.choices import JobStatus
from jobs.models import Job


class JobFactory(factory.django.DjangoModelFactory[Job]):
    """A draft."""

    class Meta:
        model = Job

    title = factory.Sequence(lambda n: f"Engineer {n}")
    description_md = "You build **things** that last."
    department = "Engineering"
    location = "Berlin"
    country = "DE"


class PublishedJobFactory(JobFactory):
    status = JobStatus.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class ClosedJobFactory(PublishedJobFactory):
    status = JobStatus.CLOSED
    closed_at = factory.LazyFunction(timezone.now)


def question(**given: Any) -> dict[str, Any]:
    """A required yes-or-no question whose "no" knocks out."""
    knockout = {"operator": "equals", "value": False}
    base = {"id": "permit", "type": "boolean", "label": "May you work here?", "required": True, "options": []}
    return {**base, "knockout": knockout, **given}
