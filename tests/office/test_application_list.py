from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.fairness import alias
from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from shortlists.models import Match
from tests.factories.applications import ApplicationFactory, published_job
from tests.fixtures import user_with

LIST = "/admin/applications/application/"


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


@pytest.fixture
def row(employer: Employer) -> Application:
    with employer_scope(employer.pk):
        return ApplicationFactory()


def test_list_shows_own_applications_only(recruiter: Client, row: Application, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = ApplicationFactory()

    page = recruiter.get(LIST).content.decode()

    assert row.applicant.name in page
    assert foreign.applicant.name not in page
    assert recruiter.get(f"{LIST}{foreign.pk}/change/").status_code == 404


def test_superseded_application_leaves_the_list_but_stays_readable(
    recruiter: Client, row: Application, employer: Employer
) -> None:
    with employer_scope(employer.pk):
        gone = ApplicationFactory(superseded_by=row, applicant__name="Merged Person")

    assert "Merged Person" not in recruiter.get(LIST).content.decode()
    assert "Merged Person" in recruiter.get(f"{LIST}{gone.pk}/change/").content.decode()


@pytest.mark.parametrize("words", ["Bernoulli", "Data engineer", "applicant"])
def test_list_finds_by_cv_job_and_address(recruiter: Client, row: Application, employer: Employer, words: str) -> None:
    with employer_scope(employer.pk):
        type(row.applicant).objects.update(cv_text="Bernoulli numbers")

    assert row.applicant.name in recruiter.get(LIST, {"q": words}).content.decode()
    assert row.applicant.name not in recruiter.get(LIST, {"q": "nothing like it"}).content.decode()


def test_viewer_sees_the_list_without_moves(client: Client, row: Application, employer: Employer) -> None:
    client.force_login(user_with("viewer", employer))

    page = client.get(LIST).content.decode()

    assert row.applicant.name in page
    assert "move_to_screening" not in page


def test_list_masks_who_is_reviewed_fairly(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        hidden = ApplicationFactory(job=published_job(fair_review=True), applicant__name="Hidden Person")

    page = recruiter.get(LIST).content.decode()

    assert "Hidden Person" not in page
    assert alias(hidden.applicant_id) in page


FILTERS = {
    "status__exact=rejected": "Rejected One",
    "answer=late": "Late One",
    "knocked_out=yes": "Knocked Out",
    "tag=wind": "Tagged One",
    "source__exact=referral": "Referred One",
}


@pytest.mark.parametrize("query", FILTERS)
def test_filters_leave_whom_they_mean(recruiter: Client, employer: Employer, query: str) -> None:
    late = timezone.now() - dt.timedelta(days=1)
    with employer_scope(employer.pk):
        ApplicationFactory(applicant__name="Rejected One", status="rejected")
        ApplicationFactory(applicant__name="Late One", answer_by=late)
        ApplicationFactory(applicant__name="Knocked Out", answers=[{"question": "?", "knocked_out": True}])
        ApplicationFactory(applicant__name="Tagged One", applicant__tags=["Wind"])
        ApplicationFactory(applicant__name="Referred One", source="referral")

    page = recruiter.get(f"{LIST}?{query}").content.decode()

    assert [name for name in FILTERS.values() if name in page] == [FILTERS[query]]


def test_list_of_a_job_sorts_by_score(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = published_job()
        for name, score in (("Low", 20), ("High", 90), ("Unscored", None)):
            made = ApplicationFactory(job=job, applicant__name=f"{name} Score")
            if score is not None:
                parts = dict.fromkeys(("score", "keywords", "title", "location"), score)
                Match.objects.create(job=job, applicant=made.applicant, version=1, **parts)

    page = recruiter.get(LIST, {"job__id__exact": str(job.pk), "o": "-4"}).content.decode()

    assert sorted(("Low", "High", "Unscored"), key=lambda name: page.index(f"{name} Score")) == [
        "High",
        "Low",
        "Unscored",
    ]


def test_list_costs_the_same_for_many(recruiter: Client, row: Application, employer: Employer) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as listed:
            recruiter.get(LIST)
        counts.append(len(listed))
        with employer_scope(employer.pk):
            job = published_job()
            for _ in range(3):
                ApplicationFactory(job=job)

    assert counts[0] == counts[1]
