from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from applicants.models import TrackedApplication
from applicants.tracker import services
from applicants.tracker.dashboard import dashboard
from employers.models import Employer, User
from hiretrack.errors import DomainError
from hiretrack.tenancy import employer_scope, person_scope
from jobs.sourcing.models import Listing
from tests.factories.sourcing import BoardFactory, ListingFactory
from tests.fixtures import ApiClient

TRACKER = "/v1/me/tracker"
BODY: dict[str, Any] = {
    "company": "Acme", "title": "Engineer", "url": "https://jobs.example/1", "location": "Wien", "status": "applied",
    "notes": "Nice", "applied_via": "manual", "applied_at": "2026-01-12T08:00:00Z",
}  # fmt: skip


def days_ago(days: float) -> str:
    return (timezone.now() - dt.timedelta(days=days)).isoformat()


def test_application_is_tracked_to_its_end(me: ApiClient) -> None:
    made = me.post(TRACKER, BODY)
    address = made.headers["Location"]

    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in BODY} == BODY
    me.patch(address, {"status": "interviewing"})
    me.patch(address, {"notes": "Called"})
    steps = [(line["from_status"], line["status"]) for line in me.get(address).json()["log"]]
    assert steps == [(None, "applied"), ("applied", "interviewing")]
    assert [me.delete(address).status_code, me.delete(address).status_code] == [204, 404]


def test_change_needs_the_current_version(me: ApiClient) -> None:
    made = me.post(TRACKER, BODY)
    address, tag = made.headers["Location"], {"If-Match": made.headers["ETag"]}

    assert me.patch(address, {"status": "offered"}, headers=tag).status_code == 200
    assert me.patch(address, {"status": "rejected"}, headers=tag).status_code == 412
    assert me.get(address).json()["status"] == "offered"


def test_archiving_twice_leaves_one_line(me: ApiClient) -> None:
    address = me.post(TRACKER, BODY).headers["Location"]

    for _ in range(2):
        assert me.post(f"{address}:archive").json()["status"] == "archived"

    assert len(me.get(address).json()["log"]) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Globex", "Initech", "Acme"]),
        ("?sort=oldest", ["Acme", "Initech", "Globex"]),
        ("?sort=company", ["Acme", "Globex", "Initech"]),
        ("?sort=updated", ["Initech", "Globex", "Acme"]),
        ("?status=offered", ["Globex"]),
        ("?q=eng+wien", ["Initech", "Acme"]),
        ("?q=%25", []),
    ],
)
def test_list_is_filtered_and_sorted(me: ApiClient, query: str, found: list[str]) -> None:
    me.post(TRACKER, {**BODY, "applied_at": days_ago(3)})
    me.post(TRACKER, {**BODY, "company": "Globex", "location": "", "status": "offered", "applied_at": days_ago(1)})
    me.post(TRACKER, {**BODY, "company": "Initech", "applied_at": days_ago(2)})

    pages = me.get(f"{TRACKER}{query}").json()["items"]

    assert [item["company"] for item in pages] == found


