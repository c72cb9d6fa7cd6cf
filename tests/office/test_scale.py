"""`manage.py seed_scale` at a size that a test can wait for: what it leaves behind, and what it refuses."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from applicants.models import Applicant
from applications.models import Application, ApplicationStage
from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.management.commands.migrate import as_owner
from hiretrack.office.scale import PASSWORD, Sizes
from hiretrack.office.scale.sizes import Share
from hiretrack.tenancy import all_tenants, employer_scope
from jobs.models import Job
from webhooks.models import WebhookDelivery

SMALL = {"employers": 5, "jobs": 400, "applications": 1200, "applicants": 600}
DEFINITIONS = """
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT concat(conrelid::regclass, ' ', conname, pg_get_constraintdef(oid), convalidated) FROM pg_constraint
    UNION ALL SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
"""


def definitions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(DEFINITIONS)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("share", [*Sizes().shares()[:4], Share(9, 3, 10, 17)])
def test_nobody_applies_twice_for_a_job(share: Share) -> None:
    pairs = list(share.pairs())

    assert len(pairs) == len(set(pairs)) == share.applications
    assert {job for _, job in pairs} <= set(range(share.jobs))


def test_shares_add_up() -> None:
    shares = Sizes().shares()

    assert sum(share.jobs for share in shares) == 200_000
    assert sum(share.applicants for share in shares) == 600_000
    assert sum(share.applications for share in shares) == 1_000_000
    assert shares[0].applications == 40 * 2_000


@pytest.fixture
def planted(transactional_db: None) -> set[str]:
    """What the database was made of before."""
    before = definitions()
    call_command("seed_scale", verbosity=0, **SMALL)
    return before


def test_seeding_leaves_rows_and_everything_else_as_it_was(planted: set[str]) -> None:
    assert definitions() == planted
    with all_tenants(reason="test"):
        made = [model.objects.count() for model in (Job, Applicant, Application)]
        assert made == [SMALL["jobs"], SMALL["applicants"], SMALL["applications"]]
        assert ApplicationStage.objects.values("application").distinct().count() == SMALL["applications"]
        hidden = Application.objects.filter(identity_hidden=True)
        assert set(hidden.values_list("job__fair_review", flat=True)) == {True}
        assert not hidden.filter(status__in=["interview", "offer", "hired"]).exists()


def test_largest_employer_can_be_worked_in(planted: set[str]) -> None:
    user = User.objects.get(email="recruiter@scale-001.example")
    assert user.check_password(PASSWORD)
    client = Client()
    client.force_login(user)
    with employer_scope(user.employer_id):
        row = Application.objects.exclude(cover_letter="").first()

    assert client.get(f"/admin/applications/application/{row.pk}/change/").status_code == 200
    assert client.get("/admin/applicants/applicant/?q=kubernetes").status_code == 200


def test_largest_employer_has_its_journal_and_deliveries_and_sends_none_of_it(planted: set[str]) -> None:
    with all_tenants(reason="test"):
        steps = ApplicationStage.objects.filter(employer__slug="scale-001").count()
        told = AuditLog.objects.filter(entity_type="applications.application")

        assert told.count() == WebhookDelivery.objects.filter(state="delivered").count() == steps
        assert not told.filter(dispatched_at=None).exists()


def test_real_employers_are_left_alone(employer: Employer) -> None:
    with pytest.raises(CommandError, match="--force"):
        call_command("seed_scale", verbosity=0, **SMALL)


def test_sizes_that_cannot_be_are_named(db: None) -> None:
    with pytest.raises(CommandError, match="--jobs: at least"):
        call_command("seed_scale", verbosity=0, **SMALL | {"jobs": 5})
    with pytest.raises(CommandError, match="--applicants"):
        call_command("seed_scale", verbosity=0, **SMALL | {"applicants": 5})


def test_owner_is_let_go_again(planted: set[str]) -> None:
    role = connection.settings_dict["USER"]
    with as_owner():
        assert connection.settings_dict["USER"] != role
    assert connection.settings_dict["USER"] == role
