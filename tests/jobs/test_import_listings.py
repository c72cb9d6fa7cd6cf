from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.models import Job

FILE = Path(__file__).parent / "data" / "listings.jsonl"
REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "listings.jsonl"


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_listings", *map(str, arguments), stdout=out)
    return " ".join(out.getvalue().split())


def everything() -> list[tuple[object, ...]]:
    with all_tenants(reason="test"):
        columns = ("external_id", "title", "status", "company", "updated_at", "employer__name")
        return list(Job.objects.order_by("external_id").values_list(*columns))


def test_companies_become_employers(db: None) -> None:
    said = run(FILE, "--by-company")

    assert "2 employers made 3 made and published 2 made as drafts" in said
    assert "1 of the new ones left as a draft: country is missing" not in said
    assert {name for *_, name in everything()} == {"Northwind", "Café Größe"}
    assert {company for _, _, _, company, *_ in everything()} == {""}


def test_job_is_published_as_of_when_it_was_posted(db: None) -> None:
    run(FILE, "--by-company")

    with all_tenants(reason="test"):
        job = Job.objects.get(external_id="a1")
    assert job.published_at is not None
    assert job.published_at.date().isoformat() == "2026-04-17"
    assert job.source_url == "https://jobs.example/northwind/1"


def test_again_changes_nothing(db: None) -> None:
    run(FILE, "--by-company")
    before = everything()

    said = run(FILE, "--by-company")

    assert "0 employers made 0 made and published 0 made as drafts 0 updated 5 unchanged" in said
    assert everything() == before


def test_dry_run_changes_nothing(db: None) -> None:
    said = run(FILE, "--by-company", "--dry-run")

    assert "Dry run" in said
    assert "3 made and published" in said
    assert everything() == []
    assert not Employer.objects.exists()


def test_one_employer_takes_everything(employer: Employer) -> None:
    run(FILE, "--employer", "acme", "--draft")

    with employer_scope(employer.pk):
        assert set(Job.objects.values_list("status", flat=True)) == {"draft"}
        assert set(Job.objects.values_list("company", flat=True)) == {"Northwind", "Café Größe"}
        assert AuditLog.objects.filter(action="job.created").count() == 5


def test_changed_listing_updates_its_job(employer: Employer, tmp_path: Path) -> None:
    run(FILE, "--employer", "acme")
    changed = tmp_path / "changed.jsonl"
    changed.write_text(FILE.read_text().replace("Product Designer", "Lead Designer"))

    said = run(changed, "--employer", "acme")

    assert "1 updated 4 unchanged" in said
    with employer_scope(employer.pk):
        assert Job.objects.get(external_id="b2").title == "Lead Designer"
        assert AuditLog.objects.filter(action="job.updated").count() == 1


def test_correction_by_a_recruiter_stays(employer: Employer) -> None:
    run(FILE, "--employer", "acme")
    with employer_scope(employer.pk):
        Job.objects.filter(external_id="a1").update(title="Corrected")

    run(FILE, "--employer", "acme")

    with employer_scope(employer.pk):
        assert Job.objects.get(external_id="a1").title == "Corrected"


def test_bad_lines_are_told_and_lose_nothing(employer: Employer, tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    file.write_bytes(b"{broken\n" + FILE.read_bytes() + b'{"id": "\xff", "title": 7}\n')
    out = StringIO()

    with pytest.raises(CommandError, match="2 lines could not be read"):
        call_command("import_listings", str(file), "--employer", "acme", stdout=out)

    assert "line 1: not valid JSON" in out.getvalue()
    assert "line 8: title and company missing" in out.getvalue()
    assert len(everything()) == 5


def test_repeated_listing_is_skipped(employer: Employer, tmp_path: Path) -> None:
    file = tmp_path / "twice.jsonl"
    file.write_text(FILE.read_text() + FILE.read_text())

    said = run(file, "--employer", "acme")

    assert "5 skipped: line 7: same id as line 1" in said
    assert len(everything()) == 5


def test_published_job_is_not_made_incomplete(employer: Employer, tmp_path: Path) -> None:
    run(FILE, "--employer", "acme")
    row = json.loads(FILE.read_text().splitlines()[0]) | {"locations": []}
    file = tmp_path / "less.jsonl"
    file.write_text(json.dumps(row))

    said = run(file, "--employer", "acme")

    assert "1 skipped: line 1: the published job would lack something" in said
    with employer_scope(employer.pk):
        assert Job.objects.get(external_id="a1").location == "Austin, TX"


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.jsonl", "--by-company"],
        [str(FILE), "--employer", "nobody"],
        [str(FILE)],
        [str(FILE), "--by-company", "--employer", "acme"],
    ],
)
def test_impossible_call_fails(db: None, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("import_listings", "--help")

    assert "manage.py import_listings listings.jsonl --by-company --dry-run" in capsys.readouterr().out


@pytest.mark.integ
@pytest.mark.skipif(not REAL.exists(), reason="the real listings are not on this machine")
def test_real_listings_are_imported_and_again(db: None) -> None:
    first, again = run(REAL, "--by-company"), run(REAL, "--by-company")

    assert "301 employers made 4,678 made and published 107 made as drafts" in first
    assert "4,785 unchanged" in again
