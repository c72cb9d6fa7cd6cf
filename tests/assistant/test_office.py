"""The buttons: there for those who may, absent without a key; and what they start."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from employers.models import Employer, User
from hiretrack.assistant import tasks, texts
from hiretrack.assistant.models import AssistantRun
from hiretrack.background.models import TaskRun
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.models import Job
from tests.assistant.provider import ProviderServer
from tests.factories.jobs import JobFactory, PublishedJobFactory, question
from tests.fixtures import user_with
from tests.tenancy.neighbours import signed_in

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
ASKS = [question(id="why", type="long_text", label="Why us?", knockout=None), question()]


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.draft, "apply_async", lambda *_args, **_options: None)


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return PublishedJobFactory(title="Baker", questions=ASKS)


def page_of(job: Job) -> str:
    return f"/admin/jobs/job/{job.pk}/change/"


def asked_for(run_id: str) -> str:
    return texts.order_of(run_id).asked.content  # type: ignore[arg-type]


def the_run() -> TaskRun:
    with all_tenants(reason="test"):
        return TaskRun.objects.get()


@pytest.mark.parametrize(("role", "shown"), [("recruiter", True), ("employer_admin", True), ("viewer", False)])
def test_button_is_there_for_those_who_write(
    server: ProviderServer, employer: Employer, job: Job, role: str, shown: bool
) -> None:
    page = signed_in(role, employer).get(page_of(job)).content.decode()

    assert (f"/admin/jobs/job/{job.pk}/draft/" in page) is shown


def test_without_a_key_no_button_is_there(unset: None, employer: Employer, candidate: User, job: Job) -> None:
    client = Client()
    client.force_login(candidate)

    assert "data-drafting" not in signed_in("recruiter", employer).get(page_of(job)).content.decode()
    assert "data-drafting" not in signed_in("recruiter", employer).get("/admin/jobs/job/add/").content.decode()
    assert "data-suggest" not in client.get(f"/jobs/{job.pk}/apply/").content.decode()


def test_draft_is_of_what_the_form_says(server: ProviderServer, employer: Employer, job: Job) -> None:
    fields = {"title": "Head baker", "department": "Kitchen", "assistant_notes": "No nights"}

    answer = signed_in("recruiter", employer).post(f"/admin/jobs/job/{job.pk}/draft/", fields, headers=JSON)

    run = the_run()
    assert answer.status_code == 200, answer.content
    assert answer.json()["url"] == f"/assistant/drafts/{run.pk}/"
    assert answer.json()["live"].endswith(f"/ws/tasks/{run.pk}")
    assert run.employer_id == employer.pk
    for word in ("title: Head baker", "department: Kitchen", "No nights", "company: Acme"):
        assert word in asked_for(str(run.pk))
    with employer_scope(employer.pk):
        assert Job.objects.get().title == "Baker"


def test_job_that_is_not_saved_yet_can_have_a_draft(server: ProviderServer, employer: Employer) -> None:
    client = signed_in("recruiter", employer)

    assert client.post("/admin/jobs/job/draft/", {"title": "Cook"}, headers=JSON).status_code == 200
    assert client.post("/admin/jobs/job/draft/", {"title": ""}, headers=JSON).status_code == 422


def test_nobody_drafts_for_a_foreign_job(
    server: ProviderServer, employer: Employer, other_employer: Employer, job: Job
) -> None:
    address = f"/admin/jobs/job/{job.pk}/draft/"

    assert signed_in("recruiter", other_employer).post(address, {"title": "x"}, headers=JSON).status_code == 404
    assert signed_in("viewer", employer).post(address, {"title": "x"}, headers=JSON).status_code == 403


def suggestion(client: Client, job: Job, name: str) -> Any:
    return client.post(f"/jobs/{job.pk}/apply/suggest/", {"question": name}, headers=JSON)


def test_signed_in_candidate_has_suggestions_beside_texts(server: ProviderServer, candidate: User, job: Job) -> None:
    client = Client()
    client.force_login(candidate)

    page = client.get(f"/jobs/{job.pk}/apply/").content.decode()

    assert page.count("data-suggest ") == 2
    assert 'data-question="q_why"' in page
    assert 'data-question="cover_letter"' in page


def test_suggestion_is_written_from_the_own_profile(server: ProviderServer, candidate: User, job: Job) -> None:
    client = Client()
    client.force_login(candidate)

    answer = suggestion(client, job, "q_why")

    run = the_run()
    assert (answer.status_code, answer.json()) == (202, {"url": f"/assistant/drafts/{run.pk}/"})
    assert (run.owner_id, run.employer_id) == (candidate.pk, None)
    assert "Why us?" in asked_for(str(run.pk))
    assert suggestion(client, job, "q_permit").status_code == 404


def test_visitor_and_recruiter_have_no_suggestions(server: ProviderServer, employer: Employer, job: Job) -> None:
    for client in (Client(), signed_in("recruiter", employer)):
        assert "data-suggest" not in client.get(f"/jobs/{job.pk}/apply/").content.decode()
        assert suggestion(client, job, "q_why").status_code == 403
    assert server.asked == []


def log_entry(employer: Employer | None, user: User) -> None:
    with all_tenants(reason="test"):
        AssistantRun.objects.create(
            employer=employer, user=user, kind="description", provider="p", model=f"m-{user.name}", outcome="completed"
        )


def test_employer_admin_reads_the_own_uses(employer: Employer, other_employer: Employer, candidate: User) -> None:
    for home in (employer, other_employer):
        User.objects.filter(pk=(user := user_with("recruiter", home)).pk).update(name=f"Of {home.name}")
        user.refresh_from_db()
        log_entry(home, user)
    log_entry(None, candidate)

    page = signed_in("employer_admin", employer).get("/admin/assistant/assistantrun/").content.decode()

    assert "Of Acme" in page
    assert "Of Globex" not in page
    assert "Lovelace" not in page
    assert signed_in("recruiter", employer).get("/admin/assistant/assistantrun/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_uses_costs_the_same(employer: Employer, rows: int, django_assert_max_num_queries: Any) -> None:
    for _ in range(rows):
        log_entry(employer, user_with("recruiter", employer))
    client = signed_in("employer_admin", employer)
    client.get("/admin/assistant/assistantrun/")

    with django_assert_max_num_queries(12):
        assert client.get("/admin/assistant/assistantrun/").status_code == 200


def test_unsaved_job_of_a_draft_stays_unsaved(server: ProviderServer, employer: Employer) -> None:
    signed_in("recruiter", employer).post("/admin/jobs/job/draft/", {"title": "Cook"}, headers=JSON)

    with employer_scope(employer.pk):
        assert not Job.objects.exists()
        JobFactory()
