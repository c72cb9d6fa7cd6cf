"""The two operations: who may, what they answer, how they say no."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from structlog.testing import capture_logs

from employers.models import Employer, User
from hiretrack.assistant import services
from hiretrack.assistant.models import AssistantRun
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.models import Job
from tests.assistant.provider import MODEL, ProviderServer, Turn
from tests.factories.jobs import JobFactory, PublishedJobFactory
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
ANSWER = "/v1/me/assistant:answer"
QUESTION = {"question": "Why do you want this job?"}


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return PublishedJobFactory(title="Baker", description_md="Bread by hand. Call 030 1234567.")


def drafting(job: Job) -> str:
    return f"/v1/jobs/{job.pk}:draft-description"


def runs() -> list[AssistantRun]:
    with all_tenants(reason="test"):
        return list(AssistantRun.objects.select_related("user"))


def test_answer_is_a_draft_from_the_own_profile(server: ProviderServer, person: ApiClient, job: Job) -> None:
    answer = person.post(ANSWER, QUESTION | {"job_id": str(job.pk), "tone": "warm", "max_words": 60})

    assert answer.status_code == 200, answer.content
    facts = [{"kind": "headline", "label": "Headline"}, {"kind": "skills", "label": "Skills"}]
    about = {"draft": True, "model": MODEL, "prompt": "answer-1", "facts": facts, "complete": True}
    assert answer.json() == {**about, "text": "I planned night shifts for sixty people. It taught me patience."}
    assert "Bread by hand." in server.said
    assert "1234567" not in server.said
    assert "at most 60 words" in server.asked[0]["system"]


def test_description_is_a_draft_from_the_jobs_fields(server: ProviderServer, recruiter: ApiClient, job: Job) -> None:
    server.turns = [Turn(text="FACTS: F1\n\n## Bake\n\n- Bread")]

    answer = recruiter.post(drafting(job), {"notes": "Four-day week"})

    assert answer.status_code == 200, answer.content
    assert (answer.json()["text"], answer.json()["facts"]) == (
        "## Bake\n\n- Bread", [{"kind": "title", "label": "Title"}]
    )  # fmt: skip
    assert "Four-day week" in server.said
    assert "company: Acme" in server.said
    with employer_scope(job.employer_id):
        assert Job.objects.get(pk=job.pk).description_md.startswith("Bread by hand")


def test_each_use_is_logged_for_whom_it_was(
    server: ProviderServer, recruiter: ApiClient, person: ApiClient, candidate: User, job: Job
) -> None:
    recruiter.post(drafting(job))
    person.post(ANSWER, QUESTION)

    assert {(run.kind, run.employer_id) for run in runs()} == {("description", job.employer_id), ("answer", None)}
    assert {run.user_id for run in runs() if run.employer_id is None} == {candidate.pk}


def test_without_a_key_it_says_so(unset: None, recruiter: ApiClient, person: ApiClient, job: Job) -> None:
    for answer in (person.post(ANSWER, QUESTION), recruiter.post(drafting(job))):
        assert (answer.status_code, answer.json()["code"]) == (503, "assistant_unavailable")
    assert runs() == []


def test_foreign_job_does_not_exist(server: ProviderServer, api: ApiClient, other_employer: Employer, job: Job) -> None:
    answer = api.as_role("recruiter", other_employer).post(drafting(job))

    assert answer.status_code == 404
    assert server.asked == []


def test_answer_is_only_for_a_job_that_is_public(server: ProviderServer, person: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        hidden = JobFactory()

    for named in ({"job_id": str(hidden.pk)}, {"listing_id": str(uuid.uuid4())}):
        assert person.post(ANSWER, QUESTION | named).status_code == 404
    assert server.asked == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": ""}, {"question": "x" * 2001}, {"max_words": 5}, {"tone": "rude"},
        {"job_id": str(uuid.uuid4()), "job_text": "x"},
    ],
)  # fmt: skip
def test_wrong_wish_is_refused(server: ProviderServer, person: ApiClient, wrong: dict[str, Any]) -> None:
    answer = person.post(ANSWER, QUESTION | wrong)

    assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
    assert server.asked == []


def test_refusal_of_the_model_is_422(server: ProviderServer, person: ApiClient) -> None:
    server.turns = [Turn(text="", stop="refusal")]

    answer = person.post(ANSWER, QUESTION)

    assert (answer.status_code, answer.json()["code"]) == (422, "assistant_refused")


def test_overload_is_503_with_the_seconds_to_wait(server: ProviderServer, recruiter: ApiClient, job: Job) -> None:
    server.turns = [Turn(status=529, error="overloaded_error", headers={"retry-after": "3"})]

    answer = recruiter.post(drafting(job))

    assert (answer.status_code, answer.json()["code"]) == (503, "assistant_unavailable")
    assert answer.headers["Retry-After"] == "3"
    assert "no: /v1/messages" not in answer.content.decode()


def test_each_person_has_so_many_drafts(
    server: ProviderServer, person: ApiClient, recruiter: ApiClient, job: Job, settings: Any
) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"assistant": "2/hour"}

    answers = [person.post(ANSWER, QUESTION).status_code for _ in range(3)]

    assert answers == [200, 200, 429]
    assert recruiter.post(drafting(job)).status_code == 200
    assert len(server.asked) == 3


def test_an_employers_people_and_keys_share_so_many_drafts(
    server: ProviderServer, api: ApiClient, employer: Employer, other_employer: Employer, job: Job, settings: Any
) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"assistant_employer": "2/hour"}
    with employer_scope(other_employer.pk):
        elsewhere = JobFactory()

    answers = [api.as_role(role, employer).post(drafting(job)) for role in ("recruiter", "employer_admin", "recruiter")]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "rate_limited"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 3600
    assert api.as_role("recruiter", other_employer).post(drafting(elsewhere)).status_code == 200
    assert len(server.asked) == 3


def test_who_is_past_the_own_limit_takes_nothing_from_the_others(
    server: ProviderServer, api: ApiClient, employer: Employer, job: Job, settings: Any
) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"assistant": "1/hour", "assistant_employer": "2/hour"}
    greedy = api.as_role("recruiter", employer)

    assert [greedy.post(drafting(job)).status_code for _ in range(4)] == [200, 429, 429, 429]
    assert api.as_role("employer_admin", employer).post(drafting(job)).status_code == 200


def test_candidates_are_of_no_employers_limit(server: ProviderServer, person: ApiClient, settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"assistant_employer": "1/hour"}

    assert [person.post(ANSWER, QUESTION).status_code for _ in range(2)] == [200, 200]


def test_what_is_refused_counts_against_nobody(server: ProviderServer, person: ApiClient, settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"assistant": "1/hour"}

    assert person.post(ANSWER, {"question": ""}).status_code == 422
    assert person.post(ANSWER, QUESTION).status_code == 200


def test_full_house_is_told_to_ask_later(server: ProviderServer, person: ApiClient) -> None:
    for _ in range(services.AT_ONCE):
        services._places.acquire()
    try:
        answer = person.post(ANSWER, QUESTION)
    finally:
        services._places.release(services.AT_ONCE)

    assert (answer.status_code, answer.json()["code"]) == (503, "assistant_unavailable")
    assert person.post(ANSWER, QUESTION).status_code == 200


def test_no_words_and_no_person_reach_the_log(
    server: ProviderServer, person: ApiClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.turns = [Turn(status=500), Turn(status=401)]

    with capture_logs() as logs:
        person.post(ANSWER, QUESTION | {"job_text": "marker-of-the-job"})

    said = f"{logs}{caplog.text}"
    assert "answered 500" in said
    assert server.asked
    for word in ("Lovelace", "ada@", "Why do you", "marker-of", "Nordlicht", "sk-ant"):
        assert word not in said
