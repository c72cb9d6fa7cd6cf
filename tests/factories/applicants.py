"""Applicants, in the open scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import factory

from applicants.models import Applicant, SavedSearch
from employers.models import User
from hiretrack.tenancy import require_scope

if TYPE_CHECKING:
    from tests.api.foreign import Made, Neighbour


class ApplicantFactory(factory.django.DjangoModelFactory[Applicant]):
    class Meta:
        model = Applicant

    employer_id = factory.LazyFunction(lambda: require_scope().employer_id)
    name = factory.Sequence(lambda n: f"Applicant {n}")
    email = factory.Sequence(lambda n: f"applicant{n}@example.com")


def saved_search(owner: User, name: str = "Engineers", *, is_shared: bool = False, **query: object) -> SavedSearch:
    row = SavedSearch(owner=owner, name=name, query=query or {"q": "engineer"}, is_shared=is_shared)
    row.save()
    return row


def foreign(neighbour: Neighbour) -> Made:
    """A shared search of the other employer."""
    from tests.api.foreign import SECRET

    return {"savedSearchId": saved_search(neighbour.owner, SECRET, is_shared=True, q=SECRET).pk}
