from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.utils import timezone

from employers.models import Employer
from hiretrack.tenancy import CrossTenantWrite, ScopeMissing, all_tenants, employer_scope, person_scope, public_scope
from jobs.models import Job


@pytest.fixture
def two_jobs(employer: Employer, other_employer: Employer) -> tuple[Job, Job]:
    with employer_scope(employer.pk):
        ours = Job.objects.create(title="Ours")
    with employer_scope(other_employer.pk):
        theirs = Job.objects.create(title="Theirs")
    return ours, theirs


def test_manager_without_scope_refuses_to_read(two_jobs: tuple[Job, Job]) -> None:
    for ask in (
        Job.objects.count,
        Job.objects.first,
        Job.objects.filter(title="Ours").exists,
        lambda: list(Job.objects.all()),
    ):
        with pytest.raises(ScopeMissing):
            ask()


def test_manager_without_scope_matches_nothing_as_subquery(two_jobs: tuple[Job, Job]) -> None:
    outside = Job.objects.all()

    with all_tenants(reason="test"):
        assert not Job.objects.filter(pk__in=outside.values("pk")).exists()


def test_manager_shows_own_rows_only(two_jobs: tuple[Job, Job], employer: Employer) -> None:
    ours, theirs = two_jobs

    with employer_scope(employer.pk):
        assert list(Job.objects.all()) == [ours]
        assert not Job.objects.filter(pk=theirs.pk).exists()


def test_nested_scope_gives_the_outer_one_back(
    two_jobs: tuple[Job, Job], employer: Employer, other_employer: Employer
) -> None:
    with employer_scope(employer.pk):
        with employer_scope(other_employer.pk):
            assert Job.objects.get() == two_jobs[1]
        assert Job.objects.get() == two_jobs[0]
        assert Job._base_manager.get() == two_jobs[0]


def test_failed_nested_scope_gives_the_outer_one_back(
    two_jobs: tuple[Job, Job], employer: Employer, other_employer: Employer
) -> None:
    with employer_scope(employer.pk):
        with pytest.raises(ValueError, match="boom"), employer_scope(other_employer.pk):
            raise ValueError("boom")
        assert Job._base_manager.get() == two_jobs[0]


def test_save_into_another_employer_is_refused(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(employer.pk), pytest.raises(CrossTenantWrite):
        Job.objects.create(title="x", employer=other_employer)


def test_bulk_create_into_another_employer_is_refused(employer: Employer, other_employer: Employer) -> None:
    with employer_scope(employer.pk), pytest.raises(CrossTenantWrite):
        Job.objects.bulk_create([Job(title="x"), Job(title="y", employer=other_employer)])


def test_update_of_the_employer_is_refused(
    two_jobs: tuple[Job, Job], employer: Employer, other_employer: Employer
) -> None:
    with employer_scope(employer.pk), pytest.raises(CrossTenantWrite):
        Job.objects.update(employer=other_employer)


def test_loaded_row_cannot_be_saved_or_deleted_in_another_scope(two_jobs: tuple[Job, Job], employer: Employer) -> None:
    with employer_scope(employer.pk):
        for write in (two_jobs[1].save, two_jobs[1].delete):
            with pytest.raises(CrossTenantWrite):
                write()


@pytest.mark.parametrize("opened", [public_scope, lambda: person_scope(Employer().pk)])
def test_reading_scopes_refuse_to_write(opened: object, employer: Employer) -> None:
    with opened(), pytest.raises(CrossTenantWrite):  # type: ignore[operator]
        Job.objects.create(title="x", employer=employer)


def test_public_scope_shows_published_rows_only(two_jobs: tuple[Job, Job], employer: Employer) -> None:
    with employer_scope(employer.pk):
        Job.objects.update(status="published", published_at=timezone.now())

    with public_scope():
        assert list(Job.objects.all()) == [two_jobs[0]]
        assert list(Job._base_manager.all()) == [two_jobs[0]]


def test_raw_sql_without_scope_sees_nothing(two_jobs: tuple[Job, Job]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM jobs_job")
        assert cursor.fetchone() == (0,)


def test_raw_sql_sees_own_rows_only(two_jobs: tuple[Job, Job], employer: Employer) -> None:
    with employer_scope(employer.pk), connection.cursor() as cursor:
        cursor.execute("SELECT title FROM jobs_job")
        assert cursor.fetchall() == [("Ours",)]


def test_raw_sql_update_and_delete_do_not_reach_another_employer(two_jobs: tuple[Job, Job], employer: Employer) -> None:
    with employer_scope(employer.pk), connection.cursor() as cursor:
        for statement in ("UPDATE jobs_job SET title = 'x' WHERE id = %s", "DELETE FROM jobs_job WHERE id = %s"):
            cursor.execute(statement, [two_jobs[1].pk])
            assert cursor.rowcount == 0


def test_raw_sql_insert_for_another_employer_is_refused(
    two_jobs: tuple[Job, Job], employer: Employer, other_employer: Employer
) -> None:
    with (
        employer_scope(employer.pk),
        connection.cursor() as cursor,
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
    ):
        cursor.execute("UPDATE jobs_job SET employer_id = %s WHERE id = %s", [other_employer.pk, two_jobs[0].pk])


@pytest.mark.django_db(transaction=True)
def test_scope_ends_with_its_transaction(two_jobs: tuple[Job, Job], employer: Employer) -> None:
    with employer_scope(employer.pk):
        pass

    assert not Job._base_manager.exists()


def test_application_role_is_a_plain_one(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)


def test_application_role_cannot_switch_policies_off(db: None) -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="must be owner"), transaction.atomic():
        cursor.execute("ALTER TABLE jobs_job DISABLE ROW LEVEL SECURITY")
