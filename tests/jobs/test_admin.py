from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.factories.jobs import ClosedJobFactory, JobFactory, PublishedJobFactory, question
from tests.fixtures import user_with

LIST = "/admin/jobs/job/"


def signed_in(role: str, employer: Employer | None) -> Client:
    client = Client()
    client.force_login(user_with(role, employer), backend="employers.authentication.EmployerBackend")
    return client


@pytest.fixture
def recruiter(employer: Employer) -> Client:
    return signed_in("recruiter", employer)


@pytest.fixture
def draft(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return JobFactory.create(title="Cook")


def form(**given: Any) -> dict[str, Any]:
    base = {
        "title": "Cook", "description_md": "Cook well.", "location": "Berlin", "country": "DE", "department": "",
        "employment_type": "full_time", "languages": "", "salary_min": "", "salary_max": "", "salary_currency": "",
        "salary_period": "", "questions": "[]", "company": "", "tags": "", "closes_at_0": "", "closes_at_1": "",
    }  # fmt: skip
    return base | given


def stored(job: Job) -> Job:
    with employer_scope(job.employer_id):
        return Job.objects.get(pk=job.pk)


def messages(answer: HttpResponse) -> list[str]:
    return [str(message) for message in answer.context["messages"]]  # type: ignore[attr-defined]


def test_list_shows_own_jobs_only(recruiter: Client, draft: Job, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = PublishedJobFactory.create(title="Foreign secret")

    answer = recruiter.get(LIST)

    assert b"Cook" in answer.content
    assert b"Foreign secret" not in answer.content
    for path in ("change", "delete", "history"):
        assert recruiter.get(f"{LIST}{foreign.pk}/{path}/").status_code in {302, 404}


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_as_often_for_many_as_for_one(recruiter: Client, employer: Employer, rows: int) -> None:
    from applicants.models import Applicant
    from applications.models import Application

    with employer_scope(employer.pk):
        ada = Applicant.objects.create(name="Ada", email="ada@example.com")
        for job in PublishedJobFactory.create_batch(rows):
            Application.objects.create(job=job, applicant=ada)

    with CaptureQueriesContext(connection) as queries:
        answer = recruiter.get(LIST)

    assert answer.context["cl"].result_count == rows
    assert [job.arrived for job in answer.context["cl"].result_list] == [1] * rows
    assert len([query for query in queries if '"jobs_job"' in query["sql"]]) <= 5


@pytest.mark.parametrize(
    ("q", "found"), [("cook", 1), ("coo", 1), ('"head cook"', 0), ("cook -berlin", 1), ("waiter", 0)]
)
def test_list_is_searched(recruiter: Client, draft: Job, q: str, found: int) -> None:
    assert recruiter.get(LIST, {"q": q}).context["cl"].result_count == found


@pytest.mark.parametrize("name", ["status=draft", "employment_type=full_time", "remote__exact=0", "country=DE"])
def test_list_is_filtered(recruiter: Client, draft: Job, name: str) -> None:
    assert recruiter.get(f"{LIST}?{name}").status_code in {200, 302}


def test_new_job_is_the_recruiter_s(recruiter: Client, employer: Employer) -> None:
    answer = recruiter.post(f"{LIST}add/", form(tags="Knife, Fire", questions=json.dumps([question()])))

    assert answer.status_code == 302
    with employer_scope(employer.pk):
        job = Job.objects.get()
        assert (job.status, job.tags, job.created_by) == ("draft", ["Knife", "Fire"], User.objects.get())
        assert AuditLog.objects.get().action == "job.created"


def test_page_is_saved_through_the_service(recruiter: Client, draft: Job) -> None:
    recruiter.post(f"{LIST}{draft.pk}/change/", form(title="Head cook"))

    assert stored(draft).title == "Head cook"
    with employer_scope(draft.employer_id):
        assert AuditLog.objects.get().action == "job.updated"


@pytest.mark.parametrize(
    ("given", "field", "text"),
    [
        ({"questions": '[{"id": "a"}]'}, "questions", "No. 1, label"),
        ({"questions": "{"}, "questions", "JSON"),
        ({"salary_min": "9"}, "salary_currency", "ISO 4217"),
        ({"languages": "german"}, "languages", "No. 1: "),
        ({"country": "ZZ"}, "country", "valid choice"),
        ({"closes_at_0": "2020-01-01", "closes_at_1": "00:00:00"}, "closes_at", "future"),
        ({"title": ""}, "title", "required"),
    ],
)
def test_error_stands_at_its_field(recruiter: Client, draft: Job, given: dict[str, str], field: str, text: str) -> None:
    answer = recruiter.post(f"{LIST}{draft.pk}/change/", form(**given))

    assert answer.status_code == 200
    assert text in str(answer.context["adminform"].form.errors[field])


def test_published_job_is_not_emptied(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create()

    answer = recruiter.post(f"{LIST}{job.pk}/change/", form(description_md=""))

    assert "Describe the job." in str(answer.context["adminform"].form.errors["description_md"])
    assert stored(job).description_md


def test_button_saves_and_publishes(recruiter: Client, draft: Job) -> None:
    answer = recruiter.post(f"{LIST}{draft.pk}/change/", form(title="Head cook", jobs_job_publish="1"), follow=True)

    job = stored(draft)
    assert (job.title, job.status) == ("Head cook", "published")
    assert "“Head cook” is published." in messages(answer)


def test_button_tells_every_missing_field(recruiter: Client, draft: Job) -> None:
    unready = form(description_md="", country="", jobs_job_publish="1")

    answer = recruiter.post(f"{LIST}{draft.pk}/change/", unready, follow=True)

    said = " ".join(messages(answer))
    assert "Describe the job." in said
    assert "Say in which country it is" in said
    assert stored(draft).status == "draft"


def test_buttons_fit_the_status(recruiter: Client, draft: Job) -> None:
    page = recruiter.get(f"{LIST}{draft.pk}/change/").content

    assert b"jobs_job_publish" in page
    assert b"jobs_job_close" not in page


def test_button_closes(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job = PublishedJobFactory.create()

    recruiter.post(f"{LIST}{job.pk}/change/", form(jobs_job_close="1"))

    assert stored(job).status == "closed"


@pytest.mark.parametrize(
    ("action", "statuses"),
    [
        ("publish_selected", ["published", "published", "published"]),
        ("close_selected", ["closed", "closed", "draft"]),
        ("duplicate_selected", ["closed", "draft", "draft", "draft", "draft", "published"]),
    ],
)
def test_action_does_what_it_can_and_says_the_rest(
    recruiter: Client, employer: Employer, draft: Job, action: str, statuses: list[str]
) -> None:
    with employer_scope(employer.pk):
        jobs = [draft, PublishedJobFactory.create(), ClosedJobFactory.create()]

    answer = recruiter.post(LIST, {"action": action, "_selected_action": [job.pk for job in jobs]}, follow=True)

    with employer_scope(employer.pk):
        assert sorted(Job.objects.values_list("status", flat=True)) == statuses
    assert len(messages(answer)) == 3


def test_foreign_job_is_not_acted_on(recruiter: Client, other_employer: Employer) -> None:
    with employer_scope(other_employer.pk):
        foreign = PublishedJobFactory.create()

    recruiter.post(LIST, {"action": "close_selected", "_selected_action": [foreign.pk]})

    assert stored(foreign).status == "published"


def test_viewer_changes_nothing(employer: Employer, draft: Job) -> None:
    viewer = signed_in("viewer", employer)

    page = viewer.get(f"{LIST}{draft.pk}/change/")

    assert page.status_code == 200
    assert b"jobs_job_publish" not in page.content
    assert viewer.post(f"{LIST}{draft.pk}/change/", form(jobs_job_publish="1")).status_code == 403
    assert viewer.post(f"{LIST}add/", form()).status_code == 403
    viewer.post(LIST, {"action": "publish_selected", "_selected_action": [draft.pk]})
    assert stored(draft).status == "draft"


def test_only_a_draft_is_deleted(recruiter: Client, employer: Employer, draft: Job) -> None:
    with employer_scope(employer.pk):
        public = PublishedJobFactory.create()

    assert recruiter.post(f"{LIST}{public.pk}/delete/", {"post": "yes"}).status_code == 403
    assert recruiter.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 302

    with employer_scope(employer.pk):
        assert list(Job.objects.all()) == [public]
        assert AuditLog.objects.get().action == "job.deleted"


def test_platform_admin_says_whose_job_it_is(employer: Employer) -> None:
    admin = signed_in("platform", None)

    assert admin.post(f"{LIST}add/", form()).status_code == 200
    assert admin.post(f"{LIST}add/", form(employer=str(employer.pk))).status_code == 302

    with employer_scope(employer.pk):
        assert Job.objects.get().employer == employer
