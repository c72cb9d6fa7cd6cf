"""Exports of lists: what they hold, in which cells, for whom."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
import requests
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from applicants.models import Applicant
from applications.models import Application
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.background.models import TaskRun
from hiretrack.office.transfer import objects
from hiretrack.office.transfer.exporting import responses
from hiretrack.office.transfer.exporting.columns import cell
from hiretrack.office.transfer.exporting.files import write
from hiretrack.office.transfer.exporting.kinds import KINDS
from hiretrack.tenancy import employer_scope
from hiretrack.uploads import storage
from hiretrack.uploads.importing.formulas import is_formula, restored
from jobs.models import Job
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.jobs import JobFactory
from tests.office.conftest import stored
from tests.office.transfers import done, run_at, signed_in, totals, tried

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("https://evil.example")'


def exported(client: Client, slug: str, query: str = "", **chosen: Any) -> Any:
    columns = [column.name for column in KINDS[slug].columns]
    return client.post(f"{reverse(f'office:export_{slug}')}{query}", {"format": "csv", "columns": columns} | chosen)


def content(answer: Any) -> bytes:
    read = b"".join(answer.streaming_content)
    # The answer's own `close` would end the test's connection, too.
    for close in answer._resource_closers:
        close()
    return read


def lines(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig"))))


@pytest.fixture
def ada(employer: Employer) -> Applicant:
    links = [{"label": "Work", "url": "https://ada.example/"}, {"label": "ada.example", "url": "https://ada.example/x"}]
    made: Applicant = stored(
        employer,
        lambda: ApplicantFactory(
            name="Ada Lovelace", email="ada@example.com", phone="+4930901820", headline=EVIL, external_id="-1",
            skills=["C++", "say; what"], languages=["de-AT"], tags=["vip; maybe"], links=links,
        ),
    )  # fmt: skip
    return made


def test_candidates_are_exported_without_formulas(employer: Employer, ada: Applicant) -> None:
    client, _ = signed_in("recruiter", employer)

    (row,) = lines(exported(client, "candidates"))

    assert (row["Full name"], row["Phone"], row["Headline"]) == ("Ada Lovelace", "'+4930901820", f"'{EVIL}")
    assert (row["Skills"], row["Links"]) == ("C++ | say; what", "Work <https://ada.example/> | https://ada.example/x")


@pytest.mark.usefixtures("bucket")
@pytest.mark.parametrize("given_format", ["csv", "xlsx"])
def test_candidates_exported_and_imported_again_do_not_change(
    employer: Employer, ada: Applicant, given_format: str
) -> None:
    client, _ = signed_in("recruiter", employer)
    file = content(exported(client, "candidates", format=given_format))

    run = tried(client, "candidates", file, f"people.{given_format}")

    assert (totals(run), run.result["errors"]) == ((1, 0, 0, 1, 0), [])


@pytest.mark.usefixtures("bucket")
@pytest.mark.parametrize("given_format", ["csv", "xlsx"])
def test_jobs_exported_and_imported_again_do_not_change(employer: Employer, given_format: str) -> None:
    client, _ = signed_in("recruiter", employer)
    closes = timezone.now() + dt.timedelta(days=30)
    money = {"salary_min": 50_000, "salary_max": "60000.50", "salary_currency": "EUR", "salary_period": "year"}
    stored(employer, lambda: JobFactory(closes_at=closes, remote=True, tags=["a", "b"], languages=["de"], **money))
    stored(employer, lambda: JobFactory(description_md="=1+1\n\n* a; b | c", external_id="R-1"))

    file = content(exported(client, "jobs", format=given_format))
    run = tried(client, "jobs", file, f"jobs.{given_format}")

    assert (totals(run), run.result["errors"]) == ((2, 0, 0, 2, 0), [])


def test_only_what_the_list_holds_is_exported(employer: Employer, ada: Applicant, other_employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    stored(employer, lambda: ApplicantFactory(name="Bob", tags=["other"]))
    stored(other_employer, lambda: ApplicantFactory(name="Foreign"))

    everybody = {row["Full name"] for row in lines(exported(client, "candidates"))}
    found = {row["Full name"] for row in lines(exported(client, "candidates", "?q=lovelace&p=3"))}
    selected = {row["Full name"] for row in lines(exported(client, "candidates", f"?ids={ada.pk},nonsense"))}

    assert (everybody, found, selected) == ({"Ada Lovelace", "Bob"}, {"Ada Lovelace"}, {"Ada Lovelace"})


def test_selected_rows_lead_to_their_export(employer: Employer, ada: Applicant) -> None:
    client, _ = signed_in("recruiter", employer)
    chosen = {"action": "export_selected", "_selected_action": [str(ada.pk)], "index": "0"}

    answer = client.post(reverse("admin:applicants_applicant_changelist"), chosen)

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('office:export_candidates')}?ids={ada.pk}"


def test_whoever_is_hidden_stays_hidden(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    with employer_scope(employer.pk):
        job = published_job(fair_review=True)
        person = ApplicantFactory(name="Ada Lovelace", email="ada@example.com", external_id="X9", headline="I am Ada")
        said = [{"question_id": "q", "question": "Who?", "answer": "Ada Lovelace", "knocked_out": False}]
        row = ApplicationFactory(job=job, applicant=person, answers=said)
        Application.objects.filter(pk=row.pk).update(identity_hidden=True)
        Applicant.objects.filter(pk=person.pk).update(identity_hidden=True)

    told = content(exported(client, "applications")) + content(exported(client, "candidates"))

    assert b"Candidate " in told
    for secret in (b"Lovelace", b"Ada", b"ada@", b"X9"):
        assert secret not in told


def test_applications_are_told_with_their_job_and_status(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    stored(employer, lambda: ApplicationFactory(job=published_job(title="Cook")))

    (row,) = lines(exported(client, "applications"))

    assert (row["Job"], row["Status"]) == ("Cook", "New")


def test_export_is_noted_with_its_number_of_rows(employer: Employer, ada: Applicant) -> None:
    client, user = signed_in("recruiter", employer)
    content(exported(client, "candidates"))

    noted = stored(employer, lambda: AuditLog.objects.get(action="export.made"))

    assert (noted.actor_id, noted.metadata) == (user.pk, {"table": "candidates", "format": "csv", "rows": 1})


@pytest.mark.parametrize("slug", list(KINDS))
def test_viewers_export_nothing(employer: Employer, slug: str) -> None:
    client, _ = signed_in("viewer", employer)

    assert client.get(reverse(f"office:export_{slug}")).status_code == 403
    assert exported(client, slug).status_code == 403


@pytest.mark.parametrize("slug", list(KINDS))
def test_page_and_file_take_the_same_queries_for_one_and_three(
    employer: Employer, slug: str, django_assert_max_num_queries: Any
) -> None:
    client, _ = signed_in("recruiter", employer)
    for number in (1, 3):
        for _place in range(number):
            stored(employer, lambda: ApplicationFactory(job=published_job()))
        with django_assert_max_num_queries(30):
            assert client.get(reverse(f"office:export_{slug}")).status_code == 200
            content(exported(client, slug))


def test_columns_and_format_must_be_chosen(employer: Employer, ada: Applicant) -> None:
    client, _ = signed_in("recruiter", employer)

    assert exported(client, "candidates", columns=[]).status_code == 422
    assert exported(client, "candidates", format="pdf").status_code == 422


@pytest.mark.usefixtures("bucket")
def test_large_export_is_made_by_a_worker_for_its_owner(
    employer: Employer, ada: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = signed_in("recruiter", employer)
    colleague, _ = signed_in("employer_admin", employer)
    monkeypatch.setattr(responses, "AT_ONCE", 0)

    run = done(run_at(exported(client, "candidates")["Location"]))
    file = reverse("office:export_file", args=[run.pk])

    answer = requests.get(client.get(file)["Location"], timeout=10)
    assert (run.state, "Ada Lovelace" in answer.text) == ("succeeded", True)
    assert [colleague.get(at).status_code for at in (file, reverse("office:export_run", args=[run.pk]))] == [404, 404]


@pytest.mark.usefixtures("bucket")
def test_file_is_removed_after_a_day(employer: Employer, ada: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = signed_in("recruiter", employer)
    monkeypatch.setattr(responses, "AT_ONCE", 0)
    run = done(run_at(exported(client, "candidates")["Location"]))
    assert objects.sweep() == 0

    monkeypatch.setattr(objects, "KEPT_FOR", -dt.timedelta(days=1))
    assert objects.sweep() >= 1
    with pytest.raises(storage.ObjectMissing):
        storage.size_of(run.result["path"])

    past = run.result | {"expires_at": timezone.now().isoformat()}
    stored(employer, lambda: TaskRun.objects.filter(pk=run.pk).update(result=past))
    assert client.get(reverse("office:export_file", args=[run.pk])).status_code == 404


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
NASTY = st.builds("".join, st.lists(st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", " ", "1", "\uff1d"])))


@given(st.lists(CELLS | NASTY, min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_exported_cell_begins_a_formula(texts: list[str]) -> None:
    out = io.BytesIO()
    write(out, "csv", texts, [[cell(text) for text in texts], [-5, *texts[1:]]])

    rows = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))

    assert not [one for row in rows for one in row if is_formula(one)]
    assert [restored(one) for one in rows[1]] == texts


@given(st.lists(CELLS | NASTY, min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_no_cell_of_a_workbook_is_a_formula(texts: list[str]) -> None:
    out = io.BytesIO()
    write(out, "xlsx", ["name"], [[text] for text in texts])

    shown = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())).get_sheet_by_index(0)

    assert not [one for row in shown.to_python() for one in row if is_formula(str(one))]


def test_job_list_names_no_other_employer(employer: Employer, other_employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    stored(other_employer, lambda: JobFactory(title="Foreign"))
    stored(employer, lambda: JobFactory(title="Own"))

    assert [row["Title"] for row in lines(exported(client, "jobs"))] == ["Own"]
    assert stored(employer, Job.objects.count) == 1
