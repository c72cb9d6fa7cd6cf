"""Candidates side by side, and the reports of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from employers.models import Employer
from hiretrack.background.choices import RunState
from hiretrack.background.models import TaskRun
from jobs.models import Job
from shortlists.models import ComparedApplicant, Comparison, ComparisonReport
from tests.factories.applicants import ApplicantFactory
from tests.factories.shortlists import compared, shortlisted
from tests.fixtures import user_with
from tests.office.shortlists import compare_of, job_with_three

SECTIONS = ["facts", "answers"]


@pytest.fixture
def made(scope: Employer) -> tuple[Job, list[Application]]:
    job, rows = job_with_three()
    shortlisted(job, rows[0].applicant, rows[2].applicant, notes="Worth a call", score=70)
    return job, rows


@pytest.fixture
def recruiter(client: Client, employer: Employer) -> Client:
    client.force_login(user_with("recruiter", employer))
    return client


def side(client: Client, job: Job, rows: list[Application]) -> str:
    answer = client.get(compare_of(job, *(row.applicant for row in rows)))
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html


def cells(html: str, label: str) -> list[str]:
    """Of the row that begins with `label`."""
    for row in html.split("<tr>"):
        if f'<th scope="row">{label}' in row:
            return row.split("</tr>")[0].split("<td")[1:]
    raise AssertionError(label)


def page_of(row: Comparison, part: str = "change/") -> str:
    return f"/admin/shortlists/comparison/{row.pk}/{part}"


def make(client: Client, job: Job, rows: list[Application], **more: Any) -> Any:
    ids = ",".join(str(row.applicant_id) for row in rows)
    said = {"ids": ids, "title": "Final round", "sections": SECTIONS, **more}
    return client.post(f"/admin/jobs/job/{job.pk}/compare/report/", said)


def test_columns_say_what_is_known_of_each(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made

    html = side(recruiter, job, rows)

    assert "Screening" in cells(html, "Stage")[0]
    assert "82" in cells(html, "Match")[0]
    assert "Best of these" in cells(html, "Match")[0]
    assert "Not computed" in cells(html, "Match")[1]
    assert "Analytical engines" in cells(html, "Experience")[0]
    assert "Worth a call" in cells(html, "On the shortlist")[2]
    assert "Not on it" in cells(html, "On the shortlist")[1]


def test_skills_are_marked_against_the_job_and_each_other(
    recruiter: Client, made: tuple[Job, list[Application]]
) -> None:
    ada, _alan, grace = cells(side(recruiter, *made), "Skills")

    assert "asked for: </span>Python" in ada
    assert 'SQL<span class="o-hidden-label"> (in common)' in ada
    assert "Not found:</span> Python, Kafka" in grace


def test_answers_mark_knock_outs(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    html = side(recruiter, *made)

    permit, years = cells(html, "May you work here?"), cells(html, "Years with SQL?")
    assert ["Knock-out" in cell for cell in permit] == [False, True, False]
    assert "No" in permit[1]
    assert "Ten" in years[2]
    assert "No answer" in years[0]


def test_query_count_is_the_same_for_two_and_three(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made
    counts = []
    for chosen in ([rows[0], rows[2]], rows):
        side(recruiter, job, chosen)
        with CaptureQueriesContext(connection) as asked:
            side(recruiter, job, chosen)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_are_asked_to_choose(recruiter: Client, made: tuple[Job, list[Application]], count: int) -> None:
    job, rows = made

    assert "Choose two to six candidates" in side(recruiter, job, rows[:count])


def test_strangers_and_a_seventh_are_left_out(
    recruiter: Client, made: tuple[Job, list[Application]], other_employer: Employer
) -> None:
    job, rows = made
    more = [Application(job=job, applicant=ApplicantFactory(name=f"Extra {number}")) for number in range(4)]

    html = side(recruiter, job, [*rows, *more])

    assert "Extra 2" in html
    assert "Extra 3" not in html
    assert "1 candidate is not shown" in html
    assert recruiter.get(f"/admin/jobs/job/{job.pk}/compare/?ids=nobody,{job.pk}").status_code == 200


def test_buttons_move_through_the_guarded_service(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made
    html = cells(side(recruiter, job, rows), "Stage")[1]
    address = html.split('action="')[1].split('"')[0]
    back = compare_of(job, *(row.applicant for row in rows))

    answer = recruiter.post(address, {"status": "screening", "expected_status": "new", "next": back})
    again = recruiter.post(address, {"status": "screening", "expected_status": "new", "next": back}, follow=True)

    rows[1].refresh_from_db()
    assert (answer["Location"], rows[1].status) == (back, "screening")
    assert "Nothing was changed" in again.content.decode()


def test_fair_review_hides_names_and_evidence(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made
    Job.objects.filter(pk=job.pk).update(fair_review=True)
    rows[0].applicant.headline = "Lovelace, analyst"
    rows[0].applicant.cv_text = "Ada Lovelace wrote programs"
    rows[0].applicant.save()

    html = side(recruiter, job, rows)

    assert "Lovelace" not in html
    assert "wrote programs" in html
    assert "Grace Hopper" in html


def test_report_is_asked_for_with_title_and_sections(
    recruiter: Client, made: tuple[Job, list[Application]], django_capture_on_commit_callbacks: Any
) -> None:
    job, rows = made

    answer = make(recruiter, job, rows)

    row = Comparison.objects.get()
    members = list(ComparedApplicant.objects.order_by("position").values_list("applicant_id", flat=True))
    assert answer["Location"] == page_of(row)
    assert (row.title, row.config) == ("Final round", {"sections": SECTIONS})
    assert members == [one.applicant_id for one in rows]
    page = recruiter.get(page_of(row)).content.decode()
    assert "The report is being made" in page
    assert 'hx-trigger="every 1s"' in page


def test_report_without_title_keeps_what_was_typed(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made

    answer = make(recruiter, job, rows, title="x" * 201, sections=["facts"])
    html = recruiter.get(answer["Location"]).content.decode()

    assert not Comparison.objects.exists()
    assert "x" * 201 in html
    assert 'value="facts" checked' in html
    assert 'value="answers" checked' not in html


def test_ready_report_is_framed_without_any_right(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made
    row = compared(job, rows[0].applicant, rows[1].applicant, html="<h1>Final</h1>")

    page = recruiter.get(page_of(row)).content.decode()
    frame = recruiter.get(page_of(row, "report/"))
    pdf = recruiter.get(page_of(row, "report/?as=pdf"))

    assert 'sandbox="allow-same-origin allow-modals"' in page
    assert "default-src 'none'" in frame["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in frame["Content-Security-Policy"]
    assert "allow-scripts" not in frame["Content-Security-Policy"]
    assert (pdf["Content-Type"], pdf["Content-Disposition"][:10]) == ("application/pdf", "attachment")


def test_missing_pdf_is_explained(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made
    row = compared(job, rows[0].applicant, rows[1].applicant, html="<h1>Final</h1>")
    ComparisonReport.objects.update(pdf=None)

    page, pdf = recruiter.get(page_of(row)).content.decode(), recruiter.get(page_of(row, "report/?as=pdf"))

    assert "There is no PDF" in page
    assert pdf.status_code == 503
    assert "Install WeasyPrint" in pdf.content.decode()


def test_failed_report_can_be_made_again(
    recruiter: Client, made: tuple[Job, list[Application]], employer: Employer
) -> None:
    job, rows = made
    row = compared(job, rows[0].applicant, rows[1].applicant)
    run = TaskRun.objects.create(kind="shortlists.compare", state=RunState.FAILED)
    Comparison.objects.filter(pk=row.pk).update(run=run)

    assert "The report could not be made" in recruiter.get(page_of(row)).content.decode()
    assert recruiter.post(page_of(row, "again/")).status_code == 302
    assert Comparison.objects.count() == 2


def test_comparison_is_deleted_with_its_report(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made
    row = compared(job, rows[0].applicant, rows[1].applicant, html="<h1>Final</h1>")

    answer = recruiter.post(page_of(row, "remove/"))

    assert answer["Location"] == f"/admin/jobs/job/{job.pk}/shortlist/"
    assert not Comparison.objects.exists()
    assert not ComparisonReport.objects.exists()


def test_comparisons_are_listed_with_people_and_state(recruiter: Client, made: tuple[Job, list[Application]]) -> None:
    job, rows = made
    Job.objects.filter(pk=job.pk).update(fair_review=True)
    compared(job, rows[2].applicant, rows[1].applicant, html="<h1>Final</h1>")

    html = recruiter.get("/admin/shortlists/comparison/").content.decode()

    assert "Grace Hopper, Candidate " in html
    assert "Ready" in html
    assert "Turing" not in html


def test_viewer_reads_and_changes_nothing(
    client: Client, employer: Employer, made: tuple[Job, list[Application]]
) -> None:
    job, rows = made
    row = compared(job, rows[0].applicant, rows[1].applicant, html="<h1>Final</h1>")
    client.force_login(user_with("viewer", employer))

    html = side(client, job, rows) + client.get(page_of(row)).content.decode()

    assert "Move to" not in html
    assert "Make the report" not in html
    assert "Delete" not in html
    assert client.get(page_of(row, "report/")).status_code == 200
    assert make(client, job, rows).status_code == 403
    assert {client.post(page_of(row, part)).status_code for part in ("again/", "remove/")} == {403}


def test_comparison_of_another_employer_is_not_there(
    client: Client, other_employer: Employer, made: tuple[Job, list[Application]]
) -> None:
    job, rows = made
    row = compared(job, rows[0].applicant, html="<h1>Final</h1>")
    client.force_login(user_with("recruiter", other_employer))

    pages = [compare_of(job), page_of(row), page_of(row, "report/"), "/admin/shortlists/comparison/x/change/"]
    assert {client.get(page).status_code for page in pages} == {404}
