"""The main job, done by a client that was generated from the committed contract."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from employers.models import Employer
from employers.tokens import issue_pair
from hiretrack import env
from tests.fixtures import user_with
from tests.stack import Stack, running

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server(transactional_db: None, bucket: str, tmp_path: Path) -> Iterator[Stack]:
    # The test issues the tokens, so the server must take the test's name for its own.
    more = {"CAPTCHA": "applications.captcha.Off", "JWT_ISSUER": settings.JWT_ISSUER}
    with running(tmp_path, frozenset({"web"}), **more) as started:
        yield started


def generate(folder: Path) -> None:
    made = folder / "hiretrack_client"
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    # The generator formats what it makes with the ruff beside this Python.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [*command, "--path", env.PROJECT / "openapi.yaml", "--output-path", made],
        env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Warning" not in done.stdout + done.stderr, done.stdout + done.stderr


def test_generated_client_does_the_main_job(server: Stack, employer: Employer, tmp_path: Path) -> None:
    generate(tmp_path)
    token = issue_pair(user_with("employer_admin", employer)).access
    given = {"BASE": server.base, "TOKEN": token, "PYTHONPATH": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("generated_client_main_job.py")],
        env={**os.environ, **given}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "Grace Hopper is in screening"
