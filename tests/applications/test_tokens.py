from __future__ import annotations

import datetime as dt
import uuid

import pytest

from applications.models import Application
from applications.queries import status_page
from applications.services import ApplyData, apply, move
from applications.tokens import StatusToken, opened, sealed, status_token
from employers.models import Employer
from employers.sealing import seal
from hiretrack.errors import NotFound
from tests.factories.applications import ApplicationFactory, published_job

AT = dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)


def test_token_survives_sealing() -> None:
    token = StatusToken(uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), AT, is_repeat=True)

    assert opened(sealed(token)) == token


@pytest.mark.parametrize("text", ["", "x", "gAAAAAB"])
def test_anything_else_opens_nothing(text: str) -> None:
    with pytest.raises(NotFound):
        opened(text)


@pytest.mark.parametrize("content", ["application-status.f", "other.f.a.b.c.1"])
def test_what_was_sealed_for_something_else_opens_nothing(content: str) -> None:
    with pytest.raises(NotFound):
        opened(seal(content))


def test_status_page_follows_the_pipeline(scope: Employer) -> None:
    row = ApplicationFactory()
    token = status_token(row)

    assert status_page(token)["status"] == "received"
    move(application_id=row.pk, status="screening")
    assert status_page(token)["status"] == "in_review"
    move(application_id=row.pk, status="rejected", rejection_reason="too far")

    assert status_page(token)["status"] == "closed"
    assert "too far" not in str(status_page(token))


def test_status_page_of_a_repeat_always_says_received(scope: Employer) -> None:
    job, data = published_job(), ApplyData("Ada", "ada@example.com")
    first = apply(job_id=job.pk, data=data)
    again = apply(job_id=job.pk, data=data)
    move(application_id=Application.objects.get().pk, status="screening")

    assert status_page(first.status_token)["status"] == "in_review"
    shown = status_page(again.status_token)
    assert shown["status"] == "received"
    assert shown.keys() == status_page(first.status_token).keys()


def test_status_page_of_a_deleted_application_is_gone(scope: Employer) -> None:
    row = ApplicationFactory()
    token = status_token(row)
    row.delete()

    with pytest.raises(NotFound):
        status_page(token)
