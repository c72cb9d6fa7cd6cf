"""The commands of docs/operations.md: what is backed up and restored is all there, row-level security included."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from employers.models import Employer
from hiretrack.embedded.binaries import postgres_bin
from hiretrack.portal import demo
from hiretrack.uploads.management.commands.bucket import stored
from tests.deploy.test_readme import PROJECT, block

pytestmark = pytest.mark.integ


def run(page_block: str, backup: Path, environment: dict[str, str]) -> None:
    path = f"{sys.prefix}/bin:{postgres_bin(None)}:{os.environ['PATH']}"
    # The test settings would choose database and bucket themselves.
    known = {"BACKUP": str(backup), "PATH": path, "DJANGO_SETTINGS_MODULE": "hiretrack.settings.dev"}
    command = ["bash", "-euc", block("docs/operations.md", page_block)]
    done = subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **known, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def counted(address: str, *, employer: str = "") -> int:
    with psycopg.connect(address) as database:
        database.execute("SELECT set_config('app.employer_id', %s, true)", [employer])
        found = database.execute("SELECT count(*) FROM applications_application").fetchone()
        return int(found[0]) if found else 0


def test_backup_comes_back_in_another_place(elsewhere: dict[str, str], tmp_path: Path, settings: object) -> None:
    demo.plant(force=True)
    employer = str(Employer.objects.get(slug="nordlicht-energie").pk)
    before, files = counted(os.environ["DATABASE_OWNER_URL"]), stored()

    run("backup", tmp_path, {})
    run("restore", tmp_path, elsewhere)

    assert counted(elsewhere["DATABASE_OWNER_URL"]) == before
    assert counted(elsewhere["DATABASE_URL"]) == 0
    assert counted(elsewhere["DATABASE_URL"], employer=employer) == 22
    settings.S3_BUCKET = elsewhere["S3_BUCKET"]  # type: ignore[attr-defined]
    assert stored() == files
    assert urlsplit(elsewhere["DATABASE_URL"]).path != urlsplit(os.environ["DATABASE_URL"]).path
