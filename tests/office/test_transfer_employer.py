"""Everything of one employer in one archive, and nothing of another's."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import requests
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connections
from django.urls import reverse

from applicants.models import Applicant
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.office.transfer.whole import exporting, tables
from hiretrack.office.transfer.whole.exporting import export_employer
from hiretrack.office.transfer.whole.targets import Folder
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.uploads.models import Upload
from tests.factories.applicants import ApplicantFactory
from tests.factories.uploads import UploadFactory, arrived, pdf
from tests.fixtures import ApiClient
from tests.office.conftest import stored
from tests.office.transfers import done, run_at, signed_in
from tests.tenancy.neighbours import furnish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bucket")]


@pytest.fixture
def rows(employer: Employer, other_employer: Employer) -> None:
    """Two employers with something in every table, and one clean file each."""
    for owner, word in ((employer, "ownmark"), (other_employer, "zyxomark")):
        furnish(owner, word)
        with employer_scope(owner.pk):
            upload = Upload.objects.get(filename=f"{word}.pdf")
            arrived(upload, pdf(word))
            Upload.objects.filter(pk=upload.pk).update(scan_status="clean")


def told(root: Path) -> dict[str, Any]:
    return dict(json.loads((root / "manifest.json").read_text()))


@pytest.mark.usefixtures("rows")
def test_archive_holds_the_employer_s_rows_and_no_other(employer: Employer, tmp_path: Path) -> None:
    call_command("export_employer", employer.slug, "--to", str(tmp_path / "out"), stdout=StringIO(), stderr=StringIO())

    texts = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert b"ownmark person" in texts[tmp_path / "out/tables/applicants.Applicant.ndjson"]
    assert [path.name for path, text in texts.items() if b"zyxomark" in text] == []
    assert len([path for path in texts if path.suffix == ".pdf"]) == 1


@pytest.mark.usefixtures("rows")
def test_manifest_counts_and_checksums_are_true(employer: Employer, tmp_path: Path) -> None:
    export_employer(employer=employer, target=Folder(tmp_path))

    for label, table in told(tmp_path)["tables"].items():
        content = (tmp_path / table["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == table["sha256"], label
        assert content.count(b"\n") == table["rows"], label
    (file,) = [json.loads(line) for line in (tmp_path / "files.ndjson").read_text().splitlines()]
    assert hashlib.sha256((tmp_path / file["file"]).read_bytes()).hexdigest() == file["sha256"]


def test_every_table_of_an_employer_is_in_it_or_has_a_reason_not_to() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE a.attname = 'employer_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        )
        owned = {name for (name,) in cursor.fetchall()}
    exported = {table.name for table in tables.tables()}
    left_out = {apps.get_model(label)._meta.db_table for label in tables.LEFT_OUT}

    assert owned - exported == left_out


def test_no_secret_is_in_it() -> None:
    known = {(table.label, column) for table in tables.tables() for column in table.columns}

    assert not [pair for pair in known if tables.SECRET.search(pair[1]) and ".".join(pair) not in tables.HARMLESS]
    assert not {("employers.User", "password"), ("employers.ApiKey", "digest")} & known
    assert ("notifications.Message", "content") not in known
    assert {("employers.User", "email"), ("notifications.Message", "recipient")} <= known


def test_tables_are_read_as_of_one_moment(employer: Employer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(employer, lambda: ApplicantFactory(name="Before"))
    written = exporting._write_table

    def and_meanwhile(*given: Any) -> None:
        if given[1].label == "employers.Employer":
            _by_somebody_else(employer)
        written(*given)

    monkeypatch.setattr(exporting, "_write_table", and_meanwhile)
    export_employer(employer=employer, target=Folder(tmp_path))

    assert stored(employer, Applicant.objects.count) == 2
    assert told(tmp_path)["tables"]["applicants.Applicant"]["rows"] == 1


def _by_somebody_else(employer: Employer) -> None:
    from threading import Thread

    def add() -> None:
        with employer_scope(employer.pk):
            ApplicantFactory(name="Meanwhile")
        connections.close_all()

    other = Thread(target=add)
    other.start()
    other.join()


def test_file_that_is_gone_is_named_and_fails_the_command(employer: Employer, tmp_path: Path) -> None:
    lost = stored(employer, UploadFactory)

    with pytest.raises(CommandError, match="1 files are gone"):
        call_command("export_employer", employer.slug, "--to", str(tmp_path / "a.zip"), stdout=StringIO())

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert json.loads(archive.read("manifest.json"))["files"]["missing"] == [str(lost.pk)]


@pytest.mark.parametrize("name", ["there.zip", "there"])
def test_nothing_is_overwritten(employer: Employer, tmp_path: Path, name: str) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "x").touch()
    (tmp_path / "there.zip").touch()

    with pytest.raises(CommandError, match="there"):
        call_command("export_employer", employer.slug, "--to", str(tmp_path / name), stdout=StringIO())


def test_unknown_employer_is_named() -> None:
    with pytest.raises(CommandError, match="no employer 'nobody'"):
        call_command("export_employer", "nobody", "--to", "x.zip")


@pytest.mark.usefixtures("rows")
def test_admin_asks_for_it_and_downloads_it(employer: Employer) -> None:
    client, _ = signed_in("employer_admin", employer)

    run = done(run_at(client.post(reverse("office:export_employer"))["Location"]))
    link = client.get(reverse("office:export_file", args=[run.pk]))["Location"]

    with zipfile.ZipFile(io.BytesIO(requests.get(link, timeout=10).content)) as archive:
        assert json.loads(archive.read("manifest.json"))["employer"]["slug"] == employer.slug
    noted = stored(employer, lambda: AuditLog.objects.filter(action__startswith="employer.export").order_by("id"))
    with all_tenants(reason="test"):
        assert [entry.action for entry in noted] == ["employer.export.started", "employer.exported"]


@pytest.mark.usefixtures("rows")
def test_who_is_no_admin_any_more_does_not_fetch_it(employer: Employer) -> None:
    client, user = signed_in("employer_admin", employer)
    run = done(run_at(client.post(reverse("office:export_employer"))["Location"]))

    User.objects.filter(pk=user.pk).update(roles=["recruiter"])

    assert client.get(reverse("office:export_file", args=[run.pk])).status_code == 404


@pytest.mark.parametrize("role", ["recruiter", "viewer"])
def test_only_admins_export_everything(employer: Employer, role: str) -> None:
    client, _ = signed_in(role, employer)

    assert client.get(reverse("office:export_employer")).status_code == 403
    assert client.post(reverse("office:export_employer")).status_code == 403


def test_one_export_of_everything_at_a_time(employer: Employer) -> None:
    client, _ = signed_in("employer_admin", employer)
    client.post(reverse("office:export_employer"))

    assert client.post(reverse("office:export_employer")).status_code == 409


def test_programs_get_an_address_with_the_task(api: ApiClient, employer: Employer) -> None:
    admin = api.as_role("employer_admin", employer)
    asked = admin.post("/v1/employer:export")
    run = done(run_at(f"/{asked.json()['task']['id']}/"))

    result = admin.get(f"/v1/tasks/{run.pk}").json()["result"]

    assert (asked.status_code, asked.headers["Location"]) == (202, f"/v1/tasks/{run.pk}")
    assert zipfile.is_zipfile(io.BytesIO(requests.get(result["download_url"], timeout=10).content))
    assert api.as_role("recruiter", employer).post("/v1/employer:export").status_code == 403
