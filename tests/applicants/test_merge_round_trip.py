"""Merge, then unmerge: row for row what it was, however the two records overlap; and two merges that cross."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from typing import Any

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant, ApplicantMerge
from applications.models import Application, ApplicationStage
from employers.models import Employer, User
from hiretrack.errors import DomainError
from hiretrack.tenancy import employer_scope
from hiretrack.uploads.models import Upload
from shortlists.models import ShortlistEntry
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.shortlists import shortlisted
from tests.factories.uploads import UploadFactory

TABLES = (Applicant, Application, ApplicationStage, Upload, ShortlistEntry)
STATUSES = ("new", "screening", "interview", "offer", "hired", "rejected", "withdrawn")
JOBS = 3

words = st.sampled_from(["", "Berlin", "Paris"])
terms = st.lists(st.sampled_from(["SQL", "sql", "Python", "Rust"]), max_size=3)
applications = st.dictionaries(st.integers(0, JOBS - 1), st.sampled_from(STATUSES))
people = st.fixed_dictionaries(
    {
        "location": words,
        "headline": words,
        "phone": st.sampled_from(["", "+4930901820"]),
        "skills": terms,
        "tags": terms,
        "links": st.lists(st.just({"label": "x", "url": "https://x.test"}), max_size=1),
        "consent": st.sampled_from([{}, {"policy_version": "1"}]),
    }
)
persons = st.tuples(people, applications, st.booleans(), st.booleans(), st.sets(st.integers(0, JOBS - 1)))
choices = st.dictionaries(
    st.sampled_from(["location", "skills", "email", "cv", "name"]), st.sampled_from(["survivor", "duplicate"])
)


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that a merge touches; a row's version alone may be a later one."""
    rows = {model.__name__: list(model._base_manager.order_by("pk").values()) for model in TABLES}
    later = {"updated_at"}
    return {
        name: [{key: value for key, value in row.items() if key not in later} for row in found]
        for name, found in rows.items()
    }


def person(drawn: Any, jobs: list[Any], user: User) -> Applicant:
    fields, applied, has_cv, has_user, _ = drawn
    cv = UploadFactory(text="Bernoulli numbers") if has_cv else None
    row = ApplicantFactory(**fields, cv=cv, cv_text=cv.text if cv else "", user=user if has_user else None)
    for number, status in applied.items():
        application = ApplicationFactory(job=jobs[number], applicant=row, status=status)
        ApplicationStage(
            application=application, status=status, changed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        ).save()
    return row


def people_of(drawn: list[Any], jobs: list[Any], user: User) -> list[Applicant]:
    rows = [person(one, jobs, user) for one in drawn]
    for number, job in enumerate(jobs):
        wanted = [row for row, one in zip(rows, drawn, strict=True) if number in one[-1]]
        shortlisted(job, *wanted, notes="knows her trade")
    return rows


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(persons, min_size=2, max_size=4), fields=choices, is_chain=st.booleans())
def test_unmerge_restores_every_row(
    employer: Employer, drawn: list[Any], fields: dict[str, str], is_chain: bool
) -> None:
    with transaction.atomic(), employer_scope(employer.pk):
        user = User.objects.create_user(f"{uuid.uuid4().hex}@example.com", name="Ada", roles=["applicant"])
        jobs = [published_job() for _ in range(JOBS)]
        first, *others = people_of(drawn, jobs, user)
        states, target, undo = [dump()], first, []

        for other in others:
            # A chain: who took in the one before is taken in by the next.
            survivor, duplicate = (other, target) if is_chain else (first, other)
            merge_applicants(survivor_id=survivor.pk, duplicate_id=duplicate.pk, fields=fields)
            target, undo, states = survivor, [*undo, survivor.pk], [*states, dump()]
        for survivor_id in reversed(undo):
            assert dump() == states.pop()
            unmerge_applicant(applicant_id=survivor_id)

        assert dump() == states.pop()
        transaction.set_rollback(True)


def merging(employer_id: uuid.UUID, survivor: uuid.UUID, duplicate: uuid.UUID, start: Any, said: list[str]) -> None:
    try:
        start.wait()
        with employer_scope(employer_id):
            merge_applicants(survivor_id=survivor, duplicate_id=duplicate)
        said.append("merged")
    except DomainError as error:
        said.append(error.code)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_of_two_crossing_merges_one_wins(employer: Employer) -> None:
    with employer_scope(employer.pk):
        pairs = [(ApplicantFactory().pk, ApplicantFactory().pk) for _ in range(5)]

    for one, other in pairs:
        said, start = list[str](), threading.Barrier(2)
        ways = ((one, other), (other, one))
        both = [threading.Thread(target=merging, args=(employer.pk, *ids, start, said)) for ids in ways]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()

        # The loser may have looked its survivor up before or after the winner's commit.
        assert sorted(said) in (["already_merged", "merged"], ["merged", "validation_failed"])
    with employer_scope(employer.pk):
        assert ApplicantMerge.objects.count() == len(pairs) == Applicant.objects.exclude(merged_into=None).count()
    assert connection.is_usable()
