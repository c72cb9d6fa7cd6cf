from __future__ import annotations

from typing import Any

import pytest
from django.db import DataError

from applicants.importing import writing
from applicants.models import Applicant
from employers.models import Employer
from tests.factories.applicants import ApplicantFactory


def test_somebody_added_meanwhile_is_found_at_the_next_look(scope: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"name": "Ada", "email": "ada@example.com"}
    looks = iter([{}])
    look = writing._known
    ApplicantFactory(**values)
    monkeypatch.setattr(writing, "_known", lambda addresses: next(looks, None) or look(addresses))

    assert writing.write([values], on_existing="update", dry_run=False)["unchanged"] == 1


def test_batch_takes_the_same_queries_for_one_and_three(scope: Employer, django_assert_num_queries: Any) -> None:
    for number in (1, 3):
        batch = [{"name": "A", "email": f"{number}.{n}@example.com"} for n in range(number)]
        with django_assert_num_queries(6):
            writing.write(batch, on_existing="update", dry_run=False)


def test_batch_of_changes_takes_the_same_queries_for_one_and_three(
    scope: Employer, django_assert_num_queries: Any
) -> None:
    for number in (1, 3):
        known = [ApplicantFactory() for _ in range(number)]
        batch = [{"name": "New", "email": row.email, "headline": "x", "skills": ["y"]} for row in known]
        with django_assert_num_queries(5):
            counts = writing.write(batch, on_existing="update", dry_run=False)
        assert counts["updated"] == number


def test_new_row_is_stored_as_it_was_given(scope: Employer) -> None:
    values = {
        "name": 'Ad\u00e4 "\\ \U0001f600',
        "email": "Ada@example.com",
        "phone": "+4930901820",
        "location": "NULL",
        "headline": "{a,b}",
        "links": [{"label": "x", "url": "https://x.example/?a=%s"}],
        "skills": ["C++", 'say "hi"', "a,b", "NULL", "{}"],
        "languages": ["de-AT"],
        "tags": [],
    }

    writing.write([values], on_existing="update", dry_run=False)

    row = Applicant.objects.get()
    assert {name: getattr(row, name) for name in values} == values
    assert (row.employer_id, row.consent, row.updated_at) == (scope.pk, {}, row.created_at)
    assert row.cv_id is row.user_id is row.merged_into_id is row.erased_at is None


def test_too_long_text_is_refused_and_not_cut(scope: Employer) -> None:
    with pytest.raises(DataError):
        writing.write([{"name": "A" * 201, "email": "a@example.com"}], on_existing="update", dry_run=False)
