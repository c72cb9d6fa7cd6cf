from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from applicants.models import Applicant
from applications.models import Application, ApplicationStage
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.portal import demo
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.uploads import storage
from hiretrack.uploads.models import Upload
from jobs.models import Job
from jobs.publishing import check_publishable

TABLES = (Job, Applicant, Application, ApplicationStage, Upload, AuditLog)


def counts() -> dict[str, int]:
    with all_tenants(reason="count of the demo"):
        rows = {model.__name__: model.objects.count() for model in TABLES}
    return rows | {"Employer": Employer.objects.count(), "User": User.objects.count()}


@pytest.fixture
def planted(db: None, bucket: str) -> None:
    demo.plant()


def test_demo_has_three_employers_with_jobs_and_candidates(planted: None) -> None:
    found = counts()

    assert (found["Employer"], found["Job"], found["Applicant"], found["User"]) == (3, 18, 60, 11)
    with all_tenants(reason="look at the demo"):
        assert set(Counter(Job.objects.values_list("status", flat=True))) == {"draft", "published", "closed"}


def test_public_jobs_have_all_that_publishing_asks_for(planted: None) -> None:
    with all_tenants(reason="look at the demo"):
        for job in Job.objects.select_related("employer").exclude(status="draft"):
            check_publishable(job)


def test_second_run_changes_nothing(planted: None) -> None:
    before = counts()

    assert demo.plant() == 0
    assert counts() == before


def test_past_is_journalled_but_not_announced(planted: None) -> None:
    with all_tenants(reason="look at the demo"):
        moves = AuditLog.objects.filter(action="application.status.changed").count()

        assert moves == ApplicationStage.objects.exclude(from_status="").count()
        assert not AuditLog.objects.filter(dispatched_at=None).exists()


def test_cvs_are_clean_pdfs_in_the_store(planted: None) -> None:
    with employer_scope(Employer.objects.get(slug="copperline").pk):
        applicant = Applicant.objects.select_related("cv").earliest("created_at")

        assert applicant.cv.is_clean
        assert storage.read(applicant.cv.path, at_most=100_000).startswith(b"%PDF")
        assert applicant.name in applicant.cv.text


def test_everybody_can_sign_in(planted: None) -> None:
    for each in demo.sign_ins():
        user = User.objects.get(email=each.email)

        assert user.check_password(each.password)
        assert each.role in {*user.roles, "platform admin"}


def test_demo_keeps_away_from_real_employers(employer: Employer) -> None:
    with pytest.raises(demo.DemoRefused, match="--force"):
        demo.plant()


def test_demo_keeps_away_from_public_addresses(db: None, settings: Any) -> None:
    settings.PUBLIC_URL = "https://jobs.example.com"

    with pytest.raises(CommandError, match="passwords are public"):
        call_command("seed_demo")


def test_sign_ins_alone_are_printed_without_a_database() -> None:
    out = io.StringIO()

    call_command("seed_demo", "--sign-ins", stdout=out)

    assert len(out.getvalue().splitlines()) == len(demo.sign_ins())
