"""After an erasure nothing of the person is left: not in any table, not in the object store."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from applicants.choices import ErasureReason
from applicants.merging import merge_applicants, unmerge_applicant
from applicants.models import Applicant, ApplicantMerge
from applicants.privacy import erase_applicant, erase_person
from applications.models import Application, ApplicationStage
from employers.models import Employer, User
from hiretrack.audit.erasure import ERASED_NAME, erase_actor
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.errors import DomainError, NotFound
from hiretrack.notifications.models import Message
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import sweep_leftovers
from tests.applicants import everything
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.uploads import UploadFactory
from tests.fixtures import user_with


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_a_person(employer: Employer, bucket: str) -> None:
    with all_tenants(reason="test"):
        made = everything.at(employer, None)
    assert len(everything.traces()) > 20

    with employer_scope(employer.pk):
        erase_applicant(applicant_id=made.duplicate.pk)
    sweep_leftovers()

    assert everything.traces() == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_somebody_with_an_account(employer: Employer, other_employer: Employer, bucket: str) -> None:
    with all_tenants(reason="test"):
        user = everything.account()
        for home in (employer, other_employer):
            everything.at(home, user)

    assert erase_person(user_id=user.pk) == 2
    sweep_leftovers()

    assert everything.traces() == []
    assert not User.objects.filter(pk=user.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_counts_stages_and_statuses_stay(employer: Employer, bucket: str) -> None:
    with all_tenants(reason="test"):
        made = everything.at(employer, None)
    with employer_scope(employer.pk):
        told = ("pk", "job_id", "applicant_id", "status", "superseded_by_id", "created_at")
        before = list(Application.objects.order_by("pk").values(*told)), ApplicationStage.objects.count()

        done = erase_applicant(applicant_id=made.survivor.pk)

        assert (list(Application.objects.order_by("pk").values(*told)), ApplicationStage.objects.count()) == before
        row = Applicant.objects.get(pk=made.survivor.pk)
    sweep_leftovers()
    assert (row.name, row.email) == ("Erased applicant", f"{row.pk}@erased.invalid")
    assert (done.records, done.applications, done.files) == (3, 4, 11)


def test_waiting_mails_are_cancelled_and_sent_ones_counted(scope: Employer) -> None:
    application = ApplicationFactory()
    for state in ("queued", "sending", "sent"):
        Message.objects.create(
            kind=state, cause_id=application.pk, entity_id=application.pk, recipient="a@b.test", state=state
        )

    erase_applicant(applicant_id=application.applicant_id)

    found = dict(Message.objects.values_list("kind", "state"))
    assert found == {"queued": "cancelled", "sending": "cancelled", "sent": "sent"}


def test_others_keep_what_is_theirs(scope: Employer) -> None:
    ada, twin = ApplicantFactory(), ApplicantFactory(cv=UploadFactory(), phone="+4930901820")
    merge_applicants(survivor_id=ada.pk, duplicate_id=twin.pk)
    unmerge_applicant(applicant_id=ada.pk)

    erase_applicant(applicant_id=ada.pk)

    twin.refresh_from_db()
    assert (twin.erased_at, twin.phone, Upload.objects.get().pk) == (None, "+4930901820", twin.cv_id)
    assert ApplicantMerge.objects.get().fields == {}


def test_erasing_twice_finds_nobody(scope: Employer) -> None:
    ada = ApplicantFactory()
    erase_applicant(applicant_id=ada.pk)

    with pytest.raises(NotFound):
        erase_applicant(applicant_id=ada.pk)


def test_journal_tells_ids_and_counts(scope: Employer) -> None:
    application = ApplicationFactory()

    erase_applicant(applicant_id=application.applicant_id, reason=ErasureReason.RETENTION)

    entry = AuditLog.objects.get(action="applicant.erased")
    assert entry.entity_id == application.applicant_id
    assert entry.metadata == {"reason": "retention", "merged_ids": [], "applications": 1, "files": 0}


def test_address_can_apply_again(scope: Employer) -> None:
    ada = ApplicantFactory(email="ada@example.com")
    erase_applicant(applicant_id=ada.pk)

    assert ApplicantFactory(email="ada@example.com").pk != ada.pk


@pytest.mark.django_db
def test_only_candidates_accounts_are_erased(employer: Employer) -> None:
    with pytest.raises(DomainError) as refused:
        erase_person(user_id=user_with("recruiter", employer).pk)

    assert refused.value.code == "not_a_candidate"


@pytest.mark.django_db(transaction=True)
def test_files_of_a_rolled_back_erasure_stay(employer: Employer, bucket: str) -> None:
    with employer_scope(employer.pk):
        ada = ApplicantFactory(cv=everything.stored())
    with employer_scope(employer.pk):
        erase_applicant(applicant_id=ada.pk)
        transaction.set_rollback(True)

    sweep_leftovers()

    assert len(everything.objects()) == 2
    with employer_scope(employer.pk):
        erase_applicant(applicant_id=ada.pk)
    sweep_leftovers()


# --- The journal's one exception ---


def acted(user: User, employer: Employer | None) -> AuditLog:
    with acting_as(Actor(ActorKind.USER, user.name, user.pk)):
        return record("test.done", entity=user, employer_id=employer.pk if employer else None)


@pytest.mark.django_db
def test_actor_is_erased_at_one_employer(employer: Employer, other_employer: Employer) -> None:
    user = user_with("applicant", None)
    entries = [acted(user, home).pk for home in (employer, other_employer, None)]

    with employer_scope(employer.pk):
        assert erase_actor(user_id=user.pk, employer_id=employer.pk) == 1

    with all_tenants(reason="test"):
        names = [AuditLog.objects.get(pk=pk).actor_name for pk in entries]
        call = AuditLog.objects.get(action="journal.actor_erased")
    assert names == [ERASED_NAME, user.name, user.name]
    assert (call.entity_id, call.metadata) == (user.pk, {"entries": 1})


@pytest.mark.django_db
def test_actor_is_erased_within_the_open_scope_alone(employer: Employer, other_employer: Employer) -> None:
    user = user_with("applicant", None)
    for wanted in (other_employer.pk, None):
        with pytest.raises(DatabaseError, match="outside the open scope"), employer_scope(employer.pk):
            erase_actor(user_id=user.pk, employer_id=wanted)


@pytest.mark.django_db
def test_journal_is_closed_again_afterwards(employer: Employer) -> None:
    user = user_with("applicant", None)
    entry = acted(user, employer)

    with employer_scope(employer.pk):
        erase_actor(user_id=user.pk, employer_id=employer.pk)
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            AuditLog.objects.filter(pk=entry.pk).update(actor_name="somebody else")
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("DELETE FROM audit_auditlog")
