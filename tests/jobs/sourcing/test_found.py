"""The views that the search reads past the policies hold what the scope may see, and nothing can be written through."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from django.db import connection

from employers.models import Employer
from hiretrack.tenancy import all_tenants, employer_scope, person_scope, public_scope
from jobs.sourcing.found import FoundListing, OpenListing
from jobs.sourcing.models import Listing
from tests.factories.sourcing import BoardFactory, ListingFactory

VIEWS = ("listings_found", "listings_open")


@pytest.fixture
def two(employer: Employer, other_employer: Employer) -> None:
    """A listing on a closed board, one on an open board and a hidden one, at both employers."""
    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            closed, opened = BoardFactory(), BoardFactory(open_to_candidates=True)
            ListingFactory(board=closed, title=f"{owner.slug} closed")
            ListingFactory(board=opened, title=f"{owner.slug} open")
            ListingFactory(board=opened, title=f"{owner.slug} hidden", is_hidden=True)


def titles(view: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT title FROM {view}")
        return {title for (title,) in cursor.fetchall()}


Opened = Callable[[Employer], AbstractContextManager[Any]]
SEES: dict[str, tuple[Opened, set[str], set[str]]] = {
    "employer": (lambda own: employer_scope(own.pk), {"acme closed", "acme open", "acme hidden"}, set()),
    "person": (lambda _: person_scope(uuid.uuid4()), set(), {"acme open", "globex open"}),
    "public": (lambda _: public_scope(), set(), set()),
    "all": (lambda _: all_tenants(reason="test"), set(), set()),
    "none": (lambda _: nullcontext(), set(), set()),
}


@pytest.mark.parametrize("scope", SEES)
def test_views_hold_what_the_scope_may_see(scope: str, two: None, employer: Employer) -> None:
    opened, found, open_ones = SEES[scope]

    with opened(employer):
        assert [titles(view) for view in VIEWS] == [found, open_ones]


def test_candidate_that_names_an_employer_sees_no_more(two: None, employer: Employer) -> None:
    with person_scope(uuid.uuid4()), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.employer_id', %s, true)", [str(employer.pk)])

        assert titles("listings_found") == set()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("person", [False, True])
def test_nothing_is_written_through_a_view(view: str, person: bool, two: None, employer: Employer) -> None:
    with person_scope(uuid.uuid4()) if person else employer_scope(employer.pk), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {view} SET title = 'changed'")
        cursor.execute(f"DELETE FROM {view}")

    with all_tenants(reason="test"):
        assert Listing.objects.exclude(title="changed").count() == 6


@pytest.mark.parametrize("model", [FoundListing, OpenListing])
def test_view_has_the_columns_of_the_table(model: Any, two: None, employer: Employer) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    scope = employer_scope(employer.pk) if model is FoundListing else person_scope(uuid.uuid4())

    with scope:
        seen = model.objects.values(*names).order_by("pk").first()
        assert seen == Listing.objects.filter(pk=seen["id"]).values(*names).get()
