"""Comparisons over /v1, without a worker: what is queued, refused and served."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.background.choices import RunState
from hiretrack.background.models import TaskRun
from hiretrack.background.services import begin, fail
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from shortlists import tasks
from shortlists.models import Comparison, ComparisonReport
from tests.factories.shortlists import compared
from tests.fixtures import ApiClient


def ask(job: Job, client: ApiClient, *people: Applicant, **more: Any) -> Any:
    ids = [str(person.pk) for person in people]
    return client.post(f"/v1/jobs/{job.pk}/comparisons", {"title": "Final round", "applicant_ids": ids, **more})


@pytest.fixture
def ready(employer: Employer, job: Job, people: list[Applicant]) -> Comparison:
    with employer_scope(employer.pk):
        return compared(job, *people[:2], html="<p>Ada</p>")


def report_address(comparison: Comparison) -> str:
    return f"/v1/comparisons/{comparison.pk}/report"


def test_comparison_is_queued_with_its_task(
    recruiter: ApiClient, viewer: ApiClient, job: Job, people: list[Any]
) -> None:
    answer = ask(job, recruiter, people[1], people[0], config={"sections": ["skills", "facts"]})

    task, comparison = answer.json()["task"], answer.json()["comparison"]
    assert answer.status_code == 202
    assert answer["Location"] == f"/v1/tasks/{task['id']}"
    assert recruiter.get(answer["Location"]).json() == task
    assert (comparison["state"], comparison["task_id"], comparison["report_url"]) == ("queued", task["id"], None)
    assert comparison["applicant_ids"] == [str(people[1].pk), str(people[0].pk)]
    assert comparison["config"] == {"sections": ["facts", "skills"]}
    assert viewer.get(f"/v1/comparisons/{comparison['id']}").json() == comparison


def test_platform_admin_asks_in_the_jobs_employer(
    api: ApiClient, employer: Employer, job: Job, people: list[Any]
) -> None:
    answer = ask(job, api.as_role("platform", None), *people)

    assert answer.status_code == 202
    with employer_scope(employer.pk):
        assert TaskRun.objects.get().employer_id == employer.pk


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"applicant_ids": []}, "/applicant_ids"),
        ({"applicant_ids": [str(uuid.uuid4()) for _ in range(7)]}, "/applicant_ids"),
        ({"applicant_ids": [str(uuid.uuid4()) for _ in range(2)]}, "/applicant_ids/1"),
        ({"config": {"sections": ["mood"]}}, "/config/sections/0"),
        ({"title": ""}, "/title"),
    ],
)
def test_unusable_comparison_is_refused(
    recruiter: ApiClient, job: Job, people: list[Any], change: dict[str, Any], pointer: str
) -> None:
    answer = ask(job, recruiter, *people, **change)

    assert answer.status_code == 422
    assert pointer in {item["pointer"] for item in answer.json()["errors"]}


def test_nobody_is_compared_with_themselves(
    recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]
) -> None:
    with employer_scope(employer.pk):
        Applicant.objects.filter(pk=people[1].pk).update(merged_into=people[0])

    answer = ask(job, recruiter, people[0], people[1])

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "repeated")


def test_list_costs_the_same_for_one_and_three(viewer: ApiClient, employer: Employer, job: Job, people: Any) -> None:
    counts = []
    for more in (1, 2):
        with employer_scope(employer.pk):
            for _ in range(more):
                compared(job, *people)
        viewer.get(f"/v1/jobs/{job.pk}/comparisons")
        with CaptureQueriesContext(connection) as queries:
            items = viewer.get(f"/v1/jobs/{job.pk}/comparisons").json()["items"]
        counts.append((len(items), len(queries)))

    assert [shown for shown, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_list_goes_on_by_cursor(viewer: ApiClient, employer: Employer, job: Job, people: list[Any]) -> None:
    with employer_scope(employer.pk):
        made = [str(compared(job, *people).pk) for _ in range(3)]
    first = viewer.get(f"/v1/jobs/{job.pk}/comparisons?limit=2").json()
    second = viewer.get(f"/v1/jobs/{job.pk}/comparisons?limit=2&cursor={first['next_cursor']}").json()

    assert [item["id"] for item in [*first["items"], *second["items"]]] == made[::-1]
    assert len(first["items"]) == 2


@pytest.mark.parametrize(
    ("suffix", "accept", "served"),
    [
        ("", "*/*", "text/html; charset=utf-8"),
        ("", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("", "application/pdf", "application/pdf"),
        ("", "text/html;q=0.1, application/pdf;q=0.9", "application/pdf"),
        ("?format=pdf", "*/*", "application/pdf"),
        ("?format=html", "application/json", "text/html; charset=utf-8"),
    ],
)
def test_report_is_served_as_asked(viewer: ApiClient, ready: Comparison, suffix: str, accept: str, served: str) -> None:
    answer = viewer.get(report_address(ready) + suffix, headers={"Accept": accept})

    assert (answer.status_code, answer["Content-Type"]) == (200, served)
    assert answer.content == (b"%PDF-<p>Ada</p>" if "pdf" in served else b"<p>Ada</p>")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert answer["Vary"].startswith("Accept")


@pytest.mark.parametrize(("suffix", "accept"), [("", "application/json"), ("", "image/png"), ("", "text/html;q=0")])
def test_report_in_another_form_is_not_acceptable(
    viewer: ApiClient, ready: Comparison, suffix: str, accept: str
) -> None:
    answer = viewer.get(report_address(ready) + suffix, headers={"Accept": accept})

    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


def test_report_in_an_unknown_format_is_refused(viewer: ApiClient, ready: Comparison) -> None:
    answer = viewer.get(f"{report_address(ready)}?format=docx")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_parameter")


def test_report_is_not_sent_again(viewer: ApiClient, ready: Comparison) -> None:
    tag = viewer.get(report_address(ready))["ETag"]

    again = viewer.get(report_address(ready), headers={"If-None-Match": tag})
    other = viewer.get(f"{report_address(ready)}?format=pdf", headers={"If-None-Match": tag})

    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_report_without_a_pdf_says_what_to_install(viewer: ApiClient, employer: Employer, ready: Comparison) -> None:
    with employer_scope(employer.pk):
        ComparisonReport.objects.update(pdf=None)

    answer = viewer.get(f"{report_address(ready)}?format=pdf")

    assert (answer.status_code, answer.json()["code"]) == (503, "pdf_unavailable")
    assert "libpango" in answer.json()["detail"]
    assert viewer.get(report_address(ready)).status_code == 200


@pytest.mark.parametrize("state", ["queued", "running", "failed"])
def test_report_is_not_ready(
    recruiter: ApiClient, viewer: ApiClient, employer: Employer, job: Job, people: list[Any], state: str
) -> None:
    made = ask(job, recruiter, *people).json()
    with employer_scope(employer.pk):
        run = TaskRun.objects.get()
        if state != "queued":
            begin(run.pk)
        if state == "failed":
            fail(run, code="lost", detail="Gone.")

    answer = viewer.get(f"/v1/comparisons/{made['comparison']['id']}/report")

    assert (answer.status_code, answer.json()["code"]) == (409, "comparison_not_ready")
    shown = viewer.get(f"/v1/comparisons/{made['comparison']['id']}").json()
    assert (shown["state"], (shown["error"] or {}).get("code")) == (state, "lost" if state == "failed" else None)


def test_deleted_comparison_is_gone_and_given_up(
    recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]
) -> None:
    made = ask(job, recruiter, *people).json()
    path = f"/v1/comparisons/{made['comparison']['id']}"
    stale = recruiter.delete(path, headers={"If-Match": '"old"'})
    deleted = recruiter.delete(path, headers={"If-Match": recruiter.get(path)["ETag"]})

    assert (stale.status_code, deleted.status_code) == (412, 204)
    assert recruiter.delete(path).status_code == recruiter.get(f"{path}/report").status_code == 404
    with employer_scope(employer.pk):
        assert TaskRun.objects.get().state == RunState.CANCELLED


def test_task_of_a_comparison_that_vanished_is_cancelled(
    recruiter: ApiClient, employer: Employer, job: Job, people: list[Any]
) -> None:
    made = ask(job, recruiter, *people).json()
    headers = {HEADER_EMPLOYER: str(employer.pk)}
    with employer_scope(employer.pk):
        Comparison.objects.all().delete()
        tasks.compare.apply(args=[made["comparison"]["id"], made["task"]["id"]], headers=headers, throw=True)
        assert TaskRun.objects.get().state == RunState.CANCELLED
