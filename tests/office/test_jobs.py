"""The job list's numbers, filters and tabs, and the preview of a job's page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job, PageEvent
from tests.factories.jobs import JobFactory, PublishedJobFactory, question
from tests.jobs.test_admin import LIST, signed_in


@pytest.fixture
def recruiter(employer: Employer) -> Client:
    return signed_in("recruiter", employer)


@pytest.fixture
def draft(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return JobFactory.create(title="Cook")


def applied(job: Job, number: int, **fields: Any) -> Application:
    person = Applicant.objects.create(name=f"Ada {number}", email=f"ada{number}@example.com")
    return Application.objects.create(job=job, applicant=person, **fields)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def page(job: Job, path: str = "change/") -> str:
    return f"{LIST}{job.pk}/{path}"


def test_list_counts_applications_overdue_answers_and_views(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create(published_at=timezone.now() - dt.timedelta(days=12, hours=1))
        late = applied(job, 1, answer_by=timezone.now() - dt.timedelta(days=1))
        applied(job, 2, status="screening")
        applied(job, 3, superseded_by=late)
        for days in (1, 2, 31):
            PageEvent.objects.create(job=job, kind="view", at=timezone.now() - dt.timedelta(days=days))

    answer = recruiter.get(LIST)

    row = answer.context["cl"].result_list[0]
    assert (row.arrived, row.fresh, row.overdue, row.seen) == (2, 1, 1, 2)
    for shown in (
        "1 new",
        "12 days",
        f"job__id__exact={job.pk}&amp;status__exact=new",
        "answer=late",
        f"{job.pk}/board/",
    ):
        assert shown in text(answer)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_queries_for_any_number_of_jobs(
    recruiter: Client, employer: Employer, rows: int
) -> None:
    with employer_scope(employer.pk):
        for number, job in enumerate(PublishedJobFactory.create_batch(rows)):
            applied(job, number)
    recruiter.get(LIST)

    with CaptureQueriesContext(connection) as queries:
        recruiter.get(LIST)

    assert len([query for query in queries if '"jobs_job"' in query["sql"]]) == 4


def test_count_ends_where_nobody_reads_on(monkeypatch: pytest.MonkeyPatch, recruiter: Client, draft: Job) -> None:
    monkeypatch.setattr("hiretrack.office.jobs.counts.MOST", 1)
    with employer_scope(draft.employer_id):
        for number in range(3):
            applied(draft, number)

    answer = recruiter.get(LIST)

    assert answer.context["cl"].result_list[0].arrived == 2
    assert "1+ new" in text(answer)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("department=Kitchen", 1), ("country=AT", 1), ("fair_review__exact=1", 1), ("status__exact=draft", 2),
        ("remote__exact=1", 0), ("employment_type__exact=full_time", 2), ("department=Bar", 0),
    ],
)  # fmt: skip
def test_list_is_filtered_by(recruiter: Client, draft: Job, query: str, found: int) -> None:
    with employer_scope(draft.employer_id):
        JobFactory.create(title="Chef", department="Kitchen", country="AT", fair_review=True)

    assert recruiter.get(f"{LIST}?{query}").context["cl"].result_count == found


def test_filter_offers_what_the_own_jobs_have(recruiter: Client, draft: Job, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        JobFactory.create(department="Secret lab")

    shown = text(recruiter.get(LIST))

    assert '<option value="Engineering">' in shown
    assert '<option value="DE">Germany' in shown
    assert "Secret lab" not in shown


def test_tabs_keep_the_search(recruiter: Client, draft: Job) -> None:
    tabs = recruiter.get(f"{LIST}?q=cook&status__exact=draft").context["cl"].status_tabs

    assert [tab["on"] for tab in tabs] == [False, True, False, False]
    assert [tab["url"] for tab in tabs][::2] == ["?q=cook", "?q=cook&status__exact=published"]


@pytest.mark.parametrize("column", range(1, 7))
def test_list_is_sorted_by_every_column(recruiter: Client, draft: Job, column: int) -> None:
    assert recruiter.get(f"{LIST}?o=-{column}").context["cl"].result_count == 1


def test_platform_admin_sees_every_job(draft: Job) -> None:
    admin = signed_in("platform", None)

    assert "Cook" in text(admin.get(f"{LIST}?o=3"))
    assert admin.get(page(draft)).status_code == 200


@pytest.mark.parametrize(
    ("role", "said"), [("recruiter", "Write your first job"), ("viewer", "As soon as a recruiter")]
)
def test_empty_list_says_what_to_do(employer: Employer, role: str, said: str) -> None:
    client = signed_in(role, employer)

    assert said in text(client.get(LIST))
    assert said not in text(client.get(f"{LIST}?q=nothing"))


def test_draft_is_previewed_and_marked(employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = JobFactory.create(title="Cook", country="", questions=[question(label="May you work here?")])

    answer = signed_in("viewer", employer).get(page(job, "preview/"))

    shown = text(answer)
    for expected in ("<h1>Cook</h1>", "<strong>things</strong>", "May you work here?", "Status: Draft", "noindex"):
        assert expected in shown
    assert answer["X-Robots-Tag"] == "noindex"
    assert "page-visit.js" not in shown
    assert "ld+json" not in shown


@pytest.mark.parametrize("path", ["preview/", "checklist/"])
def test_another_employers_job_is_not_there(recruiter: Client, other_employer: Employer, path: str) -> None:
    with employer_scope(other_employer.pk):
        foreign = PublishedJobFactory.create(title="Foreign secret")

    answer = recruiter.post(page(foreign, path)) if path == "checklist/" else recruiter.get(page(foreign, path))

    assert answer.status_code == 404
    assert "Foreign secret" not in text(answer)
