"""Employers, their users and keys."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone

from employers.choices import Role
from employers.models import Employer, User

PASSWORD = "correct horse battery"


class EmployerFactory(factory.django.DjangoModelFactory[Employer]):
    class Meta:
        model = Employer

    name = factory.Sequence(lambda n: f"Employer {n}")
    slug = factory.Sequence(lambda n: f"employer-{n}")


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A recruiter of a new employer, who signs in with `PASSWORD`."""

    class Meta:
        model = User

    employer = factory.SubFactory(EmployerFactory)
    name = factory.Sequence(lambda n: f"User {n}")
    email = factory.Sequence(lambda n: f"user{n}@example.com")
    email_verified_at = factory.LazyFunction(timezone.now)
    roles = factory.LazyFunction(lambda: [Role.RECRUITER])
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, **kwargs)


class EmployerAdminFactory(UserFactory):
    roles = factory.LazyFunction(lambda: [Role.EMPLOYER_ADMIN])


class CandidateFactory(UserFactory):
    employer = None
    roles = factory.LazyFunction(lambda: [Role.APPLICANT])


class PlatformAdminFactory(UserFactory):
    employer = None
    roles = factory.LazyFunction(list)
    is_superuser = True
