from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.conf import LazySettings

from applications.models import Application
from applications.queries import status_page
from applications.services import ApplyData, acting_on, apply, move
from applications.tokens import StatusToken, digest_of, opened, sealed, status_token
from employers.models import Employer
from employers.sealing import seal
from hiretrack.errors import Forbidden, NotFound
from tests.factories.applications import ApplicationFactory, published_job

AT = dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)


def token(**given: Any) -> StatusToken:
    return StatusToken(uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), AT, **given)


@pytest.mark.parametrize("given", [{}, {"is_repeat": True}, {"mailed_to": digest_of("a@b.example", "key")}], ids=str)
def test_token_survives_sealing_and_looks_like_any_other(given: dict[str, Any]) -> None:
    made = token(**given)

    assert opened(sealed(made)) == made
    assert len(sealed(made)) == len(sealed(token()))


def test_mailed_token_proves_its_address_alone(scope: Employer, settings: LazySettings) -> None:
    made = opened(status_token(ApplicationFactory(), to="Ada@Example.com"))

    assert made.proves("ada@example.COM")
    assert not made.proves("eve@example.com")
    assert not token().proves("ada@example.com")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "next", [settings.SECRET_KEY]
    assert made.proves("ada@example.com")


def test_token_that_names_no_address_opens_and_proves_nothing(scope: Employer) -> None:
    row = ApplicationFactory()
    ids = (row.employer_id, row.job_id, row.pk)
    old = seal(".".join(("application-status", "m", *(pk.hex for pk in ids), "001768469400")))

    assert status_page(old)["status"] == "received"
    assert not opened(old).proves(row.applicant.email)
    with pytest.raises(Forbidden), acting_on(old):
        pass


@pytest.mark.parametrize("text", ["", "x", "gAAAAAB"])
def test_anything_else_opens_nothing(text: str) -> None:
    with pytest.raises(NotFound):
        opened(text)


@pytest.mark.parametrize("content", ["application-status.f", "other.f.a.b.c.1"])
def test_what_was_sealed_for_something_else_opens_nothing(content: str) -> None:
    with pytest.raises(NotFound):
        opened(seal(content))


def mailed(row: Application) -> str:
    return status_token(row, to=row.applicant.email)


def test_status_page_follows_the_pipeline(scope: Employer) -> None:
    row = ApplicationFactory()
    token = mailed(row)

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
    token = mailed(row)
    row.delete()

    with pytest.raises(NotFound):
        status_page(token)
