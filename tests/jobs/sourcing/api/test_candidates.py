"""Listings as candidates see them: what stands on open boards, with marks and scores of their own."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from employers.models import Employer, User
from hiretrack.audit.models import AuditLog
from hiretrack.errors import NotFound
from hiretrack.tenancy import all_tenants, employer_scope, person_scope
from jobs.sourcing import marks
from jobs.sourcing.models import JobBoard, Listing, ListingMark
from shortlists.models import ProfileMatch
from tests.factories import sourcing as factories
from tests.fixtures import ApiClient
from tests.jobs.sourcing.api.test_listings import LIST, titles


@pytest.fixture
def listing(employer: Employer, open_board: JobBoard) -> Listing:
    with employer_scope(employer.pk):
        return factories.ListingFactory.create(board=open_board, title="Open", location="Wien")


def test_candidate_sees_what_was_opened_at_every_employer(
    me: ApiClient, employer: Employer, other_employer: Employer, listing: Listing, board: JobBoard
) -> None:
    with employer_scope(employer.pk):
        factories.ListingFactory(board=board, title="Closed")
        factories.ListingFactory(board=listing.board, title="Put aside by a recruiter", is_hidden=True)
    with employer_scope(other_employer.pk):
        factories.ListingFactory(board=factories.BoardFactory(open_to_candidates=True), title="Elsewhere")

    assert titles(me) == ["Elsewhere", "Open"]
    for query in ("?q=open", "?location=wien", "?q=open&location=wien&sort=relevance", f"?board={listing.board_id}"):
        assert titles(me, query) == ["Open"]
    assert titles(me, "?q=closed") == titles(me, "?hidden=true") == titles(me, "?q=aside") == []


def test_candidate_is_told_nothing_of_the_employer(me: ApiClient, employer: Employer, listing: Listing) -> None:
    with employer_scope(employer.pk):
        Listing.objects.filter(pk=listing.pk).update(is_new=False)

    detail = me.get(f"{LIST}/{listing.pk}").json()

    assert (detail["board_name"], detail["boards"], detail["adopted_job_id"]) == (None, [], None)
    assert (detail["is_new"], detail["title"]) == (True, "Open")
    assert me.get(f"/v1/boards/{listing.board_id}").status_code == 403


def test_marks_are_the_candidates_alone(me: ApiClient, api: ApiClient, recruiter: ApiClient, listing: Listing) -> None:
    address = f"{LIST}/{listing.pk}"

    assert me.post(f"{address}:read").json()["is_new"] is False
    assert me.post(f"{address}:hide").json()["is_hidden"] is True

    assert (titles(me), titles(me, "?hidden=true"), titles(me, "?is_new=true&hidden=true")) == ([], ["Open"], [])
    for client in (recruiter, api.as_role("applicant")):
        seen = client.get(address).json()
        assert (seen["is_new"], seen["is_hidden"], titles(client)) == (True, False, ["Open"])
    assert me.post(f"{address}:unhide").json()["is_hidden"] is False
    assert titles(me, "?is_new=false") == ["Open"]


def test_marks_stand_in_no_employers_journal(me: ApiClient, candidate: User, listing: Listing) -> None:
    for action in ("read", "read", "hide", "hide", "unhide", "unhide"):
        me.post(f"{LIST}/{listing.pk}:{action}")

    with all_tenants(reason="test"):
        told = list(AuditLog.objects.filter(action__startswith="listing").order_by("created_at", "id"))
    assert [entry.action for entry in told] == ["listing_mark.read", "listing_mark.hidden", "listing_mark.unhidden"]
    assert {(entry.employer_id, entry.actor_id) for entry in told} == {(None, candidate.pk)}


@pytest.mark.parametrize("action", [marks.hide, marks.unhide, marks.read])
def test_what_cannot_be_seen_cannot_be_marked(
    candidate: User, employer: Employer, board: JobBoard, action: Any
) -> None:
    with employer_scope(employer.pk):
        closed = factories.ListingFactory(board=board)

    with person_scope(candidate.pk), pytest.raises(NotFound):
        action(listing_id=closed.pk)


@pytest.mark.django_db(transaction=True)
def test_clicks_at_once_leave_one_mark(candidate: User, listing: Listing) -> None:
    def click() -> None:
        with person_scope(candidate.pk):
            marks.read(listing_id=listing.pk)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with person_scope(candidate.pk):
        assert ListingMark.objects.count() == 1
    with all_tenants(reason="test"):
        assert AuditLog.objects.filter(action="listing_mark.read").count() == 1


def test_marks_do_not_keep_an_employer_from_deleting(me: ApiClient, recruiter: ApiClient, listing: Listing) -> None:
    tracked = me.post("/v1/me/tracker", {"listing_id": str(listing.pk)}).headers["Location"]
    me.post(f"{LIST}/{listing.pk}:read")

    assert recruiter.delete(f"/v1/boards/{listing.board_id}").status_code == 204
    connection.check_constraints()

    assert me.get("/v1/me/data").json()["listing_marks"] == []
    assert (me.get(tracked).json()["listing_id"], me.get(tracked).json()["title"]) == (None, "Open")


def test_marks_are_exported_and_erased(me: ApiClient, candidate: User, employer: Employer, listing: Listing) -> None:
    me.post(f"{LIST}/{listing.pk}:read")
    me.post(f"{LIST}/{listing.pk}:hide")
    with employer_scope(employer.pk):
        Listing.objects.filter(pk=listing.pk).update(open_to_candidates=False)

    (mark,) = me.get("/v1/me/data").json()["listing_marks"]

    assert (mark["listing_id"], mark["title"], mark["read_at"] is None) == (str(listing.pk), None, False)
    assert me.delete("/v1/me?confirm=erase-everything").status_code == 204
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.scope', 'all', true)")
        cursor.execute("SELECT count(*) FROM sourcing_listingmark")
        assert cursor.fetchone()[0] == 0


@pytest.fixture
def scored(candidate: User, employer: Employer, listing: Listing) -> None:
    """90 for one, 40 for another, none for the third."""
    with employer_scope(employer.pk):
        known = {
            factories.ListingFactory.create(board=listing.board, title=title).pk: score
            for title, score in (("Good", 90), ("Fair", 40))
        }
    with person_scope(candidate.pk):
        for pk, score in known.items():
            ProfileMatch(listing_id=pk, score=score, keywords=0, title=0, location=0, version=1).save()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?sort=score", ["Good", "Fair", "Open"]),
        ("?min_score=40", ["Fair", "Good"]),
        ("?min_score=41", ["Good"]),
        ("?max_score=89&sort=score", ["Fair", "Open"]),
        ("?min_score=1&max_score=50&q=fair&sort=relevance", ["Fair"]),
    ],
)
def test_score_filters_and_sorts_for_candidates(me: ApiClient, scored: None, query: str, expected: list[str]) -> None:
    assert titles(me, query) == expected


def test_pages_by_score_hold_each_once(me: ApiClient, scored: None) -> None:
    seen, cursor = [], ""
    while cursor is not None:
        page = me.get(f"{LIST}?sort=score&limit=1{cursor and f'&cursor={cursor}'}").json()
        seen += [(row["title"], row["score"]) for row in page["items"]]
        cursor = page["next_cursor"]

    assert seen == [("Good", 90), ("Fair", 40), ("Open", None)]


def test_recruiters_are_not_told_anybodys_score(recruiter: ApiClient, scored: None) -> None:
    items = recruiter.get(LIST).json()["items"]

    assert {item["score"] for item in items} == {None}
    assert titles(recruiter, "?min_score=1") == []


def test_gone_is_gone_for_candidates_too(me: ApiClient, employer: Employer, listing: Listing) -> None:
    with employer_scope(employer.pk):
        Listing.objects.filter(pk=listing.pk).update(gone_at=timezone.now())

    assert (titles(me), titles(me, "?gone=true")) == ([], ["Open"])