@pytest.mark.parametrize("sort", ["newest", "oldest", "company", "updated"])
def test_pages_of_every_order_hold_each_row_once(me: ApiClient, sort: str) -> None:
    for _ in range(3):
        me.post(TRACKER, BODY)
    first = me.get(f"{TRACKER}?sort={sort}&limit=2").json()

    rest = me.get(f"{TRACKER}?sort={sort}&limit=2&cursor={first['next_cursor']}").json()

    assert len({item["id"] for item in first["items"] + rest["items"]}) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_one_query(me: ApiClient, rows: int, django_assert_max_num_queries: Any) -> None:
    for _ in range(rows):
        me.post(TRACKER, BODY)

    # Beside it: the savepoint and the scope, opened and closed.
    with django_assert_max_num_queries(5):
        assert len(me.get(TRACKER).json()["items"]) == rows


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"company": ""}, "/company"),
        ({"url": "jobs.example"}, "/url"),
        ({"status": "hired"}, "/status"),
        ({"applied_at": "2999-01-01T00:00:00Z"}, "/applied_at"),
        ({"applied_at": "2026-01-01"}, "/applied_at"),
    ],
)
def test_body_that_breaks_a_rule_is_refused(me: ApiClient, body: Any, pointer: str) -> None:
    answer = me.post(TRACKER, BODY | body)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_extension_adds_an_address_once(me: ApiClient, stranger: ApiClient) -> None:
    by_hand, extension = BODY, {**BODY, "applied_via": "extension"}
    first = me.post(TRACKER, by_hand).json()

    again = me.post(TRACKER, extension)

    assert (again.status_code, again.json()["code"]) == (409, "already_tracked")
    assert again.json()["tracked_id"] == first["id"]
    assert me.post(TRACKER, by_hand).status_code == 201
    assert stranger.post(TRACKER, extension).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_extension_that_clicks_twice_at_once_adds_one(candidate: User) -> None:
    refused = []

    def click() -> None:
        with person_scope(candidate.pk):
            try:
                values = {"company": "x", "title": "y", "url": "https://a.example", "applied_via": "extension"}
                services.track(values=values)
            except DomainError as error:
                refused.append(error.code)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["already_tracked"] * 3


def test_bulk_delete_says_what_it_did_not_find(me: ApiClient, stranger: ApiClient) -> None:
    own = [me.post(TRACKER, BODY).json()["id"] for _ in range(2)]
    theirs, unknown = stranger.post(TRACKER, BODY).json()["id"], str(uuid.uuid4())

    answer = me.post(f"{TRACKER}:bulk-delete", {"ids": [*own, theirs, unknown, own[0]]})

    assert answer.json() == {"deleted": 2, "not_found": [theirs, unknown]}
    assert stranger.get(f"{TRACKER}/{theirs}").status_code == 200
    assert me.get(TRACKER).json()["items"] == []


def test_bulk_delete_takes_at_most_five_hundred(me: ApiClient) -> None:
    answer = me.post(f"{TRACKER}:bulk-delete", {"ids": [str(uuid.uuid4()) for _ in range(501)]})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/ids")


def test_anothers_application_does_not_exist(me: ApiClient, stranger: ApiClient) -> None:
    address = me.post(TRACKER, BODY).headers["Location"]

    assert stranger.get(TRACKER).json()["items"] == []
    assert stranger.post(f"{address}:archive").status_code == 404
    for method in ("get", "patch", "delete"):
        assert getattr(stranger, method)(address).status_code == 404


@pytest.fixture
def midweek() -> Iterator[None]:
    """A week of the calendar is over at some moment, and its answers are not the present one's any more."""
    with time_machine.travel(dt.datetime(2026, 5, 6, 12, tzinfo=dt.UTC)):
        yield


def test_dashboard_counts_from_the_log(midweek: None, me: ApiClient) -> None:
    for days, statuses in ((40, ["rejected", "archived"]), (9, ["interviewing"]), (8, []), (2, ["withdrawn"])):
        address = me.post(TRACKER, {**BODY, "applied_at": days_ago(days)}).headers["Location"]
        for status in statuses:
            me.patch(address, {"status": status})

    shown = me.get(f"{TRACKER}/dashboard").json()

    counts = {"applied": 1, "interviewing": 1, "offered": 0, "rejected": 0, "withdrawn": 1, "archived": 1}
    assert (shown["total"], shown["by_status"]) == (4, counts)
    assert (shown["answered"], shown["response_rate"]) == (2, 0.5)
    assert (len(shown["weeks"]), sum(week["applied"] for week in shown["weeks"])) == (26, 4)
    assert shown["weeks"][-1]["answered"] == 2
    assert [item["company"] for item in shown["oldest_waiting"]] == ["Acme"]


