from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer
from employers.services import issue_api_key
from hiretrack.audit.models import AuditLog
from hiretrack.background.models import TaskRun
from hiretrack.tenancy import employer_scope
from jobs.sourcing.choices import ScanState
from jobs.sourcing.models import JobBoard, Listing, Scan
from tests.factories import sourcing as factories
from tests.fixtures import ApiClient

LIST = "/v1/boards"
BODY: dict[str, Any] = {
    "name": "Initech", "kind": "greenhouse", "url": "https://boards.greenhouse.io/initech", "enabled": False,
    "scan_interval_minutes": 60, "keyword_filters": ["engineer", "-intern"], "scraper_config": {},
    "open_to_candidates": True,
}  # fmt: skip


def test_board_is_made_changed_and_deleted(recruiter: ApiClient) -> None:
    made = recruiter.post(LIST, BODY)
    address = made.headers["Location"]

    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in BODY} == BODY
    assert recruiter.patch(address, {"scan_interval_minutes": 120}).json()["scan_interval_minutes"] == 120
    assert recruiter.get(address).json()["name"] == "Initech"
    assert [recruiter.delete(address).status_code, recruiter.delete(address).status_code] == [204, 404]


def test_new_board_is_scanned_soon_and_says_when(recruiter: ApiClient) -> None:
    made = recruiter.post(LIST, {name: BODY[name] for name in ("name", "kind", "url")}).json()

    assert made["enabled"] is True
    assert made["next_scan_at"] is not None
    assert (made["last_scan_status"], made["last_scan_error"], made["open_scan"]) == (None, None, None)
    assert recruiter.patch(f"{LIST}/{made['id']}", {"enabled": False}).json()["next_scan_at"] is None


def test_maker_is_named_and_the_journal_tells(recruiter: ApiClient, employer: Employer) -> None:
    made = recruiter.post(LIST, BODY).json()
    recruiter.patch(f"{LIST}/{made['id']}", {"name": "Other"})
    recruiter.delete(f"{LIST}/{made['id']}")

    with employer_scope(employer.pk):
        told = list(AuditLog.objects.filter(entity_id=made["id"]).order_by("sequence", "created_at", "id"))
    assert [entry.action for entry in told] == ["board.created", "board.updated", "board.deleted"]
    assert {str(entry.actor_id) for entry in told} == {made["created_by_id"]}


@pytest.mark.parametrize(
    ("body", "status", "pointers"),
    [
        ({}, 422, {"/name", "/kind", "/url"}),
        (BODY | {"kind": "fax", "url": "ftp://x.example", "scan_interval_minutes": 14}, 422,
         {"/kind", "/url", "/scan_interval_minutes"}),
        (BODY | {"keyword_filters": ["x"] * 51}, 422, {"/keyword_filters"}),
        (BODY | {"scraper_config": []}, 422, {"/scraper_config"}),
        (BODY | {"scraper_config": {f"a{n}": "x" * 499 for n in range(40)}}, 422, {"/scraper_config"}),
        (BODY | {"scraper_config": {"a": "x" * 501, "b": [], "c": 0.5, "d": -1}}, 422, {"/scraper_config"}),
        (BODY | {"etag": "x", "board": 1}, 400, {"/etag", "/board"}),
        (BODY | {"url": "https://example.com/jobs"}, 422, {"/url"}),
        (BODY | {"kind": "html", "url": "https://example.com/jobs"}, 422, {"/scraper_config"}),
        (BODY | {"kind": "feed", "url": "https://127.0.0.1/feed"}, 422, {"/url"}),
    ],
)  # fmt: skip
def test_body_that_breaks_rules_names_all_of_them(
    recruiter: ApiClient, body: Any, status: int, pointers: set[str]
) -> None:
    answer = recruiter.post(LIST, body)

    assert answer.status_code == status, answer.content
    assert {"/" + error["pointer"].split("/")[1] for error in answer.json()["errors"]} == pointers


def test_address_is_watched_once(recruiter: ApiClient, api: ApiClient, other_employer: Employer) -> None:
    first = recruiter.post(LIST, BODY).json()
    second = recruiter.post(LIST, BODY | {"url": "https://boards.greenhouse.io/globex"}).json()

    again = recruiter.post(LIST, BODY)
    moved = recruiter.patch(f"{LIST}/{second['id']}", {"url": BODY["url"]})

    assert [(answer.status_code, answer.json()["code"]) for answer in (again, moved)] == [(409, "board_exists")] * 2
    assert again.json()["board_id"] == first["id"]
    assert api.as_role("recruiter", other_employer).post(LIST, BODY).status_code == 201


