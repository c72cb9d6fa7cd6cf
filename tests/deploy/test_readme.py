"""What README.md tells people to type works as it stands."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope

PROJECT = Path(__file__).resolve().parents[2]
STEPS = [
    "employer.created",
    "job.created",
    "job.published",
    "upload.completed",
    "applicant.created",
    "application.created",
    "application.status.changed",
]


def block(page: str, name: str) -> str:
    """The fenced commands between a page's `<!-- name:begin -->` and `<!-- name:end -->`."""
    text = (PROJECT / page).read_text()
    found = re.search(rf"<!-- {name}:begin -->\n```bash\n(.+?)```\n<!-- {name}:end -->", text, re.DOTALL)
    assert found, f"{page} has no block {name}"
    return found[1]


@pytest.mark.integ
def test_main_job_runs_word_for_word(live_server: object, bucket: str, tmp_path: Path) -> None:
    environment = {**os.environ, "BASE": str(live_server), "TMPDIR": str(tmp_path)}

    done = subprocess.run(
        ["bash", "-c", block("README.md", "main-job")], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "Grace Hopper is in screening"
    with employer_scope(Employer.objects.get(slug__startswith="acme-").pk):
        recorded = set(AuditLog.objects.values_list("action", flat=True))
    assert set(STEPS) <= recorded


def test_links_of_the_pages_lead_somewhere() -> None:
    pages = [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *(PROJECT / "docs").rglob("*.md")]

    for page in pages:
        for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
