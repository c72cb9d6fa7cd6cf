"""Applicants, in the open scope."""

from __future__ import annotations

import factory

from applicants.models import Applicant
from hiretrack.tenancy import require_scope


class ApplicantFactory(factory.django.DjangoModelFactory[Applicant]):
    class Meta:
        model = Applicant

    employer_id = factory.LazyFunction(lambda: require_scope().employer_id)
    name = factory.Sequence(lambda n: f"Applicant {n}")
    email = factory.Sequence(lambda n: f"applicant{n}@example.com")
