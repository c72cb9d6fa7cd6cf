from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import BATCH, entry, record, record_many
from hiretrack.audit.tasks import dispatch
from hiretrack.context import Actor, ActorKind, acting_as, request_id_of
from hiretrack.tenancy import CrossTenantWrite, all_tenants, employer_scope
from tests.fixtures import user_with


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[list[str], str | None]]]:
    """What would go to the broker."""
    messages: list[tuple[list[str], str | None]] = []
    monkeypatch.setattr(dispatch, "apply_async", lambda args, _kwargs, **_options: messages.append(args))
    return messages


def test_entry_says_who_what_and_under_which_request(scope: Employer) -> None:
    user = user_with("recruiter", scope)
    with acting_as(Actor(ActorKind.USER, user.name, user.pk)), request_id_of("request-0001"):
        row = record("employer.updated", entity=scope, employer_id=scope.pk, fields=["name"])

    row.refresh_from_db()
    assert (row.actor_id, row.actor_name, row.actor_kind) == (user.pk, user.name, "user")
    assert (row.action, row.entity_type, row.entity_id) == ("employer.updated", "employers.employer", scope.pk)
    assert (row.metadata, row.request_id) == ({"fields": ["name"]}, "request-0001")


def test_record_is_one_statement_and_many_are_one_too(scope: Employer) -> None:
    with CaptureQueriesContext(connection) as one:
        row = record("employer.updated", entity=scope, employer_id=scope.pk)
    with CaptureQueriesContext(connection) as many:
        rows = record_many([entry("x.y", entity=scope, employer_id=scope.pk) for _ in range(50)])

    assert (len(one), len(many)) == (1, 1)
    assert row.sequence < rows[0].sequence < rows[-1].sequence
    assert {row.transaction_id, *(other.transaction_id for other in rows)} == {row.transaction_id}


@pytest.mark.django_db(transaction=True)
def test_import_sends_one_message_for_many_entries(
    employer: Employer, sent: list[tuple[list[str], str | None]]
) -> None:
    with employer_scope(employer.pk):
        record_many([entry("x.y", entity=employer, employer_id=employer.pk) for _ in range(BATCH + 10)])
        assert sent == []

    assert [len(ids) for ids, _employer in sent] == [BATCH, 10]
    assert {owner for _ids, owner in sent} == {str(employer.pk)}


def test_entry_for_another_employer_is_refused(scope: Employer, other_employer: Employer) -> None:
    with pytest.raises(CrossTenantWrite):
        record("employer.updated", entity=other_employer, employer_id=other_employer.pk)


@pytest.mark.django_db
def test_platform_entry_needs_no_employer() -> None:
    row = record("user.registered", entity=user_with("applicant", None))

    with all_tenants(reason="test"):
        assert AuditLog.objects.get(pk=row.pk).employer_id is None


@pytest.mark.django_db
def test_account_entry_opens_its_employers_scope_itself(employer: Employer) -> None:
    record("user.password_changed", entity=user_with("recruiter", employer))

    with employer_scope(employer.pk):
        assert AuditLog.objects.get().action == "user.password_changed"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditlog SET action = 'x'",
        "UPDATE audit_auditlog SET employer_id = NULL",
        "UPDATE audit_auditlog SET sequence = 1",
        "DELETE FROM audit_auditlog",
        "TRUNCATE audit_auditlog",
        "ALTER TABLE audit_auditlog DISABLE TRIGGER ALL",
        "DROP TABLE audit_auditlog",
    ],
)
@pytest.mark.django_db
def test_journal_refuses_change_also_in_raw_sql(employer: Employer, statement: str) -> None:
    with all_tenants(reason="test"):
        record("employer.updated", entity=employer, employer_id=employer.pk)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

        assert AuditLog.objects.get().action == "employer.updated"


def test_entries_of_another_employer_are_not_there_in_raw_sql(scope: Employer, other_employer: Employer) -> None:
    record("employer.updated", entity=scope, employer_id=scope.pk)

    with employer_scope(other_employer.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_auditlog")
        assert cursor.fetchone() == (0,)


def test_entry_outlives_the_user(scope: Employer) -> None:
    user = user_with("recruiter", scope)
    with acting_as(Actor(ActorKind.USER, user.name, user.pk)):
        row = record("employer.updated", entity=scope, employer_id=scope.pk)

    User.objects.filter(pk=user.pk).delete()

    row.refresh_from_db()
    assert (row.actor_id, row.actor_name) == (user.pk, user.name)
    assert isinstance(row.actor_id, uuid.UUID)
