from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import override_settings

from employers.models import Employer
from hiretrack.tenancy import employer_scope, public_scope
from jobs.queries import taxonomy
from tests.factories.jobs import JobFactory, PublishedJobFactory

NOWHERE = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


@pytest.fixture
def openings(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(employer.pk):
        PublishedJobFactory.create(tags=["Go", "SQL"], languages=["en"], department="Data")
        PublishedJobFactory.create(tags=["SQL"], languages=["en", "de"], department="", location="Wien")
        JobFactory.create(tags=["Secret"], department="Secret", location="Secret", languages=["xx"])
    with employer_scope(other_employer.pk):
        PublishedJobFactory.create(tags=["SQL"], department="Data", location="Wien")


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("departments", [("Data", 2)]),
        ("languages", [("en", 2), ("de", 1)]),
        ("locations", [("Wien", 2), ("Berlin", 1)]),
        ("skills", [("SQL", 3), ("Go", 1)]),
    ],
)
def test_terms_count_published_jobs(openings: None, kind: str, terms: list[tuple[str, int]]) -> None:
    with public_scope():
        assert [(row["value"], row["jobs"]) for row in taxonomy(kind)] == terms


def test_terms_of_one_employer(openings: None) -> None:
    with public_scope():
        assert taxonomy("skills", employer="globex") == [{"value": "SQL", "jobs": 1}]
        assert taxonomy("skills", employer="nobody") == []


def test_terms_are_kept_for_a_while(openings: None, employer: Employer) -> None:
    with public_scope():
        before = taxonomy("skills")
    with employer_scope(employer.pk):
        PublishedJobFactory.create(tags=["Rust"])

    with public_scope():
        assert taxonomy("skills") == before
        cache.delete_pattern("*")
        assert len(taxonomy("skills")) == len(before) + 1


def test_terms_are_counted_without_redis(openings: None) -> None:
    with override_settings(CACHES=NOWHERE), public_scope():
        assert taxonomy("departments") == [{"value": "Data", "jobs": 2}]
