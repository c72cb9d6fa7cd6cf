"""Imports as they are asked for and carried out: over the API, by the task, by the command."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from applicants.importing import work, writing
from applicants.importing.outcome import Outcome
from applicants.importing.rows import Row
from applicants.importing.services import start_import
from applicants.importing.work import Options, import_rows, reading
from applicants.models import Applicant
from applicants.tasks import import_applicants
from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.background.models import TaskRun
from hiretrack.celery import HEADER_EMPLOYER
from hiretrack.notifications.models import Message
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import complete, presign
from tests.factories.applicants import ApplicantFactory
from tests.factories.uploads import EICAR, put
from tests.fixtures import ApiClient

CSV = "name,email,skills\nAda,ada@example.com,Python|SQL\nBob,bob@example.com,\nNobody,nowhere,\n"
REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "resumes"
Import = Callable[..., dict[str, Any]]


def stored(employer: Employer) -> dict[str, list[str]]:
    with employer_scope(employer.pk):
        return dict(Applicant.objects.order_by("email").values_list("email", "skills"))


def carried_out(employer: Employer, *, content: str = CSV, upload_id: uuid.UUID | None = None, **given: Any) -> TaskRun:
    """One run from start to end, its task called as a worker does."""
    options = Options(**{"format": "csv", **given})
    with employer_scope(employer.pk):
        run = start_import(options=options, upload_id=upload_id, content="" if upload_id else content)
        upload = upload_id or Upload.objects.latest("created_at").pk
    return again(employer, run, upload, options)


def again(employer: Employer, run: TaskRun, upload_id: uuid.UUID, options: Options) -> TaskRun:
    given = {"format": options.format, "mapping": dict(options.mapping), "on_existing": options.on_existing}
    arguments = [str(run.pk), str(upload_id), {**given, "dry_run": options.dry_run}]
    import_applicants.apply(arguments, headers={HEADER_EMPLOYER: str(employer.pk)})
    with employer_scope(employer.pk):
        run.refresh_from_db()
    return run


def totals(run: TaskRun) -> tuple[int, ...]:
    return tuple(run.result[name] for name in ("rows", "created", "updated", "unchanged", "skipped", "failed"))


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


def test_killed_import_goes_on_behind_its_last_batch(employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BATCH", 1)
    written, options = writing.write, Options("csv")
    calls: list[int] = []

    def dying(*given: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return written(*given, **more)

    with employer_scope(employer.pk):
        run = start_import(options=options, content=CSV)
        upload = Upload.objects.get().pk
    monkeypatch.setattr(work, "write", dying)
    with pytest.raises(KeyboardInterrupt):
        again(employer, run, upload, options)

    with employer_scope(employer.pk):
        assert TaskRun.objects.get(pk=run.pk).result["rows"] == 1
    assert totals(again(employer, run, upload, options)) == (3, 2, 0, 0, 0, 1)
    assert len(calls) == 4


def test_cancelled_import_stops_at_its_next_batch(employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    from hiretrack.background.services import cancel

    with employer_scope(employer.pk):
        run = start_import(options=Options("csv"), content=CSV)
        cancel(run)
        upload = Upload.objects.get().pk

    assert again(employer, run, upload, Options("csv")).state == "cancelled"
    assert stored(employer) == {}


def test_unusable_file_fails_the_run(employer: Employer) -> None:
    run = carried_out(employer, content="a,b\n1,2\n")

    assert (run.state, run.error["code"]) == ("failed", "columns_missing")


def sent(employer: Employer, content: bytes) -> uuid.UUID:
    """A file put into the store by a recruiter's browser."""
    form = presign(
        employer_id=employer.pk, kind="import", filename="people.csv", content_type="text/csv", size=len(content)
    )
    assert put(form, content) in {200, 204}
    with employer_scope(employer.pk):
        complete(upload=Upload.objects.get(pk=form.upload_id))
    return form.upload_id


def test_large_file_comes_as_an_upload(employer: Employer) -> None:
    rows = "".join(f"Person {n},person{n}@example.com,Python\n" for n in range(1201))

    run = carried_out(employer, upload_id=sent(employer, f"name,email,skills\n{rows}".encode()))

    assert totals(run) == (1201, 1201, 0, 0, 0, 0)
    assert len(stored(employer)) == 1201


