from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from employers.models import Employer
from tests.applicants.importing.runs import CSV, stored


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
