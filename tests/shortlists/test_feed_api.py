"""GET /v1/me/matches, scores at GET /v1/listings, and what a person is told of it all."""

from __future__ import annotations

from typing import Any

import pytest

from employers.models import Employer, User
from hiretrack.tenancy import all_tenants, employer_scope, person_scope
from jobs.models import Job
from jobs.sourcing.models import Listing, ListingMark
from shortlists.models import ProfileFacts, ProfileMatch
from tests.factories.applicants import ApplicantFactory
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.feed import computed, profile
from tests.factories.sourcing import BoardFactory, ListingFactory
from tests.fixtures import ApiClient, user_with

pytestmark = pytest.mark.django_db
FEED = "/v1/me/matches"


@pytest.fixture
def ada(db: None) -> User:
    return user_with("applicant", None)


@pytest.fixture
def me(api: ApiClient, ada: User) -> ApiClient:
    return api.as_user(ada)


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return published_job(title="Data Engineer", tags=["Python"], company="Acme")


@pytest.fixture
def listing(employer: Employer, job: Job, ada: User) -> Listing:
    """The job, a listing that fits less, and the feed that has both."""
    with employer_scope(employer.pk):
        made: Listing = ListingFactory(title="Chef", board=BoardFactory(open_to_candidates=True))
    profile(ada)
    computed()
    return made


def test_matches_come_best_first_with_their_parts(me: ApiClient, job: Job, listing: Listing) -> None:
    first, second = me.get(FEED).json()["items"]

    assert (first["kind"], first["job_id"], first["listing_id"]) == ("job", str(job.pk), None)
    assert (second["kind"], second["job_id"], second["listing_id"]) == ("listing", None, str(listing.pk))
    assert first["keywords"]["matched"] == ["Python"]
    assert first["score"] > second["score"]
    assert "opening" not in first


def test_openings_are_told_when_asked_for(me: ApiClient, job: Job, listing: Listing) -> None:
    first, second = me.get(f"{FEED}?expand=opening").json()["items"]

    assert (first["opening"]["company"], first["opening"]["title"]) == ("Acme", "Data Engineer")
    assert first["opening"]["url"].endswith(f"/jobs/{job.pk}")
    assert second["opening"]["url"] == listing.url


def test_matches_page(me: ApiClient, listing: Listing) -> None:
    first = me.get(f"{FEED}?limit=1").json()
    second = me.get(f"{FEED}?limit=1&cursor={first['next_cursor']}").json()

    assert [page["items"][0]["kind"] for page in (first, second)] == ["job", "listing"]
    assert second["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "kinds"),
    [("kind=job", ["job"]), ("kind=listing", ["listing"]), ("min_score=60", ["job"]), ("min_score=100", [])],
)
def test_filters_narrow_the_feed(me: ApiClient, listing: Listing, query: str, kinds: list[str]) -> None:
    assert [item["kind"] for item in me.get(f"{FEED}?{query}").json()["items"]] == kinds


@pytest.mark.parametrize("query", ["min_score=101", "kind=board", "expand=applicant", "sort=score"])
def test_wrong_wishes_are_refused(me: ApiClient, query: str) -> None:
    assert me.get(f"{FEED}?{query}").status_code == 400


def test_what_was_applied_for_or_hidden_is_left_out(
    me: ApiClient, ada: User, employer: Employer, job: Job, listing: Listing
) -> None:
    with employer_scope(employer.pk):
        ApplicationFactory(job=job, applicant=ApplicantFactory(user=ada))
    with person_scope(ada.pk):
        ListingMark.objects.create(listing=listing, hidden_at=listing.first_seen_at)

    assert me.get(FEED).json()["items"] == []


def test_adopted_listing_stands_there_once(me: ApiClient, employer: Employer, job: Job, listing: Listing) -> None:
    with employer_scope(employer.pk):
        Listing.objects.filter(pk=listing.pk).update(adopted_as=job)

    assert [item["kind"] for item in me.get(FEED).json()["items"]] == ["job"]


def test_somebody_else_s_feed_is_not_seen(api: ApiClient, listing: Listing) -> None:
    assert api.as_role("applicant").get(FEED).json()["items"] == []


def test_statements_do_not_grow_with_the_feed(
    me: ApiClient, employer: Employer, listing: Listing, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(20) as counted:
            assert me.get(f"{FEED}?expand=opening").status_code == 200
        return len(counted)

    asked()
    before = asked()
    with employer_scope(employer.pk):
        for _ in range(2):
            published_job(title="Data Engineer")
    computed()

    assert asked() == before


def test_person_s_data_hold_the_feed_until_they_leave(me: ApiClient, ada: User, listing: Listing) -> None:
    told = me.get("/v1/me/data").json()["matches"]
    assert told["known"]["skills"] == ["Python", "SQL"]
    assert [item["kind"] for item in told["openings"]] == ["job", "listing"]

    assert me.delete("/v1/me?confirm=erase-everything").status_code == 204
    with all_tenants(reason="test"):
        assert (ProfileFacts.objects.count(), ProfileMatch.objects.count()) == (0, 0)


def test_listings_have_scores_for_candidates(me: ApiClient, employer: Employer, listing: Listing, ada: User) -> None:
    with employer_scope(employer.pk):
        better = ListingFactory(title="Data Engineer", board=listing.board)
    computed()
    rows = me.get("/v1/listings?sort=score").json()["items"]

    assert [row["id"] for row in rows] == [str(better.pk), str(listing.pk)]
    assert rows[0]["score"] > rows[1]["score"]
    narrowed = me.get(f"/v1/listings?min_score={rows[0]['score']}").json()["items"]
    assert [row["id"] for row in narrowed] == [str(better.pk)]


def test_recruiters_see_no_scores_of_listings(api: ApiClient, employer: Employer, listing: Listing) -> None:
    rows = api.as_role("recruiter", employer).get("/v1/listings").json()["items"]

    assert [row["score"] for row in rows] == [None]
