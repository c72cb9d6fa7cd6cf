"""The running server held against its own contract: thousands of requests, made from the document it serves.

schemathesis.toml says what is expected where a schema cannot.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from applications.tokens import status_token
from employers.models import Employer, User
from employers.tokens import issue_pair
from hiretrack import env
from hiretrack.background.services import start_run
from hiretrack.tenancy import employer_scope
from tests.api.foreign import furnish
from tests.factories.applications import ApplicationFactory
from tests.factories.jobs import PublishedJobFactory
from tests.factories.uploads import UploadFactory
from tests.fixtures import user_with
from tests.stack import Stack, running

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
ROLES = ("applicant", "viewer", "recruiter", "employer_admin", "platform")
LIMITS = ("PUBLIC", "AUTH", "READ", "WRITE", "EXPENSIVE", "UNSCRIPTED", "ASSISTANT", "ASSISTANT_EMPLOYER")
UNLIMITED = {f"RATE_LIMIT_{name}": "10000000/minute" for name in LIMITS}
PATIENT = {"REQUEST_DEADLINE_S": "50", "STATEMENT_TIMEOUT_MS": "40000"}
"""A busy machine's 503 says nothing about the contract. schemathesis.toml waits longer still."""


@pytest.fixture
def server(transactional_db: None, bucket: str, tmp_path: Path) -> Iterator[Stack]:
    # The test issues the tokens, so the server must take the test's name for its own.
    more = {"CAPTCHA": "applications.captcha.Off", "JWT_ISSUER": settings.JWT_ISSUER, **UNLIMITED, **PATIENT}
    with running(tmp_path, frozenset({"web"}), **more) as started:
        yield started


def seed(employer: Employer, user: User | None) -> dict[str, list[str]]:
    """Something of everything, `user`'s where one has an owner; what path parameters may then be."""
    is_candidate = user is not None and user.employer_id is None and not user.is_superuser
    made = furnish(employer, owner=None if is_candidate else user, candidate=user if is_candidate else None)
    with employer_scope(employer.pk):
        job, upload = PublishedJobFactory(), UploadFactory(uploaded_by=user)
        application = ApplicationFactory(job=job, applicant__user=user if is_candidate else None)
        run = start_run(kind="test", owner_id=user.pk if user else None)
    ids = {name: [pk] for name, pk in made.items()}
    ids["jobId"] += [str(job.pk)]
    ids["applicationId"] += [str(application.pk)]
    # Whoever asks stays: a changed address or role would end the token that all requests carry.
    ids["userId"] = [str(user_with("viewer", employer).pk)]
    return ids | {
        "slug": [employer.slug],
        "taskId": [str(run.pk)],
        "token": [status_token(application, to=application.applicant.email)],
        "uploadId": [str(upload.pk)],
    }


def configuration(folder: Path, known: dict[str, list[str]]) -> Path:
    """The project's, with identifiers that exist: guessed ones would only ever find 404."""
    lines = ["[dictionaries]", *(f"{name} = {{ values = {json.dumps(values)} }}" for name, values in known.items())]
    lines += ["[parameters]", *(f'"path.{name}" = {{ dictionary = "{name}", probability = 0.4 }}' for name in known)]
    file = folder / "schemathesis.toml"
    file.write_text("\n".join([(env.PROJECT / "schemathesis.toml").read_text(), *lines]))
    return file


def check(server: Stack, config: Path, *options: str) -> None:
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", *options]
    address = f"{server.base}/v1/openapi.yaml"
    done = subprocess.run([*command, address], cwd=env.PROJECT, capture_output=True, text=True, check=False)
    print(done.stdout, done.stderr)  # noqa: T201 - the report, beside the failure
    assert done.returncode == 0


def test_server_keeps_its_contract_for_visitors(server: Stack, employer: Employer, tmp_path: Path) -> None:
    check(server, configuration(tmp_path, seed(employer, None)))


@pytest.mark.parametrize("role", ROLES)
def test_server_keeps_its_contract(role: str, server: Stack, employer: Employer, tmp_path: Path) -> None:
    user = user_with(role, employer)
    config = configuration(tmp_path, seed(employer, user))
    # All requests carry one token: were it to end before they do, the rest would ask for nothing but 401.
    with override_settings(JWT_ACCESS_SECONDS=24 * 3600):
        token = issue_pair(user).access

    check(server, config, "--header", f"Authorization: Bearer {token}")
