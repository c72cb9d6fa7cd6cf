"""Pages: no row twice, none lost, and cursors that work only where they were made."""

from __future__ import annotations

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import F, FloatField
from django.db.models.functions import Cast, Length
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from employers.models import Employer
from hiretrack.api.pagination import KeysetPagination, cursors, estimate
from hiretrack.api.problems import BadRequest
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from tests.api.conftest import ThingClient

VALUES = st.lists(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**63), max_value=2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
    | st.uuids()
    | st.dates()
    | st.datetimes(timezones=st.just(dt.UTC))
    | st.decimals(allow_nan=False, allow_infinity=False),
    max_size=4,
)
TEXT = st.text(max_size=50).filter(lambda text: text.isascii())


@given(VALUES, TEXT)
def test_cursor_gives_back_what_it_was_made_of(values: list[Any], bound_to: str) -> None:
    cursor = cursors.encode(values, bound_to=bound_to)

    assert cursors.decode(cursor, bound_to=bound_to, count=len(values)) == values


@given(VALUES, st.integers(min_value=0), st.characters(codec="ascii"))
def test_changed_cursor_is_refused(values: list[Any], place: int, other: str) -> None:
    cursor = cursors.encode(values, bound_to="list")
    place %= len(cursor)
    changed = cursor[:place] + other + cursor[place + 1 :]

    if changed != cursor:
        with pytest.raises(BadRequest):
            cursors.decode(changed, bound_to="list", count=len(values))


@given(st.text(max_size=100))
def test_any_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(BadRequest):
        cursors.decode(text, bound_to="list", count=1)


def test_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(BadRequest):
        cursors.decode(cursors.encode([1], bound_to="a"), bound_to="b", count=1)


def pages(queryset: Any, ordering: list[tuple[str, ...]], limit: int = 2) -> list[list[Any]]:
    found, cursor = [], None
    while not found or cursor is not None:
        view = SimpleNamespace(page_limit=limit, page_cursor=cursor, page_binding=lambda sort: f"test {sort}")
        rows, cursor = KeysetPagination().paginate(queryset, ordering=ordering, view=view)
        found.append(rows)
    return found


@pytest.fixture
def jobs(scope: Employer) -> list[Job]:
    at = timezone.now()
    ends = [at + dt.timedelta(days=n) if n else None for n in (0, 1, 0, 3, 1, 2, 0)]
    return [
        Job.objects.create(title="abc"[n % 3] * (n + 1), closes_at=end, created_at=at - dt.timedelta(hours=n // 2))
        for n, end in enumerate(ends)
    ]


ORDERINGS: list[list[tuple[str, ...]]] = [
    [("created_at", "desc"), ("id", "desc")],
    [("created_at", "asc"), ("id", "asc")],
    [("title", "asc"), ("id", "desc")],
    [("closes_at", "desc"), ("id", "desc")],
    [("closes_at", "asc"), ("created_at", "desc"), ("id", "asc")],
    [("id", "desc")],
]


@pytest.mark.parametrize("ordering", ORDERINGS, ids=str)
def test_pages_hold_every_row_once_and_in_order(jobs: list[Job], ordering: list[tuple[str, ...]]) -> None:
    order = [F(n).desc(nulls_last=True) if way == "desc" else F(n).asc(nulls_last=True) for n, way in ordering]

    found = [row for page in pages(Job.objects.all(), ordering) for row in page]

    assert found == list(Job.objects.order_by(*order))


def test_computed_rank_sorts_pages(jobs: list[Job]) -> None:
    ranked = Job.objects.annotate(rank=Cast(Length("title"), FloatField()) / 7).values("id", "rank")

    found = [row["id"] for page in pages(ranked, [("rank", "desc"), ("id", "desc")]) for row in page]

    assert found == [job.pk for job in reversed(jobs)]


def test_same_direction_is_one_row_comparison(jobs: list[Job]) -> None:
    view = SimpleNamespace(page_limit=1, page_cursor=None, page_binding=str)
    keys = [("created_at", "desc"), ("id", "desc")]
    _, view.page_cursor = KeysetPagination().paginate(Job.objects.all(), ordering=keys, view=view)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        KeysetPagination().paginate(Job.objects.all(), ordering=keys, view=view)

    assert '("jobs_job"."created_at", "jobs_job"."id") < (' in asked[0]["sql"]


def test_rows_inserted_meanwhile_neither_repeat_nor_vanish(recruiter: ThingClient, jobs: list[Job]) -> None:
    first = recruiter.get("/v1/things?limit=3").json()
    Job.objects.create(title="newer")
    Job.objects.filter(pk=first["items"][2]["id"]).delete()

    rest = recruiter.get("/v1/things", {"limit": 50, "cursor": first["next_cursor"]}).json()

    assert [row["id"] for row in first["items"] + rest["items"]] == [str(job.pk) for job in expected(jobs)]
    assert rest["next_cursor"] is None


def expected(jobs: list[Job]) -> list[Job]:
    return sorted(jobs, key=lambda job: (job.created_at, job.pk), reverse=True)


def test_link_leads_to_the_next_page(recruiter: ThingClient, jobs: list[Job]) -> None:
    first = recruiter.get("/v1/things?limit=2&status=draft")
    address, relation = first["Link"].split("; ")

    second = recruiter.get(address.strip("<>"))

    assert relation == 'rel="next"'
    assert "status=draft" in address
    assert len(second.json()["items"]) == 2
    assert "Link" not in recruiter.get("/v1/things")


@pytest.mark.parametrize("change", ["&status=draft", "&salary=1", "&cursor="])
def test_cursor_is_bound_to_the_filters(recruiter: ThingClient, jobs: list[Job], change: str) -> None:
    cursor = recruiter.get("/v1/things?limit=2").json()["next_cursor"]

    answer = recruiter.get(f"/v1/things?cursor={'' if 'cursor' in change else cursor}{change.replace('&cursor=', '')}")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


def test_cursor_is_bound_to_employer_and_address(
    recruiter: ThingClient, jobs: list[Job], things: ThingClient, other_employer: Employer
) -> None:
    cursor = recruiter.get("/v1/things?limit=2").json()["next_cursor"]

    assert recruiter.get("/v1/set", {"cursor": cursor}).json()["code"] == "invalid_cursor"
    with employer_scope(other_employer.pk):
        stranger = things.acting("recruiter", other_employer)
        assert stranger.get("/v1/things", {"cursor": cursor}).json()["code"] == "invalid_cursor"


def test_estimate_comes_on_request(recruiter: ThingClient, jobs: list[Job]) -> None:
    assert "total_estimate" not in recruiter.get("/v1/things").json()

    assert recruiter.get("/v1/things?include=total_estimate").json()["total_estimate"] >= 0


@pytest.mark.django_db
def test_nothing_is_estimated_of_what_cannot_be(scope: Employer) -> None:
    assert estimate(Job.objects.filter(pk__in=[])) == 0


def test_unsortable_value_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError):
        cursors.encode([uuid], bound_to="list")