def test_dashboard_without_applications_has_no_rate(me: ApiClient) -> None:
    shown = me.get(f"{TRACKER}/dashboard").json()

    assert (shown["total"], shown["response_rate"], shown["oldest_waiting"]) == (0, None, [])
    monday = dt.date.fromisoformat(shown["weeks"][-1]["week"])
    assert monday.weekday() == 0


def test_dashboard_takes_three_queries(candidate: User, django_assert_num_queries: Any) -> None:
    with person_scope(candidate.pk):
        for _ in range(3):
            services.track(values={"company": "x", "title": "y"})
        with django_assert_num_queries(3):
            dashboard()


def test_later_known_day_of_applying_moves_its_week(me: ApiClient) -> None:
    address = me.post(TRACKER, BODY | {"applied_at": days_ago(1)}).headers["Location"]

    me.patch(address, {"applied_at": BODY["applied_at"]})

    assert me.get(address).json()["log"][0]["changed_at"] == BODY["applied_at"]


def test_log_goes_with_its_application(me: ApiClient, candidate: User) -> None:
    me.delete(me.post(TRACKER, BODY).headers["Location"])

    with person_scope(candidate.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM applicants_trackedapplicationlog")
        assert cursor.fetchone() == (0,)
        assert not TrackedApplication.objects.exists()


@pytest.fixture
def listing(employer: Employer) -> Listing:
    """On a board that is open to candidates; with more text than the tracker takes."""
    with employer_scope(employer.pk):
        board = BoardFactory(open_to_candidates=True)
        return ListingFactory.create(board=board, title="T" * 250, company="Initech", location="Wien")


def test_listing_is_enough_to_track(me: ApiClient, listing: Listing) -> None:
    made = me.post(TRACKER, {"listing_id": str(listing.pk), "location": "Graz"})

    assert made.status_code == 201, made.content
    told = {name: made.json()[name] for name in ("listing_id", "company", "title", "url", "location")}
    assert told == {
        "listing_id": str(listing.pk), "company": "Initech", "title": "T" * 200, "url": listing.url, "location": "Graz",
    }  # fmt: skip


def test_listing_fills_in_what_the_tracker_does_not_say(me: ApiClient, listing: Listing) -> None:
    address = me.post(TRACKER, BODY | {"url": ""}).headers["Location"]

    linked = me.patch(address, {"listing_id": str(listing.pk)}).json()

    assert (linked["company"], linked["title"], linked["url"]) == ("Acme", "Engineer", listing.url)
    assert me.patch(address, {"listing_id": None}).json()["listing_id"] is None


def test_listing_that_cannot_be_seen_is_refused(me: ApiClient, listing: Listing, employer: Employer) -> None:
    address = me.post(TRACKER, BODY).headers["Location"]
    with employer_scope(employer.pk):
        Listing.objects.update(open_to_candidates=False)

    for unseen in (str(listing.pk), str(uuid.uuid4())):
        for answer in (me.post(TRACKER, {"listing_id": unseen}), me.patch(address, {"listing_id": unseen})):
            assert answer.status_code == 422
            assert [error["pointer"] for error in answer.json()["errors"]] == ["/listing_id"]


def test_without_a_listing_company_and_title_are_asked_for_at_once(me: ApiClient) -> None:
    for body in ({"url": "x"}, {"url": "x", "listing_id": None}):
        errors = me.post(TRACKER, body).json()["errors"]

        assert {error["pointer"] for error in errors} == {"/company", "/title", "/url"}


def test_listing_without_a_company_asks_for_one(me: ApiClient, listing: Listing, employer: Employer) -> None:
    with employer_scope(employer.pk):
        Listing.objects.update(company="")

    answer = me.post(TRACKER, {"listing_id": str(listing.pk)})

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/company"]
    assert me.post(TRACKER, {"listing_id": str(listing.pk), "company": "Initech"}).status_code == 201
