"""What the real web server and worker write while people apply names nobody."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from employers.models import Employer
from hiretrack.embedded.waiting import until
from hiretrack.tenancy import employer_scope
from tests.factories.applications import published_job
from tests.stack import Stack, running

pytestmark = [pytest.mark.integ, pytest.mark.django_db(transaction=True)]
PERSON = {"name": "Wilhelmina Quaxenheim", "email": "wilhelmina.quax@example.com", "phone": "+49 30 90182377"}
TELLING = ("wilhelmina", "quaxenheim", "quax", "90182377", "9018 2377")


@pytest.fixture
def stack(transactional_db: None, bucket: str, tmp_path: Path) -> Iterator[Stack]:
    chosen = {"CAPTCHA": "applications.captcha.Off", "LOG_FORMAT": "json", "LOG_LEVEL": "DEBUG"}
    with running(tmp_path, frozenset({"web", "worker"}), **chosen) as started:
        yield started


@pytest.fixture
def address(stack: Stack, employer: Employer) -> str:
    with employer_scope(employer.pk):
        return f"{stack.base}/v1/public/jobs/{published_job().pk}/apply"


def sent(address: str, body: dict[str, Any] | str) -> int:
    headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
    data = body if isinstance(body, str) else json.dumps(body)
    return requests.post(address, data=data, headers=headers, timeout=10).status_code


def test_neither_taken_nor_refused_applications_are_in_the_logs(stack: Stack, address: str) -> None:
    assert sent(address, PERSON) == 202
    assert sent(address, PERSON) == 202
    assert sent(address, {**PERSON, "phone": "90182377 quax"}) == 422
    assert sent(address, {**PERSON, "cv_upload_id": str(uuid.uuid4())}) == 422
    assert sent(address, {**PERSON, "wilhelmina": "quaxenheim"}) == 400
    assert sent(address, json.dumps(PERSON)[:-1]) == 400
    assert requests.get(f"{stack.base}/", {"q": PERSON["email"]}, timeout=10).status_code == 200
    assert requests.get(f"{stack.base}/nowhere/{PERSON['name']}/", timeout=10).status_code == 404

    # A line is written after its answer was sent.
    until(lambda: logged(stack, "request") >= 8 and logged(stack, "mail") >= 2, within=60)

    assert PERSON["email"] in stack.mails()
    said = stack.log.read_text().lower()
    assert not [line for line in said.splitlines() if any(word in line for word in TELLING)]


def logged(stack: Stack, event: str) -> int:
    return stack.log.read_text().count(f'"event":"{event}"')
