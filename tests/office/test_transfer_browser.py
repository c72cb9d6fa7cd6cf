"""A recruiter brings candidates from a workbook, and takes them out again."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from applicants.models import Applicant
from employers.models import Employer
from hiretrack.background.models import TaskRun
from tests.office.conftest import SignIn, stored, violations
from tests.office.transfers import done, run_at, workbook

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bucket", "quiet"),
]
ROWS = [
    ["Nachname", "Vorname", "E-Mail", "Telefon", "Kenntnisse", "Messe", "Notiz"],
    ["Lovelace", "Ada", "ada@example.com", 4930901820, "Python; SQL", "Berlin 2027", "x"],
    ["Hopper", "Grace", "nowhere", "", "COBOL", "", ""],
    ["Turing", "Alan", "alan@example.com", "+44 20 7946 0018", "", "Berlin 2027", "=1+1"],
    ["Lovelace", "Augusta", "ADA@example.com", "", "", "", ""],
]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.xlsx"
    path.write_bytes(workbook(ROWS))
    return path


def follow(page: Page, name: str, role: Literal["button", "link"] = "button", *, exact: bool = False) -> None:
    """Press it, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=exact).first.click()


def worked(page: Page) -> TaskRun:
    """The run whose page is shown, after a worker has done it."""
    return done(run_at(page.url))


def test_recruiter_imports_a_workbook_and_exports_it_again(
    page: Page, live_server: LiveServer, sign_in: SignIn, employer: Employer, people: Path, tmp_path: Path
) -> None:
    sign_in("recruiter")
    page.goto(f"{live_server.url}/admin/applicants/applicant/")
    follow(page, "Import", "link")
    assert violations(page) == []
    page.get_by_label("CSV or Excel (XLSX)").set_input_files(people)
    page.get_by_role("button", name="Continue to the columns").click()

    expect(page.get_by_label("Vorname")).to_have_value("first_name")
    expect(page.get_by_label("Notiz")).to_have_value("")
    page.get_by_label("Messe").select_option("tags")
    page.get_by_label("Telefon").select_option("")
    assert violations(page) == []
    follow(page, "Try it without changing anything")

    worked(page)
    expect(page.get_by_role("heading", name="This would happen")).to_be_visible()
    told = page.get_by_role("row").filter(has=page.get_by_role("cell", name="E-Mail"))
    expect(told).to_have_text([re.compile("3.*not an e-mail address"), re.compile("5.*earlier row")])
    assert violations(page) == []
    assert stored(employer, Applicant.objects.count) == 0
    follow(page, "Import 2 rows")

    worked(page)
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    made = stored(employer, lambda: dict(Applicant.objects.values_list("email", "tags")))
    assert made == {"ada@example.com": ["Berlin 2027"], "alan@example.com": ["Berlin 2027"]}

    follow(page, "Show the list", "link")
    follow(page, "Export", "link", exact=True)
    assert violations(page) == []
    page.get_by_label("CSV", exact=True).check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["Full name"] for row in csv.DictReader(file)} == {"Ada Lovelace", "Alan Turing"}


def test_admin_exports_everything(
    page: Page, live_server: LiveServer, sign_in: SignIn, employer: Employer, tmp_path: Path
) -> None:
    admin = sign_in("employer_admin")
    page.goto(f"{live_server.url}/admin/employers/employer/{employer.pk}/change/")
    follow(page, "Export everything", "link")
    assert violations(page) == []
    follow(page, "Export everything")

    worked(page)
    expect(page.get_by_role("heading", name="The file is ready")).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()

    assert download.value.suggested_filename.startswith(f"{employer.slug}-")
    run = stored(employer, lambda: TaskRun.objects.get(kind="employer.export"))
    assert (run.owner_id, run.state) == (admin.pk, "succeeded")