def test_infected_file_is_not_imported(employer: Employer) -> None:
    run = carried_out(employer, upload_id=sent(employer, b"name,email\n" + EICAR))

    assert (run.state, run.error["code"]) == ("failed", "upload_unusable")


@pytest.mark.parametrize(("role", "status"), [("recruiter", 201), ("applicant", 403), ("", 403)])
def test_only_recruiters_send_files_to_import(api: ApiClient, employer: Employer, role: str, status: int) -> None:
    client = api.as_role(role, employer) if role else api
    body = {"kind": "import", "filename": "a.csv", "content_type": "text/csv", "size": 20_000_000}

    assert client.post("/v1/uploads:presign", {**body, "employer": "acme"}).status_code == status


@pytest.mark.parametrize(
    "wrong", [{"content_type": "application/pdf", "filename": "a.pdf"}, {"size": 33_554_433}, {"kind": "cv"}]
)
def test_documents_and_files_to_import_are_told_apart(api: ApiClient, employer: Employer, wrong: Any) -> None:
    body = {"kind": "import", "filename": "a.csv", "content_type": "text/csv", "size": 1}

    assert api.as_role("recruiter", employer).post("/v1/uploads:presign", {**body, **wrong}).status_code == 422


def test_file_to_import_is_nobodys_cv(api: ApiClient, employer: Employer) -> None:
    upload = sent(employer, CSV.encode())
    body = {"name": "Ada", "email": "ada@example.com", "cv_upload_id": str(upload)}

    assert api.as_role("recruiter", employer).post("/v1/applicants", body).status_code == 422


def test_somebody_added_meanwhile_is_found_at_the_next_look(scope: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"name": "Ada", "email": "ada@example.com"}
    looks = iter([{}])
    look = writing._known
    ApplicantFactory(**values)
    monkeypatch.setattr(writing, "_known", lambda addresses: next(looks, None) or look(addresses))

    assert writing.write([values], on_existing="update", dry_run=False)["unchanged"] == 1


def test_batch_takes_the_same_queries_for_one_and_three(scope: Employer, django_assert_num_queries: Any) -> None:
    for number in (1, 3):
        batch = [{"name": "A", "email": f"{number}.{n}@example.com"} for n in range(number)]
        with django_assert_num_queries(5):
            writing.write(batch, on_existing="update", dry_run=False)


def test_only_the_first_thousand_errors_are_told(scope: Employer) -> None:
    outcome = Outcome()
    rows = [Row(number, {}) for number in range(1200)]

    import_rows(rows=rows, options=Options("csv"), outcome=outcome, step=StringIO, after=lambda _: None)

    told = outcome.as_json()
    assert (told["failed"], len(told["errors"]), told["errors_left_out"]) == (1200, 1000, 1400)
    assert Outcome.of(told, dry_run=False) == outcome


def run_command(*arguments: object) -> str:
    out = StringIO()
    call_command("import_applicants", *map(str, arguments), stdout=out)
    return " ".join(out.getvalue().split())


def test_command_imports_and_fails_for_bad_rows(employer: Employer, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(CSV.replace("name,", "Wer,"))

    with pytest.raises(CommandError, match="1 rows cannot be imported"):
        run_command(file, "--employer", "acme", "--mapping", "Wer=name")

    assert len(stored(employer)) == 2


def test_command_dry_run_changes_nothing(employer: Employer, tmp_path: Path) -> None:
    file = tmp_path / "people.ndjson"
    file.write_text(json.dumps({"name": "Ada", "email": "ada@example.com"}))

    assert "Dry run: nothing was changed. 1 rows 1 created" in run_command(file, "--employer", "acme", "--dry-run")
    assert stored(employer) == {}


@pytest.mark.parametrize(
    "arguments", [("x.csv", "--employer", "none"), ("x.csv",), ("x.txt",), ("x.csv", "--mapping", "Wer")]
)
def test_command_says_what_is_wrong(employer: Employer, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    name, *more = arguments
    if name == "x.txt":
        (tmp_path / name).write_text("x")

    with pytest.raises(CommandError):
        run_command(tmp_path / name, *(more if "--employer" in more else ["--employer", "acme", *more]))


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
