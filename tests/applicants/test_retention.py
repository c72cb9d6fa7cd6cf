"""Who is kept, who is erased, and the commands that do it."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from applicants.models import Applicant
from applicants.privacy.retention import expired, months_before
from applicants.queries import current
from applicants.tasks import apply_retention_of
from applications.models import Application, ApplicationStage
from employers.models import Employer
from hiretrack.tenancy import employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory

LONG_AGO = timezone.now() - dt.timedelta(days=3 * 366)
RECENT = timezone.now() - dt.timedelta(days=30)


def old(**given: Any) -> Applicant:
    made: Applicant = ApplicantFactory(created_at=LONG_AGO, **given)
    return made


def told(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_silent_ones_are_expired(scope: Employer) -> None:
    ended = old()
    ApplicationFactory(applicant=ended, status="rejected", created_at=LONG_AGO)
    agreed = old(consent={"given_at": LONG_AGO.isoformat()})

    assert set(expired(scope)) == {ended, agreed}


def test_any_sign_of_life_keeps_them(scope: Employer) -> None:
    ApplicantFactory(created_at=RECENT)
    old(consent={"given_at": RECENT.isoformat()})
    ApplicationFactory(applicant=old(), status="rejected", created_at=RECENT)
    moved = ApplicationFactory(applicant=old(), status="rejected", created_at=LONG_AGO)
    ApplicationStage(application=moved, status="rejected", changed_at=RECENT).save()

    assert not expired(scope)


@pytest.mark.parametrize(
    ("status", "is_kept"), [("new", True), ("offer", True), ("hired", False), ("withdrawn", False)]
)
def test_open_applications_keep_them(scope: Employer, status: str, is_kept: bool) -> None:
    ApplicationFactory(applicant=old(), status=status, created_at=LONG_AGO)

    assert expired(scope).exists() is not is_kept


def test_merged_and_erased_are_not_counted(scope: Employer) -> None:
    survivor = ApplicantFactory()
    old(merged_into=survivor)
    old(erased_at=LONG_AGO)

    assert not expired(scope)


def test_record_that_was_merged_into_theirs_keeps_them(scope: Employer) -> None:
    last = old()
    ApplicantFactory(created_at=RECENT, merged_into=old(merged_into=last))
    silent = old()
    old(merged_into=silent)

    assert set(expired(scope)) == {silent}


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [("2026-03-31", 1, "2026-02-28"), ("2026-01-15", 1, "2025-12-15"), ("2024-02-29", 12, "2023-02-28")],
)
def test_months_end_where_the_calendar_says(moment: str, months: int, before: str) -> None:
    found = months_before(dt.datetime.fromisoformat(moment), months)

    assert found.date().isoformat() == before


@pytest.mark.django_db
def test_task_erases_them(employer: Employer) -> None:
    with employer_scope(employer.pk):
        application = ApplicationFactory(applicant=old(), status="hired", created_at=LONG_AGO)
        kept = ApplicantFactory()

    assert apply_retention_of(str(employer.pk)) == 1

    with employer_scope(employer.pk):
        assert list(current()) == [kept]
        assert Application.objects.get().pk == application.pk


@pytest.mark.django_db
def test_command_keeps_to_its_employer_and_can_only_look(employer: Employer, other_employer: Employer) -> None:
    for home in (employer, other_employer):
        with employer_scope(home.pk):
            old()

    assert "1 applicants of acme would be erased" in told("apply_retention", "--employer", "acme", "--dry-run")
    assert "1 applicants of acme erased" in told("apply_retention", "--employer", "acme")

    for home, left in ((employer, 0), (other_employer, 1)):
        with employer_scope(home.pk):
            assert current().count() == left


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["--email", "--id"])
def test_one_person_is_erased_by_command(employer: Employer, who: str) -> None:
    with employer_scope(employer.pk):
        ada = ApplicantFactory(email="ada@example.com")

    said = told(
        "erase_applicant", "--employer", "acme", who, {"--email": "ADA@example.com", "--id": str(ada.pk)}[who], "--yes"
    )

    assert "1 records" in said
    with employer_scope(employer.pk):
        assert not current()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [
        ("erase_applicant", "--employer", "acme", "--email", "nobody@example.com", "--yes"),
        ("erase_applicant", "--employer", "acme", "--id", "01980a3c-52d9-7f52-8f0c-0a9d4be0c00c", "--yes"),
        ("erase_applicant", "--employer", "nowhere", "--email", "a@example.com", "--yes"),
        ("apply_retention", "--employer", "nowhere"),
    ],
)
def test_commands_fail_for_whom_they_do_not_know(employer: Employer, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        told(*arguments)