def test_board_is_made_once_for_a_key(recruiter: ApiClient, employer: Employer) -> None:
    answers = [recruiter.post(LIST, BODY, headers={"Idempotency-Key": "same"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    with employer_scope(employer.pk):
        assert JobBoard.objects.count() == 1


def test_change_needs_the_current_version(recruiter: ApiClient, board: JobBoard) -> None:
    address = f"{LIST}/{board.pk}"
    tag = {"If-Match": recruiter.get(address).headers["ETag"]}

    assert recruiter.patch(address, {"name": "First"}, headers=tag).status_code == 200
    assert recruiter.patch(address, {"name": "Second"}, headers=tag).status_code == 412
    assert recruiter.delete(address, headers=tag).status_code == 412
    assert recruiter.get(address).json()["name"] == "First"


def test_scan_changes_the_answer_but_refuses_no_change(recruiter: ApiClient, board: JobBoard) -> None:
    address = f"{LIST}/{board.pk}"
    tag = recruiter.get(address).headers["ETag"]
    assert recruiter.get(address, headers={"If-None-Match": tag}).status_code == 304

    assert recruiter.post(f"{address}:scan").status_code == 202

    assert recruiter.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert recruiter.patch(address, {"name": "New"}, headers={"If-Match": tag}).status_code == 200


def test_scan_is_queued_with_its_task(recruiter: ApiClient, board: JobBoard) -> None:
    answer = recruiter.post(f"{LIST}/{board.pk}:scan")

    assert answer.status_code == 202, answer.content
    scan, task = answer.json()["scan"], answer.json()["task"]
    assert (scan["state"], scan["trigger"], scan["board_id"]) == ("queued", "manual", str(board.pk))
    assert answer.headers["Location"] == f"/v1/tasks/{task['id']}"
    assert recruiter.get(answer.headers["Location"]).json()["id"] == scan["task_id"] == task["id"]
    shown = recruiter.get(f"{LIST}/{board.pk}").json()["open_scan"]
    assert (shown["id"], shown["task_id"], shown["state"]) == (scan["id"], task["id"], "queued")


def test_board_is_scanned_once_at_a_time(recruiter: ApiClient, board: JobBoard, employer: Employer) -> None:
    first = recruiter.post(f"{LIST}/{board.pk}:scan").json()

    again = recruiter.post(f"{LIST}/{board.pk}:scan")

    assert (again.status_code, again.json()["code"]) == (409, "scan_running")
    assert again.json()["task_id"] == first["task"]["id"]
    with employer_scope(employer.pk):
        assert (Scan.objects.count(), TaskRun.objects.count()) == (1, 1)


def test_scans_stand_newest_first_with_their_counts(recruiter: ApiClient, board: JobBoard, employer: Employer) -> None:
    with employer_scope(employer.pk):
        factories.scan(factories.BoardFactory())
        factories.scan(board, found=5, added=3, filtered=2)
        factories.scan(board, state=ScanState.FAILED, error="The board does not answer.")

    first = recruiter.get(f"{LIST}/{board.pk}/scans?limit=1").json()
    rest = recruiter.get(f"{LIST}/{board.pk}/scans?limit=1&cursor={first['next_cursor']}").json()

    (failed,), (complete,) = first["items"], rest["items"]
    assert (failed["state"], failed["error"]) == ("failed", "The board does not answer.")
    assert [complete[name] for name in ("found", "added", "filtered", "error")] == [5, 3, 2, None]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [("", ["C", "B", "A"]), ("?kind=feed", ["B"]), ("?enabled=false", ["C", "A"]), ("?enabled=true&kind=lever", [])],
)
def test_list_is_filtered(recruiter: ApiClient, employer: Employer, query: str, found: list[str]) -> None:
    with employer_scope(employer.pk):
        factories.BoardFactory(name="A")
        factories.BoardFactory(name="B", kind="feed", enabled=True)
        factories.BoardFactory(name="C")

    assert [row["name"] for row in recruiter.get(f"{LIST}{query}").json()["items"]] == found


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", ["/v1/boards", "/v1/boards/{}/scans"])
def test_lists_take_a_query_each(
    recruiter: ApiClient, employer: Employer, rows: int, path: str, django_assert_max_num_queries: Any
) -> None:
    with employer_scope(employer.pk):
        boards = factories.BoardFactory.create_batch(rows)
        for _ in range(rows):
            factories.scan(boards[0])
        factories.scan(boards[0], state=ScanState.RUNNING)
    recruiter.get(LIST)  # the first reads the key that tokens are signed with

    # Beside it: the savepoint and the scope, opened and closed; whether the scans' board is there.
    with django_assert_max_num_queries(6):
        assert len(recruiter.get(path.format(boards[0].pk)).json()["items"]) in {rows, rows + 1}


def test_deleting_takes_listings_of_no_other_board(recruiter: ApiClient, employer: Employer, board: JobBoard) -> None:
    with employer_scope(employer.pk):
        gone, kept = factories.ListingFactory(board=board), factories.ListingFactory(board=board)
        factories.sighting(kept, factories.BoardFactory())

    assert recruiter.delete(f"{LIST}/{board.pk}").status_code == 204

    assert recruiter.get(f"/v1/listings/{gone.pk}").status_code == 404
    assert recruiter.get(f"/v1/listings/{kept.pk}").json()["board_id"] != str(board.pk)


def test_key_of_another_module_does_not_reach_boards(api: ApiClient, employer: Employer) -> None:
    with employer_scope(employer.pk):
        reader, writer = (issue_api_key(name=scope, scopes=[scope]).secret for scope in ("boards:read", "boards:write"))
        listing: Listing = factories.ListingFactory()

    def client(secret: str) -> ApiClient:
        made = ApiClient(raise_request_exception=False)
        made.token = secret
        return made

    assert client(reader).get(LIST).status_code == 200
    assert client(reader).post(LIST, BODY).status_code == 403
    assert client(writer).post(LIST, BODY).status_code == 201
    assert client(writer).post(f"/v1/listings/{listing.pk}:adopt").status_code == 403
