"""Imports in the back office: the file, its columns, the trial, the import."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.office.transfer.importing.intake import letters
from hiretrack.tenancy import all_tenants
from hiretrack.uploads.models import Upload
from jobs.models import Job
from tests.factories.jobs import JobFactory, PublishedJobFactory
from tests.office.conftest import stored
from tests.office.transfers import PEOPLE, choices, confirmed, file_of, sent, signed_in, totals, tried, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bucket")]


def people(employer: Employer) -> dict[str, tuple[str, list[str], list[str]]]:
    rows = stored(employer, lambda: list(Applicant.objects.order_by("email")))
    return {row.email: (row.name, row.skills, row.tags) for row in rows}


def test_columns_are_guessed_in_german_and_english(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)

    guessed = choices(client, sent(client, "candidates", PEOPLE))

    assert list(guessed.values()) == ["name", "email", "phone", "skills", ""]


def test_trial_tells_and_changes_nothing_then_the_import_does_it(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)

    trial = tried(client, "candidates", PEOPLE, **{"column-4": "tags"})
    assert (totals(trial), people(employer)) == ((3, 2, 0, 0, 1), {})
    assert totals(confirmed(client, "candidates", trial)) == (3, 2, 0, 0, 1)

    assert people(employer)["ada@example.com"] == ("Ada Lovelace", ["Python", "SQL"], ["Messe"])
    assert not stored(employer, Upload.objects.exists)


def test_wrong_rows_are_told_with_their_column_and_as_a_file(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    run = tried(client, "candidates", PEOPLE)

    shown: Any = client.get(reverse("office:import_candidates_run", args=[run.pk]))
    file = client.get(reverse("office:import_candidates_problems", args=[run.pk])).content.decode("utf-8-sig")

    (problem,) = shown.context["problems"]
    assert (problem.row, problem.column) == (4, "E-Mail")
    assert "This is not an e-mail address." in shown.content.decode()
    assert file.splitlines() == ["Row,Column,What to do", "4,E-Mail,This is not an e-mail address."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_found_out(employer: Employer, encoding: str, separator: str) -> None:
    client, _ = signed_in("recruiter", employer)
    text = "Vorname,Nachname,E-Mail\r\nJörg,Müller,joerg@example.com\r\n".replace(",", separator)

    confirmed(client, "candidates", tried(client, "candidates", text.encode(encoding)))

    assert people(employer)["joerg@example.com"][0] == "Jörg Müller"


def test_workbook_gives_dates_and_numbers_as_they_are_seen(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    rows = [["Candidate ID", "Name", "Email", "Phone", "Note"], [20931, "Ada", "ada@example.com", 4930901820, True]]

    run = confirmed(
        client, "candidates", tried(client, "candidates", workbook(rows), "people.xlsx", **{"column-3": ""})
    )

    assert totals(run) == (1, 1, 0, 0, 0)
    assert stored(employer, lambda: Applicant.objects.get().external_id) == "20931"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not empty"),
        (b"\xd0\xcf\x11\xe0 old", "save it as XLSX"),
        (b"%PDF-1.7 \x00", "neither a CSV file nor an Excel workbook"),
        (b"PK\x03\x04 no archive \x00", "neither a CSV file nor an Excel workbook"),
        (b" ; ; \nAda;x\n", "first row is empty"),
        (b"name,email\nA\x81da,a@example.com\n", "letters of this file"),
        ((",".join(f"c{n}" for n in range(300)) + "\n").encode(), "at most 200 columns"),
    ],
)
def test_file_that_cannot_be_used_says_what_to_do(employer: Employer, content: bytes, words: str) -> None:
    client, _ = signed_in("recruiter", employer)
    answer = client.post(reverse("office:import_candidates"), {"file": file_of(content)})

    assert answer.status_code == 422
    assert words in answer.context["error"]


def test_field_may_be_chosen_once_and_tags_often(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    address = sent(client, "candidates", "a,b,c,d\nAda,ada@example.com,x,y\n")
    twice = {"column-0": "name", "column-1": "email", "column-2": "name", "column-3": ""}

    refused: Any = client.post(address, twice)
    good = client.post(address, twice | {"column-2": "tags", "column-3": "tags"})

    assert (refused.status_code, [one.column.place for one in refused.context["choices"] if one.error]) == (422, [2])
    assert good.status_code == 302


def test_needed_columns_are_named(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    address = sent(client, "candidates", "a,b\nAda,ada@example.com\n")

    answer: Any = client.post(address, {"column-0": "name"})

    assert (answer.status_code, "Missing: “E-mail”." in answer.context["error"]) == (422, True)


def test_choice_is_remembered_for_next_time(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    odd = "Wer,Wo erreichbar,Tag\nAda,ada@example.com,x\n"
    tried(client, "candidates", odd, **{"column-0": "name", "column-1": "email", "column-2": ""})
    colleague, _ = signed_in("employer_admin", employer)

    assert list(choices(colleague, sent(colleague, "candidates", odd)).values()) == ["name", "email", ""]


def test_people_are_known_by_their_external_id_first(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    first = "external id,name,email\nA1,Ada,ada@example.com\nB2,Bob,bob@example.com\n"
    confirmed(client, "candidates", tried(client, "candidates", first))
    second = (
        "external id,name,email\nA1,Ada,countess@example.com\nB2,Bob,countess@example.com\nC3,Bob,bob@example.com\n"
    )

    run = tried(client, "candidates", second)

    assert totals(run) == (3, 0, 1, 0, 2)
    assert [(error["row"], error["code"]) for error in run.result["errors"]] == [
        (3, "duplicate"),
        (4, "other_external_id"),
    ]


def test_imports_are_their_owners_own(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    address = sent(client, "candidates", PEOPLE)
    run = tried(client, "candidates", PEOPLE)
    colleague, _ = signed_in("employer_admin", employer)

    assert colleague.get(address).status_code == 404
    assert colleague.get(reverse("office:import_candidates_run", args=[run.pk])).status_code == 404
    assert client.get(reverse("office:import_jobs_run", args=[run.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["candidates", "jobs"])
def test_viewers_import_nothing(employer: Employer, kind: str) -> None:
    client, _ = signed_in("viewer", employer)

    assert client.get(reverse(f"office:import_{kind}")).status_code == 403


JOBS = (
    "Kennziffer;Titel;Beschreibung;Ort;Land;Anstellungsart;Gehalt von;Gehalt bis;Währung;paid per;Home Office;"
    "Deadline\n"
    "R-1;Köchin;Sie kochen.;Wien;Österreich;Vollzeit;30.000,00;36 000 €;eur;Jahr;nein;31.12.2090\n"
    "R-2;;Text;Berlin;DE;Teilzeit;;;;;ja;\nR-3;Fahrer;Text;Berlin;Narnia;manchmal;;;;;ja;5/4/2027\n"
)


def test_jobs_are_imported_and_known_again(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)

    run = confirmed(client, "jobs", tried(client, "jobs", JOBS))
    again = tried(client, "jobs", JOBS)

    assert (totals(run), totals(again)) == ((3, 1, 0, 0, 2), (3, 0, 0, 1, 2))
    assert [(e["row"], e["pointer"]) for e in run.result["errors"]] == [
        (4, "/country"), (4, "/employment_type"), (4, "/closes_at"), (3, "/title"),
    ]  # fmt: skip
    job = stored(employer, Job.objects.get)
    assert (job.external_id, job.title, job.country, job.status) == ("R-1", "Köchin", "AT", "draft")
    assert (job.salary_min, job.salary_max, job.salary_currency, job.salary_period) == (30_000, 36_000, "EUR", "year")
    assert job.closes_at == dt.datetime(2090, 12, 31, 23, 59, tzinfo=dt.UTC)


def test_published_job_stays_publishable(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    made = stored(employer, lambda: PublishedJobFactory(external_id="R-1"))

    run = confirmed(client, "jobs", tried(client, "jobs", "external id,title,description\nR-1,Cook,cook\n"))

    assert (totals(run), run.result["errors"][0]["pointer"]) == ((1, 0, 0, 0, 1), "/description_md")
    assert stored(employer, lambda: Job.objects.get().title) == made.title


def test_job_of_another_employer_is_not_known(employer: Employer, other_employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)
    foreign = stored(other_employer, lambda: JobFactory(external_id="R-1"))

    by_id = tried(client, "jobs", f"HireTrack id,title\n{foreign.pk},Mine\n")
    by_external = confirmed(client, "jobs", tried(client, "jobs", "external id,title\nR-1,Mine\n"))

    assert (by_id.result["errors"][0]["code"], totals(by_external)) == ("not_found", (1, 1, 0, 0, 0))
    with all_tenants(reason="test"):
        assert Job.objects.get(pk=foreign.pk).title == foreign.title


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_in_a_spreadsheet(place: int, name: str) -> None:
    assert letters(place) == name


def test_columns_without_a_name_or_with_the_same_are_told_apart(employer: Employer) -> None:
    client, _ = signed_in("recruiter", employer)

    shown: Any = client.get(sent(client, "candidates", "Name,,Mail,mail\nAda,x,ada@example.com,y\n"))

    assert [column.header for column in shown.context["columns"]] == ["Name", "Column B", "Mail", "mail 2"]
