from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.models import Applicant
from applications.models import Application, ApplicationStage
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.applications.test_public_views import statements
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import QUESTION, ApplicationFactory, published_job
from tests.factories.uploads import UploadFactory
from tests.fixtures import ApiClient, user_with

LIST = "/v1/applications"


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)


@pytest.fixture
def candidate(db: None) -> User:
    user = user_with("applicant", None)
    User.objects.filter(pk=user.pk).update(email_verified_at=timezone.now())
    return user


def ids(client: ApiClient, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["items"]]


def test_list_goes_across_jobs_without_the_superseded(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        first, second = ApplicationFactory(), ApplicationFactory()
        ApplicationFactory(superseded_by=second)

    assert ids(recruiter) == [str(second.pk), str(first.pk)]
    assert ids(recruiter, "?sort=oldest") == [str(first.pk), str(second.pk)]
    assert ids(recruiter, f"?job={first.job_id}") == [str(first.pk)]


def test_list_filters(recruiter: ApiClient, employer: Employer) -> None:
    past, now = timezone.now() - dt.timedelta(days=3), timezone.now()
    with employer_scope(employer.pk):
        late = ApplicationFactory(answer_by=past, created_at=past, source="referral", applicant__name="Grace Hopper")
        kept = ApplicationFactory(status="interview")
    day = (now - dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")

    for query in ("overdue=true", "source=referral", "q=Hopper", f"created_before={day}", "status=new&status=hired"):
        assert ids(recruiter, f"?{query}") == [str(late.pk)], query
    for query in ("overdue=false", "status=interview", f"created_after={day}", f"applicant={kept.applicant_id}"):
        assert ids(recruiter, f"?{query}") == [str(kept.pk)], query
    assert ids(recruiter, f"?applicant={uuid.uuid4()}") == []


def test_merged_applicants_id_finds_the_survivors_applications(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()
        gone = ApplicantFactory(merged_into=row.applicant)

    assert ids(recruiter, f"?applicant={gone.pk}") == [str(row.pk)]


@pytest.mark.parametrize("sort", ["newest", "oldest", "answer_by"])
def test_every_sort_pages_through_all(recruiter: ApiClient, employer: Employer, sort: str) -> None:
    with employer_scope(employer.pk):
        rows = [ApplicationFactory(answer_by=timezone.now() + dt.timedelta(days=n)) for n in (2, 1, 3)]
    ways = {"newest": [2, 1, 0], "oldest": [0, 1, 2], "answer_by": [1, 0, 2]}

    first = recruiter.get(f"{LIST}?limit=2&sort={sort}").json()
    second = recruiter.get(f"{LIST}?limit=2&sort={sort}&cursor={first['next_cursor']}").json()

    shown = [item["id"] for item in first["items"] + second["items"]]
    assert shown == [str(rows[n].pk) for n in ways[sort]]
    assert "promised" not in first["items"][0]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", ["", "?fields=status", "?expand=applicant,job", "?q=Applicant&sort=answer_by"])
def test_list_costs_one_query(recruiter: ApiClient, employer: Employer, number: int, query: str) -> None:
    with employer_scope(employer.pk):
        for _ in range(number):
            ApplicationFactory(answer_by=timezone.now())
    recruiter.get(LIST)

    with CaptureQueriesContext(connection) as captured:
        assert len(ids(recruiter, query)) == number

    assert len([sql for sql in statements(captured) if "applications_application" in sql]) == 1


def test_candidate_lists_only_its_own(api: ApiClient, employer: Employer, candidate: User) -> None:
    with employer_scope(employer.pk):
        own = ApplicationFactory(applicant=ApplicantFactory(user=candidate))
        ApplicationFactory()

    items = api.as_user(candidate).get(LIST).json()["items"]

    assert [item["id"] for item in items] == [str(own.pk)]
    assert not items[0].keys() & {"notes", "rejection_reason", "superseded_by_id"}


def test_recruiter_adds_somebody_new(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        job, cv = published_job(status="closed", closed_at=timezone.now()), UploadFactory(text="Bernoulli")
    body = {"job_id": str(job.pk), "applicant": {"name": "Ada", "email": "ada@example.com"}, "cv_upload_id": str(cv.pk)}

    answer = recruiter.post(LIST, {**body, "status": "interview", "notes": "met"})

    assert answer.status_code == 201, answer.content
    assert answer["Location"] == f"{LIST}/{answer.json()['id']}"
    assert (answer.json()["source"], answer.json()["status"], answer.json()["answer_by"]) == (
        "recruiter",
        "interview",
        None,
    )
    with employer_scope(employer.pk):
        assert Applicant.objects.defer(None).get().cv_text == "Bernoulli"
        assert ApplicationStage.objects.get().status == "interview"
        assert AuditLog.objects.get(action="application.created").metadata["source"] == "recruiter"


def test_recruiter_is_told_of_the_application_that_is_there(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        known = ApplicationFactory()
    body = {"job_id": str(known.job_id), "applicant_id": str(known.applicant_id)}

    answer = recruiter.post(LIST, body)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_applied")
    assert answer.json()["application_id"] == str(known.pk)


def test_application_under_fair_review_is_not_named(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        known = ApplicationFactory(job=published_job(fair_review=True))
    body = {"job_id": str(known.job_id), "applicant_id": str(known.applicant_id)}

    answer = recruiter.post(LIST, body)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_applied")
    assert str(known.pk) not in answer.text


def test_recruiter_cannot_add_to_a_draft_or_a_foreign_job(
    recruiter: ApiClient, employer: Employer, other_employer: Employer
) -> None:
    with employer_scope(other_employer.pk):
        foreign = ApplicationFactory()
    with employer_scope(employer.pk):
        draft, job = Job.objects.create(title="Draft"), published_job()
    person = {"applicant": {"name": "Ada", "email": "ada@example.com"}}

    assert recruiter.post(LIST, {"job_id": str(draft.pk), **person}).json()["code"] == "job_status_conflict"
    wrong = [
        {"job_id": str(foreign.job_id), **person},
        {"job_id": str(job.pk), "applicant_id": str(foreign.applicant_id)},
    ]
    for body in [*wrong, {"job_id": str(job.pk)}, {"job_id": str(job.pk), **person, "consent": {"given": True}}]:
        assert recruiter.post(LIST, body).status_code == 422
    bad = recruiter.post(
        LIST, {"job_id": str(job.pk), "applicant": {"name": " ", "email": "a@example.com", "phone": "1"}}
    )
    assert {error["pointer"] for error in bad.json()["errors"]} >= {"/applicant/name"}


def test_candidate_applies_under_its_account(api: ApiClient, employer: Employer, candidate: User) -> None:
    with employer_scope(employer.pk):
        job, cv = published_job(questions=[QUESTION]), UploadFactory()
    body: dict[str, Any] = {"job_id": str(job.pk), "cv_upload_id": str(cv.pk)}
    client = api.as_user(candidate)

    assert client.post(LIST, body).status_code == 422
    answer = client.post(LIST, {**body, "answers": [{"question_id": "permit", "value": True}]})

    assert answer.status_code == 201, answer.content
    assert "notes" not in answer.json()
    with employer_scope(employer.pk):
        row = Application.objects.select_related("applicant").get()
        assert (row.applicant.user_id, row.applicant.email) == (candidate.pk, candidate.email)
        assert AuditLog.objects.filter(action="applicant.linked").count() == 1


def test_candidate_is_told_that_it_has_applied(api: ApiClient, employer: Employer, candidate: User) -> None:
    with employer_scope(employer.pk):
        job = published_job()
    client, body = api.as_user(candidate), {"job_id": str(job.pk)}

    first, again = client.post(LIST, body), client.post(LIST, body)

    assert (again.status_code, again.json()["code"]) == (409, "already_applied")
    assert again.json()["application_id"] == first.json()["id"]


def test_candidate_stays_one_record_after_a_change_of_address(
    api: ApiClient, employer: Employer, candidate: User
) -> None:
    with employer_scope(employer.pk):
        job, known = published_job(), ApplicantFactory(email="before@example.com", user=candidate)

    answer = api.as_user(candidate).post(LIST, {"job_id": str(job.pk)})

    assert answer.json()["applicant_id"] == str(known.pk)


def test_unproven_address_a_recruiters_fields_and_other_jobs_are_refused(
    api: ApiClient, employer: Employer, candidate: User
) -> None:
    with employer_scope(employer.pk):
        job, closed = published_job(), published_job(status="closed", closed_at=timezone.now())
    stranger = user_with("applicant", None)
    unproven, client = api.as_user(stranger), api.as_user(candidate)
    # Whoever has a token has proven the address: it has changed since.
    User.objects.filter(pk=stranger.pk).update(email_verified_at=None)

    refused = unproven.post(LIST, {"job_id": str(job.pk)})
    assert (refused.status_code, refused.json()["code"]) == (403, "email_unverified")
    assert client.post(LIST, {"job_id": str(job.pk), "status": "offer"}).status_code == 422
    assert client.post(LIST, {"job_id": str(job.pk), "source": "recruiter"}).status_code == 422
    assert client.post(LIST, {"job_id": str(uuid.uuid4())}).status_code == 422
    assert client.post(LIST, {"job_id": str(closed.pk)}).json()["code"] == "job_closed"


def test_superseded_application_is_read_but_not_moved(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        other = ApplicationFactory()
        row = ApplicationFactory(superseded_by=other, job=other.job, applicant=other.applicant, status="rejected")
    address = f"{LIST}/{row.pk}"

    assert recruiter.get(address).json()["superseded_by_id"] == str(other.pk)
    for answer in (recruiter.patch(address, {"status": "new"}), *(recruiter.post(f"{address}:{v}") for v in VERBS)):
        assert (answer.status_code, answer.json()["code"]) == (409, "application_superseded")
    listed = recruiter.get(f"/v1/jobs/{row.job_id}/applications").json()["items"]
    assert [item["id"] for item in listed] == [str(other.pk)]


VERBS = ("reopen", "withdraw")


def test_only_the_mail_about_a_rejection_is_delayed(recruiter: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        row = ApplicationFactory()
    address = f"{LIST}/{row.pk}"

    assert recruiter.patch(address, {"status": "screening", "mail_delay_minutes": 5}).status_code == 422
    assert recruiter.patch(address, {"status": "rejected", "mail_delay_minutes": 10081}).status_code == 422
    assert recruiter.patch(address, {"status": "rejected", "mail_delay_minutes": 5}).status_code == 200
    with employer_scope(employer.pk):
        entry = AuditLog.objects.get(action="application.status.changed")
    wait = dt.datetime.fromisoformat(entry.metadata["mails_at"]) - entry.created_at
    assert dt.timedelta(minutes=4) < wait <= dt.timedelta(minutes=5)
