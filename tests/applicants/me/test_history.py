from __future__ import annotations

import uuid
from typing import Any

import pytest

from applicants.models import Education
from applicants.profiles import history
from applicants.profiles.checks import is_partial_date, period_problems
from employers.models import User
from hiretrack.tenancy import person_scope
from tests.fixtures import ApiClient

LISTS: dict[str, dict[str, Any]] = {
    "/v1/me/profile/education": {
        "institution": "TU Wien", "url": "https://tuwien.example", "area": "Maths", "study_type": "MSc",
        "start_date": "2019", "end_date": "2021-06", "score": "1.0", "courses": ["Logic"],
    },
    "/v1/me/profile/experience": {
        "company": "Acme", "company_description": "Everything", "position": "Engineer", "location": "Wien",
        "url": "https://acme.example", "start_date": "2019-06-30", "end_date": "", "summary": "x", "highlights": ["y"],
    },
}  # fmt: skip
every_list = pytest.mark.parametrize("address", list(LISTS))


@every_list
def test_entry_lives_from_post_to_delete(me: ApiClient, address: str) -> None:
    made = me.post(address, LISTS[address])
    entry = made.headers["Location"]

    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in LISTS[address]} == LISTS[address]
    assert me.get(entry).json() == made.json()
    assert me.patch(entry, {"start_date": "2018"}).json()["start_date"] == "2018"
    assert [me.delete(entry).status_code, me.delete(entry).status_code] == [204, 404]


@every_list
def test_change_needs_the_current_version(me: ApiClient, address: str) -> None:
    made = me.post(address, LISTS[address])
    entry, tag = made.headers["Location"], {"If-Match": made.headers["ETag"]}

    assert me.patch(entry, {"start_date": "2018"}, headers=tag).status_code == 200
    assert me.patch(entry, {"start_date": "2017"}, headers=tag).status_code == 412
    assert me.delete(entry, headers=tag).status_code == 412


@every_list
def test_list_is_latest_first_in_pages(me: ApiClient, address: str) -> None:
    for start in ("2010", "2020-01", "2015-05-01", "", "2020"):
        me.post(address, {**LISTS[address], "start_date": start, "end_date": ""})

    first = me.get(f"{address}?limit=3").json()
    rest = me.get(f"{address}?limit=3&cursor={first['next_cursor']}").json()

    dates = [item["start_date"] for item in first["items"] + rest["items"]]
    assert dates == ["2020-01", "2020", "2015-05-01", "2010", ""]


@every_list
@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_one_query(me: ApiClient, address: str, rows: int, django_assert_max_num_queries: Any) -> None:
    for _ in range(rows):
        me.post(address, LISTS[address])

    # Beside it: the savepoint and the scope, opened and closed.
    with django_assert_max_num_queries(5):
        assert len(me.get(address).json()["items"]) == rows


@every_list
def test_anothers_entry_does_not_exist(me: ApiClient, stranger: ApiClient, address: str) -> None:
    entry = me.post(address, LISTS[address]).headers["Location"]

    assert stranger.get(address).json()["items"] == []
    for method in ("get", "patch", "delete"):
        assert getattr(stranger, method)(entry).status_code == 404
    assert me.get(entry).status_code == 200


@every_list
def test_same_key_adds_once(me: ApiClient, address: str) -> None:
    key = {"Idempotency-Key": uuid.uuid4().hex}

    first, again = (me.post(address, LISTS[address], headers=key) for _ in range(2))

    assert first.json() == again.json()
    assert len(me.get(address).json()["items"]) == 1


@every_list
def test_hundred_are_enough(me: ApiClient, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 1)
    me.post(address, LISTS[address])

    answer = me.post(address, LISTS[address])

    assert (answer.status_code, answer.json()["code"]) == (409, "limit_reached")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"start_date": "2019-13"}, "/start_date"),
        ({"start_date": "2019-02-30"}, "/start_date"),
        ({"start_date": "19"}, "/start_date"),
        ({"start_date": "0000"}, "/start_date"),
        ({"start_date": "2022"}, "/end_date"),
        ({"institution": ""}, "/institution"),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"courses": "Logic"}, "/courses"),
    ],
)
def test_body_that_breaks_a_rule_is_refused(me: ApiClient, change: Any, pointer: str) -> None:
    answer = me.post("/v1/me/profile/education", LISTS["/v1/me/profile/education"] | change)

    assert answer.status_code == 422, answer.content
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


def test_changed_beginning_is_held_against_the_kept_end(me: ApiClient) -> None:
    entry = me.post("/v1/me/profile/education", LISTS["/v1/me/profile/education"]).headers["Location"]

    assert me.patch(entry, {"start_date": "2021-07"}).json()["errors"][0]["pointer"] == "/end_date"
    assert me.patch(entry, {"start_date": "2021"}).status_code == 200


def test_entries_need_their_person(candidate: User, stranger: ApiClient) -> None:
    with person_scope(candidate.pk):
        history.add_entry(model=Education, values={"institution": "x"})

        assert Education.objects.get().user_id == candidate.pk


@pytest.mark.parametrize(
    ("text", "is_one"), [("2019", True), ("2024-02-29", True), ("2023-02-29", False), ("2019-6", False), ("", False)]
)
def test_partial_date_is_one_that_exists(text: str, is_one: bool) -> None:
    assert is_partial_date(text) is is_one


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [("2019", "2019", 0), ("2019-06", "2019", 0), ("2019-06", "2019-05-01", 1), ("2019", "", 0), ("", "2019", 0)],
)
def test_period_is_compared_by_what_both_dates_tell(start: str, end: str, wrong: int) -> None:
    assert len(period_problems(start, end)) == wrong
