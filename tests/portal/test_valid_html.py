"""Every type of public page in the eyes of the Nu HTML checker (vnu)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.services import close_job
from tests.portal.conftest import QUESTIONS, Publish

CHECKER = (
    Path(settings.BASE_DIR) / "tests" / "contract_tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
)
RICH = """## Work

- a *list*
  1. in a list

| A | B |
|---|---|
| 1 | 2 |

> quoted <b>raw</b> [link](https://acme.example "Acme") `code`

    block
"""

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not shutil.which("java") or not CHECKER.exists(), reason="no Java, or no vnu: `make contract-tools`"
    ),
]


@pytest.fixture
def job(employer: Employer, other_employer: Employer, publish: Publish) -> Job:
    Employer.objects.filter(pk=employer.pk).update(
        logo_url="https://acme.example/l.png", website="https://acme.example", about_md=RICH
    )
    for number in range(27):
        publish(other_employer, title=f"R&D <Lead> “{number}”", department="A & B", remote=True)
    pay = {"salary_min": 60000, "salary_max": 80000, "salary_currency": "EUR", "salary_period": "year"}
    publish(employer, title="Other", **pay)
    return publish(employer, description_md=RICH, tags=["a&b"], questions=QUESTIONS, languages=["de"], **pay)


def pages(client: Client, job: Job, closed: Job) -> dict[str, bytes]:
    addresses = {
        "start": "/?sort=oldest",
        "search": "/?q=lead&department=A+%26+B&remote=true",
        "nothing": "/?q=nothing",
        "careers": "/e/acme/",
        "job": f"/jobs/{job.pk}",
        "closed": f"/jobs/{closed.pk}",
        "apply": f"/jobs/{job.pk}/apply/",
        "embed": "/embed/acme/",
        "sign-in": "/account/sign-in/",
        "sign-up": "/account/sign-up/",
        "forgot": "/account/forgot/",
        "missing": "/nothing-here",
        "bad-link": "/status/forged/",
    }
    return {name: client.get(address, follow=True).content for name, address in addresses.items()}


@pytest.mark.parametrize("language", ["en", "de"])
def test_public_pages_are_valid_html(client: Client, job: Job, publish: Publish, tmp_path: Path, language: str) -> None:
    closed = publish(job.employer, title="Filled")
    with employer_scope(job.employer_id):
        close_job(job_id=closed.pk)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    for name, content in pages(client, job, closed).items():
        (tmp_path / f"{name}.html").write_bytes(content)

    done = subprocess.run(
        ["java", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", *tmp_path.glob("*.html")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    said = json.loads(done.stdout)["messages"]
    found = [
        f"{Path(one['url']).stem}: {one['message']} | {one.get('extract', '')[:90]}" for one in said if is_bad(one)
    ]
    assert found == []


def is_bad(message: dict[str, str]) -> bool:
    """Errors and warnings; advice on style is none of them."""
    return message["type"] == "error" or message.get("subType") == "warning"
