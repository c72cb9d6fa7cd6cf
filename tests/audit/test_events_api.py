"""`GET /v1/events`: everything once, in one order, however one asks."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit import feed
from hiretrack.audit.events import event_of
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.context import Actor, ActorKind, acting_as, request_id_of
from hiretrack.tenancy import employer_scope
from tests.audit.settling import settle
from tests.fixtures import ApiClient

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = "/v1/events"


def write(employer: Employer, *actions: str, **metadata: Any) -> list[AuditLog]:
    """Each in a transaction of its own, as requests do; settled."""
    made = []
    for action in actions:
        with employer_scope(employer.pk):
            made.append(record(action, entity=employer, employer_id=employer.pk, **metadata))
    settle()
    return made


def types(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["type"] for item in answer.json()["items"]]


def walk(client: ApiClient, address: str) -> Iterator[dict[str, Any]]:
    """Every item, page by page."""
    following: str | None = ""
    while following is not None:
        page = client.get(f"{address}{'&cursor=' + following if following else ''}").json()
        yield from page["items"]
        following = page["next_cursor"]


@pytest.fixture
def recruiter(api: ApiClient, employer: Employer) -> ApiClient:
    return api.as_role("recruiter", employer)


@pytest.fixture
def small_window(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(feed, "WINDOW", 3)
    return 3


def test_event_says_what_who_and_under_which_request(recruiter: ApiClient, employer: Employer) -> None:
    user = uuid.uuid4()
    with acting_as(Actor(ActorKind.USER, "Ada", user)), request_id_of("request-0001"):
        (entry,) = write(employer, "job.published", status="published")

    (item,) = recruiter.get(EVENTS).json()["items"]
    assert event_of(entry).items() <= item.items()
    assert item["actor"] == {"kind": "user", "id": str(user), "name": "Ada"}
    assert (item["data"], item["request_id"]) == ({"status": "published"}, "request-0001")
    assert item["entity"] == {"type": "employer", "id": str(employer.pk)}


def test_list_is_oldest_first_and_holds_no_account_or_key(recruiter: ApiClient, employer: Employer) -> None:
    write(employer, "job.created", "user.invited", "api_key.created", "token.reuse_detected", "applicant.created")

    assert types(recruiter.get(EVENTS)) == ["job.created", "applicant.created"]


def test_another_employers_events_are_not_there(
    recruiter: ApiClient, employer: Employer, other_employer: Employer
) -> None:
    (foreign,) = write(other_employer, "job.created")

    assert types(recruiter.get(EVENTS)) == []
    answer = recruiter.get(f"{EVENTS}?after={foreign.pk}")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unknown_event")


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_pages_join_to_the_whole(recruiter: ApiClient, employer: Employer, limit: int, small_window: int) -> None:
    written = write(employer, *(["job.updated", "user.updated", "application.created"] * 4))

    seen = [item["id"] for item in walk(recruiter, f"{EVENTS}?limit={limit}")]

    assert seen == [str(entry.pk) for entry in written if not entry.action.startswith("user.")]


def test_rare_type_is_found_behind_many_others(recruiter: ApiClient, employer: Employer, small_window: int) -> None:
    write(employer, *["job.updated"] * 7, "upload.scanned")

    first = recruiter.get(f"{EVENTS}?type=upload.scanned").json()
    assert (first["items"], bool(first["next_cursor"])) == ([], True)
    assert [item["type"] for item in walk(recruiter, f"{EVENTS}?type=upload.scanned")] == ["upload.scanned"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=job.created", ["job.created"]),
        ("type=job.", ["job.created", "job.published"]),
        ("type=job.published&type=application.", ["job.published", "application.created"]),
    ],
)
def test_type_chooses_by_name_or_beginning(
    recruiter: ApiClient, employer: Employer, query: str, expected: list[str]
) -> None:
    write(employer, "job.created", "job.published", "application.created", "upload.completed")

    assert types(recruiter.get(f"{EVENTS}?{query}")) == expected


@pytest.mark.parametrize("query", ["type=user.invited", "type=job", "type=", "after=yesterday", "after=", "unknown=1"])
def test_unusable_parameter_is_named(recruiter: ApiClient, query: str) -> None:
    answer = recruiter.get(f"{EVENTS}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


def test_after_the_last_event_comes_only_what_is_new(recruiter: ApiClient, employer: Employer) -> None:
    write(employer, "job.created", "job.published")
    last = recruiter.get(EVENTS).json()["items"][-1]["id"]
    assert recruiter.get(f"{EVENTS}?after={last}").json() == {"items": [], "next_cursor": None}

    write(employer, "job.closed")

    assert types(recruiter.get(f"{EVENTS}?after={last}")) == ["job.closed"]


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_after_the_ends_of_time_is_a_time_like_any(recruiter: ApiClient, employer: Employer, moment: str) -> None:
    write(employer, "job.published")

    assert types(recruiter.get(f"{EVENTS}?after={moment}")) == ([] if moment.startswith("9") else ["job.published"])


def test_after_a_time_comes_what_was_written_later(recruiter: ApiClient, employer: Employer) -> None:
    start = timezone.now() - dt.timedelta(days=3)
    for hours, action in ((0, "job.created"), (1, "job.published"), (30, "job.closed")):
        with time_machine.travel(start + dt.timedelta(hours=hours), tick=False):
            write(employer, action)

    def after(hours: float) -> list[str]:
        moment = (start + dt.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return types(recruiter.get(f"{EVENTS}?after={moment}"))

    assert [after(0.5), after(2), after(31)] == [["job.published", "job.closed"], ["job.closed"], []]


def test_event_of_a_slow_transaction_is_not_skipped(recruiter: ApiClient, employer: Employer) -> None:
    written, go = threading.Event(), threading.Event()

    def slow() -> None:
        with employer_scope(employer.pk):
            record("job.created", entity=employer, employer_id=employer.pk)
            written.set()
            go.wait(60)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(60)
    with employer_scope(employer.pk):
        record("job.published", entity=employer, employer_id=employer.pk)
    assert types(recruiter.get(EVENTS)) == []

    go.set()
    thread.join()
    settle()
    assert types(recruiter.get(EVENTS)) == ["job.created", "job.published"]


def test_cursor_belongs_to_its_filters(recruiter: ApiClient, employer: Employer) -> None:
    write(employer, "job.created", "job.published")
    cursor = recruiter.get(f"{EVENTS}?limit=1").json()["next_cursor"]

    answer = recruiter.get(f"{EVENTS}?limit=1&type=job.&cursor={cursor}")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


def test_page_costs_as_many_queries_for_three_as_for_one(recruiter: ApiClient, employer: Employer) -> None:
    def queries(ask: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked)

    recruiter.get(EVENTS)
    write(employer, "job.created")
    one = queries(lambda: recruiter.get(EVENTS))
    write(employer, "job.created", "job.published")

    assert queries(lambda: recruiter.get(EVENTS)) == one


def test_feed_is_read_by_its_index(employer: Employer) -> None:
    write(employer, "job.created")

    with employer_scope(employer.pk), connection.cursor() as cursor:
        # In a nearly empty table any way is as good, until sorting is not one.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        rows = AuditLog.objects.filter(transaction_id__lt=feed.OldestRunning()).order_by("transaction_id", "sequence")
        plan = rows.filter(feed._compared((5, 5), ">")).explain()

    assert "audit_feed" in plan
    assert "ROW(transaction_id, sequence) > ROW" in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("role", ["viewer", "applicant", "platform"])
def test_feed_is_for_an_employers_recruiters(api: ApiClient, employer: Employer, role: str) -> None:
    assert api.as_role(role, employer).get(EVENTS).status_code == 403
