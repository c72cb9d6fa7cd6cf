"""`GET /v1/audit-logs` and `GET /v1/admin/audit-logs`."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import psycopg
import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.tenancy import all_tenants, employer_scope
from tests import databases
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db
LOGS, EVERYBODYS = "/v1/audit-logs", "/v1/admin/audit-logs"
ADA, GRACE, NOBODY = (uuid.UUID(int=number) for number in (1, 2, 3))
START = dt.datetime(2026, 1, 15, 9, tzinfo=dt.UTC)


def write(employer: Employer, action: str, actor: uuid.UUID = ADA, hours: int = 0) -> AuditLog:
    at = START + dt.timedelta(hours=hours)
    somebody = Actor(ActorKind.USER, "Somebody", actor)
    with time_machine.travel(at, tick=False), acting_as(somebody), employer_scope(employer.pk):
        return record(action, entity=employer, employer_id=employer.pk, fields=["name"])


def actions(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["action"] for item in answer.json()["items"]]


@pytest.fixture
def admin(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("employer_admin", employer)


def test_entry_says_who_did_what(admin: ApiClient, employer: Employer) -> None:
    entry = write(employer, "employer.updated")

    (item,) = admin.get(LOGS).json()["items"]
    assert (item["id"], item["action"], item["metadata"]) == (str(entry.pk), "employer.updated", {"fields": ["name"]})
    assert item["actor"] == {"kind": "user", "id": str(ADA), "name": "Somebody"}
    assert item["entity"] == {"type": "employer", "id": str(employer.pk)}
    assert item["employer_id"] == str(employer.pk)


@pytest.fixture
def written(employer: Employer) -> None:
    for hours, (action, actor) in enumerate([("job.created", ADA), ("user.invited", GRACE), ("job.closed", ADA)]):
        write(employer, action, actor, hours)


def at(hours: float) -> str:
    return (START + dt.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["job.closed", "user.invited", "job.created"]),
        (f"actor={GRACE}", ["user.invited"]),
        ("action=job.created", ["job.created"]),
        ("entity_type=employer", ["job.closed", "user.invited", "job.created"]),
        ("entity_type=employers.employer&action=job.closed", ["job.closed"]),
        ("entity_type=job", []),
        ("entity_type=no_such_thing", []),
        (f"entity_id={NOBODY}", []),
        (f"after={at(0.5)}&before={at(1.5)}", ["user.invited"]),
        (f"after={at(2)}", []),
    ],
)
def test_list_is_newest_first_and_filtered(admin: ApiClient, query: str, expected: list[str]) -> None:
    assert actions(admin.get(f"{LOGS}?{query}")) == expected


@pytest.mark.usefixtures("written")
def test_list_goes_on_where_the_page_ended(admin: ApiClient) -> None:
    first = admin.get(f"{LOGS}?limit=2").json()

    assert actions(admin.get(f"{LOGS}?limit=2&cursor={first['next_cursor']}")) == ["job.created"]


@pytest.mark.parametrize("query", ["actor=ada", "after=2026-01-01", "employer=x", "action=x%00y", "entity_id=1"])
def test_unusable_parameter_is_named(admin: ApiClient, query: str) -> None:
    answer = admin.get(f"{LOGS}?{query}")

    assert answer.status_code == 400
    assert query.partition("=")[0] in {error["parameter"] for error in answer.json()["errors"]}


def test_list_costs_as_many_queries_for_three_as_for_one(admin: ApiClient, employer: Employer) -> None:
    write(employer, "job.created")
    admin.get(LOGS)
    with CaptureQueriesContext(connection) as one:
        admin.get(LOGS)
    for hours in (1, 2):
        write(employer, "job.created", hours=hours)
    with CaptureQueriesContext(connection) as three:
        admin.get(LOGS)

    assert len(one) == len(three)


def test_platform_admin_sees_every_employer_and_the_platform(
    api: ApiClient, employer: Employer, other_employer: Employer
) -> None:
    write(employer, "job.created")
    write(other_employer, "job.closed", hours=1)
    with all_tenants(reason="test"):
        record("signing_key.rotated", entity=AuditLog(id=uuid.uuid4()))
    client = api.as_role("platform")

    assert actions(client.get(EVERYBODYS)) == ["signing_key.rotated", "job.closed", "job.created"]
    assert actions(client.get(f"{EVERYBODYS}?employer={other_employer.pk}")) == ["job.closed"]
    assert actions(client.get(f"{EVERYBODYS}?platform=true")) == ["signing_key.rotated"]
    assert actions(client.get(f"{EVERYBODYS}?platform=false&action=job.created")) == ["job.created"]


def test_employer_admin_sees_no_other_employer_and_not_the_platform(admin: ApiClient, other_employer: Employer) -> None:
    write(other_employer, "job.closed")
    with all_tenants(reason="test"):
        record("signing_key.rotated", entity=AuditLog(id=uuid.uuid4()))

    assert actions(admin.get(LOGS)) == []
    assert admin.get(EVERYBODYS).status_code == 403


@pytest.fixture
def crowded(transactional_db: None, employer: Employer, other_employer: Employer) -> None:
    """Rows enough, and statistics of them, that the right index is the cheapest."""
    for one in (employer, other_employer):
        like = {"employer": one, "action": "job.created", "entity_type": "job", "entity_id": one.pk}
        rows = [AuditLog(actor_id=uuid.uuid4(), **like) for _ in range(1000)]
        with employer_scope(one.pk):
            AuditLog.objects.bulk_create(rows)
    with psycopg.connect(databases.owner().url, autocommit=True) as owner:
        owner.execute("ANALYZE audit_auditlog")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize(("query", "index"), [("", "audit_newest"), ("actor_id", "audit_by_actor")])
def test_list_is_read_by_its_index(employer: Employer, query: str, index: str) -> None:
    conditions = {query: ADA} if query else {}
    with employer_scope(employer.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        plan = AuditLog.objects.filter(**conditions).order_by("-created_at", "-id").explain()

    assert f"using {index} " in plan
    assert "Sort" not in plan
