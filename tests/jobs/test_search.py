"""What a query finds, and what the public's way past the policies must never show."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from employers.models import Employer
from hiretrack.tenancy import ScopeMissing, employer_scope, public_scope
from jobs.models import Job, PublishedJob
from jobs.queries import PublicFilter, is_closed, public_jobs
from tests import databases
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory

SECRET = "Zweigniederlassung"


def titles(q: str, *, similar: bool = False) -> set[str]:
    with public_scope():
        return {row["title"] for row in public_jobs(PublicFilter(q=q), similar=similar)}


@pytest.fixture
def openings(employer: Employer) -> None:
    with employer_scope(employer.pk):
        for title, description in (
            ("Data Engineer", "International team, internal tools."),
            ("Data Engineer Intern", "Learn with us."),
            ("Engineer of Data Centres", "Cooling and power."),
            ("C++ Developer", "node.js is not for you"),
            ("IT Manager", "Café in Zürich, companies and processes."),
            ("Head of Data", "You lead."),
        ):
            PublishedJobFactory.create(title=title, description_md=description)


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ('"data engineer"', {"Data Engineer", "Data Engineer Intern"}),
        ('"data engineer" -intern', {"Data Engineer"}),
        ("data engineer", {"Data Engineer", "Data Engineer Intern", "Engineer of Data Centres"}),
        ("engineers", {"Data Engineer", "Data Engineer Intern", "Engineer of Data Centres"}),
        ("cooling OR learn", {"Engineer of Data Centres", "Data Engineer Intern"}),
        ("c++", {"C++ Developer"}),
        ("c", set()),
        ("node.js", {"C++ Developer"}),
        ("it", {"IT Manager"}),
        ("cafe zurich", {"IT Manager"}),
        ("CAFÉ", {"IT Manager"}),
        ("company process", {"IT Manager"}),
        ("head in the data", {"Head of Data"}),
        ('"head of data"', {"Head of Data"}),
        ('"unbalanced', set()),
        ("-", set()),
        ("& | ! ( ) :* <->", set()),
        ("'; DROP TABLE jobs_job; --", set()),
    ],
)
def test_query_finds(openings: None, q: str, found: set[str]) -> None:
    assert titles(q) == found


def test_misspelt_query_finds_similar_titles(openings: None) -> None:
    assert titles("data enginer") == set()
    assert "Data Engineer" in titles("data enginer", similar=True)


def test_misspelt_query_keeps_its_exclusions(openings: None) -> None:
    found = titles('"data enginer" -intern', similar=True)

    assert "Data Engineer" in found
    assert "Data Engineer Intern" not in found


@pytest.fixture
def unpublished(employer: Employer, other_employer: Employer) -> list[uuid.UUID]:
    made = []
    for owner in (employer, other_employer):
        with employer_scope(owner.pk):
            made += [JobFactory.create(title=SECRET).pk, ClosedJobFactory.create(title=SECRET).pk]
    return made


def test_unpublished_jobs_are_not_in_the_public_view(unpublished: list[uuid.UUID], employer: Employer) -> None:
    with employer_scope(employer.pk):
        assert not PublishedJob.objects.exists()
    with public_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM jobs_published")
        assert cursor.fetchone() == (0,)
        # A condition that leaks what it is asked about would fail on the secret; it is never asked.
        cursor.execute("SELECT count(*) FROM jobs_published WHERE title = %s AND id::text <> ''", [SECRET])
        assert cursor.fetchone() == (0,)
    assert titles(SECRET) == titles(SECRET, similar=True) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE jobs_published SET title = 'x'",
        "DELETE FROM jobs_published",
        "INSERT INTO jobs_published (id, title) VALUES (gen_random_uuid(), 'x')",
    ],
)
def test_public_view_cannot_be_written_through(employer: Employer, statement: str) -> None:
    with employer_scope(employer.pk):
        PublishedJobFactory.create()

    with public_scope(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_public_view_shows_no_more_than_it_must(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'jobs_published'")
        columns = {name for (name,) in cursor.fetchall()}

    assert columns == {field.column for field in PublishedJob._meta.concrete_fields}
    assert not columns & {"status", "created_by_id", "external_id", "source_url"}


def test_published_jobs_need_a_scope_too(db: None) -> None:
    with pytest.raises(ScopeMissing):
        PublishedJob.objects.count()


def test_only_closed_is_told_of_a_job_that_is_not_public(unpublished: list[uuid.UUID]) -> None:
    with public_scope():
        assert [is_closed(job_id) for job_id in unpublished] == [False, True, False, True]
        assert not is_closed(uuid.uuid4())


def test_the_way_past_the_policies_has_a_fixed_search_path(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
            " WHERE prosecdef AND nspname = 'public' AND proname LIKE 'job%%'"
        )
        found = dict(cursor.fetchall())

    assert found == {name: ["search_path=pg_catalog, pg_temp"] for name in ("job_is_closed", "job_closed_likeness")}


@pytest.mark.django_db(transaction=True)
def test_search_uses_its_index_under_the_public_scope(employer: Employer) -> None:
    with employer_scope(employer.pk):
        jobs = PublishedJobFactory.build_batch(2000, employer=employer, location="Berlin")
        Job.objects.bulk_create([*jobs, PublishedJobFactory.build(employer=employer, title="Welder", location="Bonn")])
    with psycopg.connect(databases.owner().url, autocommit=True) as owner:
        owner.execute("ANALYZE jobs_job")

    with public_scope():
        plan = public_jobs(PublicFilter(q="welder", location="bonn")).explain()

    condition = plan.split("job_public_search", 1)[1].split("Index Cond:", 1)[1].split("\n", 1)[0]
    assert "@@" in condition
    assert "~~" in condition
