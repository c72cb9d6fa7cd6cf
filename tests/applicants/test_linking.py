from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from applicants.models import Applicant
from applicants.person import Person
from applicants.services import update_applicant, upsert_applicant
from employers.models import Employer, User
from employers.services import verify_email
from employers.tokens import email_verification_token
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants, employer_scope
from tests.factories.applicants import ApplicantFactory
from tests.fixtures import user_with


@pytest.fixture(autouse=True)
def _quiet_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    from hiretrack.notifications.tasks import deliver

    monkeypatch.setattr(deliver, "apply_async", lambda *_args, **_options: None)


def heard(action: str) -> None:
    """Tell the listeners of every such entry, twice, as a lost acknowledgement would."""
    for _ in range(2):
        with all_tenants(reason="test"):
            entries = AuditLog.objects.filter(action=action)
            entries.update(dispatched_at=None)
            found = list(entries.values_list("pk", "employer_id"))
        for pk, employer_id in found:
            dispatch_entries([pk], employer_id)


def owner(employer: Employer) -> Any:
    with employer_scope(employer.pk):
        return Applicant.objects.get().user_id


def linked() -> list[Any]:
    """In whose journals it stands that a record was linked."""
    with all_tenants(reason="test"):
        return list(AuditLog.objects.filter(action="applicant.linked").values_list("employer_id", flat=True))


def verified(**given: Any) -> User:
    user = user_with("applicant", None)
    User.objects.filter(pk=user.pk).update(email_verified_at=timezone.now(), **given)
    user.refresh_from_db()
    return user


def test_proven_address_finds_its_records_at_every_employer(employer: Employer, other_employer: Employer) -> None:
    user = user_with("applicant", None)
    for home in (employer, other_employer):
        with employer_scope(home.pk):
            ApplicantFactory(email=user.email.upper())

    verify_email(token=email_verification_token(user))
    heard("user.email_verified")

    assert owner(employer) == owner(other_employer) == user.pk
    assert linked() == [None, None]


def test_merged_erased_and_foreign_records_stay_as_they_are(employer: Employer) -> None:
    user, other = verified(), verified()
    with employer_scope(employer.pk):
        kept = ApplicantFactory(email="survivor@example.com")
        ApplicantFactory(email=user.email, merged_into=kept)
        ApplicantFactory(email=user.email, user=other)
    from applicants.linking import link_account

    with all_tenants(reason="test"):
        assert link_account(user_id=user.pk) == 0


def test_new_record_of_a_proven_address_is_linked(employer: Employer) -> None:
    user = verified()
    with employer_scope(employer.pk):
        upsert_applicant(person=Person("Ada", user.email))

    heard("applicant.created")

    assert owner(employer) == user.pk
    # Else an employer could ask of any address whether it has an account here.
    assert linked() == [None]


@pytest.mark.parametrize("state", [{"email_verified_at": None}, {"is_active": False}, {"roles": []}])
def test_unproven_or_closed_account_is_never_linked(employer: Employer, state: dict[str, Any]) -> None:
    user = verified()
    User.objects.filter(pk=user.pk).update(**state)
    with employer_scope(employer.pk):
        upsert_applicant(person=Person("Ada", user.email))

    heard("applicant.created")

    assert owner(employer) is None


def test_link_follows_an_address_that_the_employer_corrects(employer: Employer) -> None:
    wrong, right = verified(), verified()
    with employer_scope(employer.pk):
        row = ApplicantFactory(email=wrong.email, user=wrong)
        update_applicant(applicant=row, changes={"email": right.email})

    heard("applicant.updated")

    assert owner(employer) == right.pk
