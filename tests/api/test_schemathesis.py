"""The running server held against its own contract: thousands of requests, made from the served document.

schemathesis.toml says what is expected where a schema cannot.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from applications.models import Application
from employers.models import Employer
from employers.tokens import issue_pair
from hiretrack import env
from hiretrack.tenancy import employer_scope
from tests.factories.applications import ApplicationFactory
from tests.factories.jobs import JobFactory, PublishedJobFactory
from tests.fixtures import user_with
from tests.stack import Stack, running

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
ROLES = ("public", "recruiter", "employer_admin", "applicant")
LIMITS = ("PUBLIC", "AUTH", "READ", "WRITE", "EXPENSIVE", "UNSCRIPTED")
UNLIMITED = {f"RATE_LIMIT_{name}": "10000000/minute" for name in LIMITS}
COMMAND = (sys.executable, "-m", "schemathesis.cli", "--config-file", str(env.PROJECT / "schemathesis.toml"), "run")


@pytest.fixture
def server(transactional_db: None, bucket: str, tmp_path: Path) -> Iterator[Stack]:
    with running(tmp_path, frozenset({"web"}), CAPTCHA="applications.captcha.Off", **UNLIMITED) as started:
        yield started


@pytest.fixture
def headers(request: pytest.FixtureRequest, employer: Employer) -> list[str]:
    """Who asks, at an employer with something of everything."""
    with employer_scope(employer.pk):
        JobFactory()
        application: Application = ApplicationFactory(job=PublishedJobFactory())
    role = request.param
    if role == "public":
        return []
    user = user_with(role, employer)
    if role == "applicant":
        with employer_scope(employer.pk):
            application.applicant.user = user
            application.applicant.save()
    return ["--header", f"Authorization: Bearer {issue_pair(user).access}"]


@pytest.mark.parametrize("headers", ROLES, indirect=True)
def test_server_keeps_its_contract(server: Stack, headers: list[str], tmp_path: Path) -> None:
    command = [*COMMAND, f"{server.base}/v1/openapi.yaml", *headers]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
