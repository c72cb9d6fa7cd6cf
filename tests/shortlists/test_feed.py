"""The candidate's feed follows profiles, jobs and listings."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from applicants.models import WorkExperience
from applicants.profiles.history import add_entry, delete_entry
from applicants.profiles.services import update_profile
from employers.models import Employer, User
from hiretrack.audit.dispatch import dispatch_entries
from hiretrack.audit.models import AuditLog
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.tenancy import all_tenants, employer_scope, person_scope
from jobs.models import Job
from jobs.services import close_job, update_job
from jobs.sourcing.models import Listing
from shortlists import services
from shortlists.models import OpeningFacts, ProfileFacts, ProfileMatch
from shortlists.queries import feed
from shortlists.services.feed import comparing, ranking
from tests.factories.applications import published_job
from tests.factories.feed import computed, fed, profile
from tests.factories.sourcing import BoardFactory, ListingFactory
from tests.fixtures import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return user_with("applicant", None)


@pytest.fixture
def job(employer: Employer) -> Job:
    with employer_scope(employer.pk):
        return published_job(
            title="Data Engineer", tags=["Python"], location="Berlin", country="DE", description_md="Work with data."
        )


@pytest.fixture
def listing(employer: Employer) -> Listing:
    with employer_scope(employer.pk):
        return ListingFactory(title="Data Engineer", board=BoardFactory(open_to_candidates=True))


def heard() -> None:
    """The listeners hear all there is, and what they marked is worked off."""
    with all_tenants(reason="test"):
        waiting = list(AuditLog.objects.filter(dispatched_at=None).values_list("employer_id", "pk"))
    for employer_id, pk in waiting:
        dispatch_entries([pk], employer_id)
    services.FEED.work()


def seen(user: User) -> list[object]:
    with person_scope(user.pk):
        return [row["job_id"] or row["listing_id"] for row in feed.best_of_feed(10)]


def test_openings_of_both_kinds_fit(ada: User, job: Job, listing: Listing) -> None:
    profile(ada)
    computed()

    with person_scope(ada.pk):
        first, second = feed.best_of_feed(10)
    assert {first["kind"], second["kind"]} == {"job", "listing"}
    assert first["keywords"]["matched"] == ["Python"]
    assert (first["title"]["score"], first["location"]["rule"]) == (100, "same_city")
    assert first["opening"]["url"].endswith(f"/jobs/{job.pk}")


def test_positions_count_where_no_title_is_desired(ada: User, job: Job) -> None:
    profile(ada, desired_title="", positions=("Data Engineer",))
    computed()

    with person_scope(ada.pk):
        assert feed.best_of_feed(1)[0]["title"]["score"] >= 97


def test_new_job_finds_whom_it_fits(ada: User, employer: Employer) -> None:
    profile(ada)
    computed()
    with employer_scope(employer.pk):
        job = published_job(title="Data Engineer")
        AuditLog.objects.create(
            employer_id=employer.pk, action="job.published", entity_type="jobs.job", entity_id=job.pk
        )
    heard()

    assert list(fed(ada)) == [job.pk]


def test_change_of_a_job_is_followed(ada: User, employer: Employer, job: Job) -> None:
    profile(ada)
    computed()
    before = fed(ada)[job.pk]
    with employer_scope(employer.pk):
        update_job(job_id=job.pk, changes={"title": "Chef", "tags": []})
    heard()

    assert fed(ada)[job.pk] < before


def test_closed_job_leaves_at_once(ada: User, employer: Employer, job: Job) -> None:
    profile(ada)
    computed()
    assert seen(ada) == [job.pk]
    with employer_scope(employer.pk):
        close_job(job_id=job.pk)
    assert seen(ada) == []

    heard()
    computed()
    assert fed(ada) == {}


def test_listing_leaves_when_it_is_gone_or_shut(ada: User, employer: Employer, listing: Listing) -> None:
    profile(ada)
    computed()
    assert seen(ada) == [listing.pk]
    with employer_scope(employer.pk):
        Listing.objects.filter(pk=listing.pk).update(open_to_candidates=False)
    assert seen(ada) == []

    computed()
    assert fed(ada) == {}
    with all_tenants(reason="test"):
        assert not OpeningFacts.objects.exists()


def test_changed_listing_is_read_again(ada: User, employer: Employer, listing: Listing) -> None:
    profile(ada)
    computed()
    before = fed(ada)[listing.pk]
    with employer_scope(employer.pk):
        Listing.objects.filter(pk=listing.pk).update(title="Chef", content_hash="0" * 64)
    computed()

    assert fed(ada)[listing.pk] < before


def test_closed_board_s_listings_fit_nobody(ada: User, employer: Employer) -> None:
    with employer_scope(employer.pk):
        ListingFactory(title="Data Engineer")
    profile(ada)
    computed()

    assert fed(ada) == {}


def test_change_of_the_profile_is_followed(ada: User, job: Job) -> None:
    profile(ada)
    computed()
    before = fed(ada)[job.pk]
    with person_scope(ada.pk):
        update_profile(changes={"desired_title": "Chef"})
    heard()

    assert fed(ada)[job.pk] < before


def test_feed_stays_until_the_new_one_is_there(ada: User, job: Job) -> None:
    profile(ada)
    computed()
    services.mark_people([ada.pk])

    assert seen(ada) == [job.pk]
    with person_scope(ada.pk):
        assert feed.is_being_computed()


def test_experience_is_followed_until_it_is_removed(ada: User, job: Job) -> None:
    profile(ada, desired_title="")
    computed()
    before = fed(ada)[job.pk]
    with person_scope(ada.pk):
        entry = add_entry(model=WorkExperience, values={"company": "Initech", "position": "Data Engineer"})
    heard()
    assert fed(ada)[job.pk] > before

    with person_scope(ada.pk), acting_as(Actor(ActorKind.USER, "", ada.pk)):
        delete_entry(entry=entry)
    heard()
    assert fed(ada)[job.pk] == before


def test_profile_that_says_nothing_has_no_feed(ada: User, job: Job) -> None:
    profile(ada, desired_title="", skills=[], desired_locations=[])
    computed()

    assert fed(ada) == {}
    with person_scope(ada.pk):
        assert not feed.says_enough()


def test_too_little_pay_is_left_out(ada: User, employer: Employer) -> None:
    pay = {"salary_currency": "EUR", "salary_period": "month"}
    with employer_scope(employer.pk):
        little = published_job(title="Data Engineer", salary_max=Decimal(4000), **pay)
        enough = published_job(title="Data Engineer", salary_max=Decimal(6000), **pay)
        other = published_job(title="Data Engineer", salary_max=Decimal(1), **(pay | {"salary_currency": "USD"}))
    profile(ada, minimum_salary=Decimal(60_000), salary_currency="EUR")
    computed()

    assert set(fed(ada)) == {enough.pk, other.pk}
    assert little.pk not in fed(ada)


def test_remote_only_puts_places_last(ada: User, employer: Employer, job: Job) -> None:
    with employer_scope(employer.pk):
        remote = published_job(title="Data Engineer", tags=["Python"], location="", remote=True)
    profile(ada, remote_preference="remote")
    computed()

    assert fed(ada)[remote.pk] - fed(ada)[job.pk] == 25
    with person_scope(ada.pk):
        assert feed.best_of_feed(2)[1]["location"] == {"score": 0, "rule": "on_site", "ours": "Berlin", "theirs": ""}


def test_only_the_best_are_kept(ada: User, employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ranking, comparing):
        monkeypatch.setattr(module, "KEPT", 2)
    monkeypatch.setattr(comparing, "SPARE", 0)
    titles = ("Chef", "Data Engineer", "Data Analyst")
    with employer_scope(employer.pk):
        jobs = [published_job(title=title) for title in titles]
    profile(ada)
    computed()
    assert set(fed(ada)) == {jobs[1].pk, jobs[2].pk}

    with employer_scope(employer.pk):
        better = published_job(title="Data Engineer", tags=["SQL"])
        published_job(title="Gardener")
    computed()
    assert set(fed(ada)) == {better.pk, jobs[1].pk}


def test_openings_meet_everybody_in_few_statements(
    employer: Employer, job: Job, django_assert_max_num_queries: object
) -> None:
    def counted() -> int:
        with all_tenants(reason="test"):
            ids = list(OpeningFacts.objects.values_list("pk", flat=True))
            OpeningFacts.objects.update(version=0)
        with django_assert_max_num_queries(30) as statements:  # type: ignore[operator]
            assert comparing.match_openings(ids=ids) == len(ids)
        return len(statements)

    profile(user_with("applicant", None))
    computed()
    one = counted()
    for _ in range(2):
        profile(user_with("applicant", None))
        with employer_scope(employer.pk):
            published_job(title="Data Engineer")
    computed()

    assert counted() == one


def test_inactive_account_has_no_feed(ada: User, job: Job) -> None:
    profile(ada)
    computed()
    User.objects.filter(pk=ada.pk).update(is_active=False)
    services.mark_people([ada.pk])
    computed()

    assert fed(ada) == {}
    with all_tenants(reason="test"):
        assert (ProfileFacts.objects.count(), ProfileMatch.objects.count()) == (0, 0)


def test_command_computes_feeds_anew(ada: User, job: Job, listing: Listing) -> None:
    profile(ada)
    said = StringIO()
    for everybody in (False, False, True):
        call_command("recompute_matches", all=everybody, stdout=said)

    told = [line for line in said.getvalue().splitlines() if "openings" in line]
    assert told == ["2 openings, 1 profiles", "0 openings, 0 profiles", "2 openings, 1 profiles"]
    assert set(fed(ada)) == {job.pk, listing.pk}


def test_deleted_listing_takes_its_matches_along(ada: User, employer: Employer, listing: Listing) -> None:
    profile(ada)
    computed()
    with employer_scope(employer.pk):
        Listing.objects.get(pk=listing.pk).delete()

    assert fed(ada) == {}
