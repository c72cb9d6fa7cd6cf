"""Rows of one person: theirs to read and write, and nobody else's to see, in SQL as through the managers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection, transaction

from applicants.models import Education, Profile, TrackedApplication
from employers.models import Employer, User
from hiretrack.tenancy import (
    CrossTenantWrite,
    ScopeMissing,
    all_tenants,
    employer_scope,
    person_scope,
    public_scope,
)
from hiretrack.tenancy.people import PersonModel
from hiretrack.tenancy.rows import TenantModel
from tests.factories.people import Rows, own_rows
from tests.fixtures import user_with
from tests.test_house import person_models

Opened = Callable[[User, Employer], AbstractContextManager[Any]]
OTHERS: dict[str, Opened] = {
    "another person": lambda other, _: person_scope(other.pk),
    "an employer": lambda _, employer: employer_scope(employer.pk),
    "the public": lambda *_: public_scope(),
}


@pytest.fixture
def owner(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def other(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def rows(owner: User) -> Rows:
    return own_rows(owner.pk, "secret")


def raw_count(model: type[PersonModel]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        return cursor.fetchone()[0]


def test_every_kind_of_row_is_tried(rows: Rows) -> None:
    assert set(rows) == set(person_models())


@pytest.mark.parametrize("model", person_models(), ids=lambda model: model.__name__)
@pytest.mark.parametrize("who", list(OTHERS))
def test_row_is_invisible_to_others(
    rows: Rows, other: User, employer: Employer, model: type[PersonModel], who: str
) -> None:
    with OTHERS[who](other, employer):
        assert raw_count(model) == 0
        assert not model.objects.exists()
        assert not model._base_manager.exists()


@pytest.mark.parametrize("model", person_models(), ids=lambda model: model.__name__)
def test_row_is_its_owner_s(rows: Rows, owner: User, model: type[PersonModel]) -> None:
    with person_scope(owner.pk):
        assert raw_count(model) == model.objects.count() == 1
    with all_tenants(reason="test"):
        assert model.objects.get() == rows[model]


@pytest.mark.parametrize("model", person_models(), ids=lambda model: model.__name__)
def test_raw_sql_of_others_changes_nothing(rows: Rows, other: User, model: type[PersonModel]) -> None:
    table = model._meta.db_table
    with person_scope(other.pk), connection.cursor() as cursor:
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            cursor.execute(statement)
            assert cursor.rowcount == 0


def test_raw_sql_gives_no_row_away(rows: Rows, owner: User, other: User) -> None:
    with (
        person_scope(owner.pk),
        connection.cursor() as cursor,
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
    ):
        cursor.execute("UPDATE applicants_education SET user_id = %s", [other.pk])


def test_raw_sql_without_scope_sees_nothing(rows: Rows) -> None:
    assert [raw_count(model) for model in person_models()] == [0] * len(person_models())


def test_manager_without_scope_refuses(rows: Rows) -> None:
    for ask in (Profile.objects.count, Profile.objects.first, lambda: list(Profile.objects.all())):
        with pytest.raises(ScopeMissing):
            ask()


def test_row_is_written_in_its_owner_s_scope_alone(rows: Rows, owner: User, other: User, employer: Employer) -> None:
    for opened in OTHERS.values():
        with opened(other, employer), pytest.raises(CrossTenantWrite):
            rows[Education].save()
    with person_scope(owner.pk):
        rows[Education].save()


def test_new_row_is_the_scope_s_person_s(owner: User, other: User, employer: Employer) -> None:
    with person_scope(owner.pk):
        assert TrackedApplication.objects.create(company="x", title="y").user_id == owner.pk
        with pytest.raises(CrossTenantWrite):
            TrackedApplication.objects.create(company="x", title="y", user=other)
    with employer_scope(employer.pk), pytest.raises(CrossTenantWrite):
        TrackedApplication.objects.create(company="x", title="y")


def test_no_row_of_a_person_keeps_an_employer_from_deleting(db: None) -> None:
    """In the employer's scope Django does not see it, so that PostgreSQL must take it along (`GoesWithParent`)."""
    left = []
    with connection.cursor() as cursor:
        for model in person_models():
            for field in model._meta.concrete_fields:
                # A person's uploads are no employer's, and no employer's scope deletes them.
                if field.is_relation and issubclass(field.related_model, TenantModel) and field.name != "resume":
                    cursor.execute(
                        "SELECT bool_and(confdeltype IN ('c', 'n')) FROM pg_constraint c JOIN pg_attribute a"
                        " ON a.attrelid = conrelid AND a.attnum = ANY(conkey)"
                        " WHERE contype = 'f' AND conrelid = %s::regclass AND attname = %s",
                        [model._meta.db_table, field.column],
                    )
                    left += [] if cursor.fetchone()[0] else [f"{model._meta.label}.{field.name}"]

    assert not left
