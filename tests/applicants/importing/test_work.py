"""Imports as they are asked for over the API and carried out by the task."""

from __future__ import annotations

import io
import uuid
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from applicants.importing.rows import Row
from applicants.importing.services import start_import
from applicants.importing.work import Options, import_rows, reading
from applicants.models import Applicant
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.notifications.models import Message
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.uploads.importing.outcome import Outcome
from hiretrack.uploads.models import Upload
from tests.applicants.importing.runs import CSV, again, carried_out, stored, totals
from tests.factories.applicants import ApplicantFactory
from tests.factories.employers import UserFactory
from tests.fixtures import ApiClient

REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "resumes"


def test_asking_answers_with_a_task(api: ApiClient, employer: Employer) -> None:
    answer = api.as_role("recruiter", employer).post("/v1/applicants:import", {"format": "csv", "content": CSV})

    task = answer.json()["task"]
    assert (answer.status_code, task["kind"], task["state"]) == (202, "applicants.import", "queued")
    assert answer.headers["Location"] == f"/v1/tasks/{task['id']}"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"format": "csv"}, "/upload_id"),
        ({"format": "csv", "content": "x", "upload_id": str(uuid.uuid4())}, "/upload_id"),
        ({"format": "csv", "upload_id": str(uuid.uuid4())}, "/upload_id"),
        ({"format": "xml", "content": "x"}, "/format"),
        ({"format": "csv", "content": "%PDF-1.7 x"}, "/content"),
        ({"format": "csv", "content": "x", "mapping": {"Name": "salary"}}, "/mapping/Name"),
        ({"format": "ndjson", "content": "{}", "mapping": {"Name": "name"}}, "/mapping"),
    ],
)
def test_what_cannot_be_imported_is_named(api: ApiClient, employer: Employer, body: Any, pointer: str) -> None:
    answer = api.as_role("recruiter", employer).post("/v1/applicants:import", body)

    assert answer.status_code == 422, answer.content
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_rows_become_applicants_and_errors_are_told(employer: Employer) -> None:
    run = carried_out(employer)

    assert (run.state, run.progress, totals(run)) == ("succeeded", 100, (3, 2, 0, 0, 0, 1))
    assert stored(employer) == {"ada@example.com": ["Python", "SQL"], "bob@example.com": []}
    (error,) = run.result["errors"]
    assert (error["row"], error["pointer"], error["code"]) == (4, "/email", "invalid")


def test_again_changes_nothing(employer: Employer) -> None:
    carried_out(employer)

    assert totals(carried_out(employer)) == (3, 0, 0, 2, 0, 1)


def test_known_people_are_brought_up_to_date_or_left(employer: Employer) -> None:
    with employer_scope(employer.pk):
        ApplicantFactory(name="Ada", email="ADA@example.com", headline="Countess", skills=["Maths"])

    skipped = carried_out(employer, on_existing="skip")
    updated = carried_out(employer)

    assert (totals(skipped), totals(updated)) == ((3, 1, 0, 0, 1, 1), (3, 0, 1, 1, 0, 1))
    with employer_scope(employer.pk):
        ada = Applicant.objects.get(name="Ada")
    assert (ada.headline, ada.skills, ada.email) == ("Countess", ["Python", "SQL"], "ADA@example.com")


def test_dry_run_does_the_same_and_writes_nothing(employer: Employer) -> None:
    run = carried_out(employer, dry_run=True)

    assert totals(run) == (3, 2, 0, 0, 0, 1)
    assert run.result["dry_run"] is True
    assert stored(employer) == {}
    with employer_scope(employer.pk):
        assert not AuditLog.objects.filter(action="applicant.created").exists()
        assert Upload.objects.count() == 1


def test_address_that_comes_twice_counts_once(employer: Employer) -> None:
    run = carried_out(employer, content="name,email\nAda,ada@example.com\nEve,ADA@example.com\n")

    assert totals(run) == (2, 1, 0, 0, 0, 1)
    assert run.result["errors"][0]["code"] == "duplicate"


def test_file_goes_once_it_is_imported(employer: Employer) -> None:
    carried_out(employer)

    with employer_scope(employer.pk):
        assert not Upload.objects.exists()


def test_nobody_gets_a_mail_and_everything_is_journalled(employer: Employer) -> None:
    carried_out(employer)

    with employer_scope(employer.pk):
        made = AuditLog.objects.filter(action="applicant.created", metadata__source="import")
        assert made.count() == 2
    with all_tenants(reason="test"):
        assert not Message.objects.exists()


def test_unusable_file_fails_the_run(employer: Employer) -> None:
    run = carried_out(employer, content="a,b\n1,2\n")

    assert (run.state, run.error["code"]) == ("failed", "columns_missing")


def test_only_the_first_thousand_errors_are_told(scope: Employer) -> None:
    outcome = Outcome()
    rows = [Row(number, {}) for number in range(1200)]

    import_rows(rows=rows, options=Options("csv"), outcome=outcome, step=StringIO, after=lambda _: None)

    told = outcome.as_json()
    assert (told["failed"], len(told["errors"]), told["errors_left_out"]) == (1200, 1000, 1400)
    assert Outcome.of(told, dry_run=False) == outcome


@pytest.mark.skipif(not REAL.exists(), reason="real résumés are not at hand")
def test_real_resumes_are_imported(employer: Employer) -> None:
    for file in sorted(REAL.glob("*.json")):
        if "schema" not in file.name:
            with file.open("rb") as opened, employer_scope(employer.pk):
                read, outcome = reading(io.BytesIO(opened.read()), Options("json_resume")), Outcome()
                import_rows(
                    rows=read.rows, options=Options("json_resume"), outcome=outcome,
                    step=lambda: employer_scope(employer.pk), after=lambda _: None,
                )  # fmt: skip
            assert (outcome.counts["created"], outcome.errors) == (1, []), file.name


@pytest.mark.parametrize("kind", ["user", "api_key", "token_without_account"])
def test_journal_names_who_asked_for_it(employer: Employer, kind: str) -> None:
    user, key = UserFactory(employer=employer, name="Grace"), uuid.uuid4()
    actor = {
        "user": Actor(ActorKind.USER, "Grace", user.pk),
        "api_key": Actor(ActorKind.API_KEY, "Payroll", None, key),
        "token_without_account": Actor(ActorKind.USER, "Hopper"),
    }[kind]
    with acting_as(actor), employer_scope(employer.pk):
        run = start_import(options=Options("csv"), content=CSV)
        upload = Upload.objects.get().pk

    again(employer, run, upload, Options("csv"))

    with employer_scope(employer.pk):
        made = AuditLog.objects.filter(action="applicant.created")
        told = set(made.values_list("actor_kind", "actor_name", "actor_id"))
    assert told == {(actor.kind, actor.name, actor.user_id)}
    assert run.api_key_id == actor.api_key_id
