"""Listings in the back office: found, read, hidden, adopted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from employers.models import Employer
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.sourcing.models import JobBoard, Listing
from tests.factories import sourcing as factory
from tests.office.conftest import stored
from tests.tenancy.neighbours import signed_in

pytestmark = pytest.mark.django_db
LISTINGS = "/admin/listings/"
TITLES = ("Open one", "Hidden one", "Gone one", "Read one", "Adopted one")


@pytest.fixture
def recruiter(employer: Employer) -> Client:
    return signed_in("recruiter", employer)


@pytest.fixture
def found(employer: Employer) -> dict[str, Listing]:
    with employer_scope(employer.pk):
        board = factory.BoardFactory(name="Wind jobs")
        rows = {title: factory.ListingFactory(board=board, title=title) for title in TITLES}
        Listing.objects.filter(title="Hidden one").update(is_hidden=True)
        Listing.objects.filter(title="Gone one").update(gone_at=timezone.now())
        Listing.objects.filter(title="Read one").update(is_new=False)
        Listing.objects.filter(title="Adopted one").update(adopted_as=Job.objects.create(title="Ours"), is_new=False)
        return rows


def shown(client: Client, **query: Any) -> set[str]:
    page = client.get(LISTINGS, query)
    assert page.status_code == 200
    return {row.title for row, _boards in page.context["lines"]}


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("", {"Open one", "Read one", "Adopted one"}),
        ("new", {"Open one"}),
        ("adopted", {"Adopted one"}),
        ("hidden", {"Hidden one"}),
        ("gone", {"Gone one"}),
        ("all", set(TITLES)),
        ("nonsense", {"Open one", "Read one", "Adopted one"}),
    ],
)
def test_tabs_show_what_they_say(recruiter: Client, found: dict[str, Listing], show: str, titles: set[str]) -> None:
    assert shown(recruiter, show=show) == titles


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"q": "engineer"}, {"Data engineer", "Site engineer"}),
        ({"q": '"data engineer"'}, {"Data engineer"}),
        ({"q": "site OR nurse"}, {"Site engineer", "Nurse"}),
        ({"q": "engineer -site"}, {"Data engineer"}),
        ({"remote": "remote"}, {"Data engineer"}),
        ({"remote": "office"}, {"Site engineer", "Nurse"}),
        ({"country": "dk"}, {"Site engineer"}),
        ({"salary": "1"}, {"Nurse"}),
        ({"country": "xx", "remote": "?", "board": "x", "p": "-1"}, {"Data engineer", "Site engineer", "Nurse"}),
    ],
)
def test_list_is_searched_and_filtered(
    recruiter: Client, employer: Employer, query: dict[str, str], titles: set[str]
) -> None:
    with employer_scope(employer.pk):
        factory.ListingFactory(title="Data engineer", remote=True)
        factory.ListingFactory(title="Site engineer", country="DK")
        factory.ListingFactory(title="Nurse", salary_min=30_000, salary_currency="GBP", salary_period="year")

    assert shown(recruiter, **query) == titles


def test_board_filter_finds_what_stands_there_too(recruiter: Client, employer: Employer) -> None:
    with employer_scope(employer.pk):
        second: JobBoard = factory.BoardFactory(name="Second board")
        row = factory.ListingFactory(title="On both")
        factory.ListingFactory(title="On one")
        factory.sighting(row, second)

    assert shown(recruiter, board=second.pk) == {"On both"}
    assert "Second board" in recruiter.get(f"{LISTINGS}{row.pk}/").content.decode()


@pytest.mark.parametrize(("language", "pay"), [("en", "€50,000–62,500 a year"), ("de", "50.000–62.500")])
def test_salary_is_written_as_the_reader_does(recruiter: Client, employer: Employer, language: str, pay: str) -> None:
    with employer_scope(employer.pk):
        row = factory.ListingFactory(salary_min=50_000, salary_max=62_500, salary_currency="EUR", salary_period="year")

    for address in (LISTINGS, f"{LISTINGS}{row.pk}/"):
        assert pay in recruiter.get(address, headers={"accept-language": language}).content.decode()


def test_opening_reads_it_for_recruiters_only(employer: Employer, found: dict[str, Listing]) -> None:
    row = found["Open one"]
    signed_in("viewer", employer).get(f"{LISTINGS}{row.pk}/")
    assert stored(employer, lambda: Listing.objects.get(pk=row.pk)).is_new
    page = signed_in("recruiter", employer).get(f"{LISTINGS}{row.pk}/").content.decode()

    assert not stored(employer, lambda: Listing.objects.get(pk=row.pk)).is_new
    assert 'rel="noopener noreferrer nofollow"' in page


def test_many_are_hidden_and_shown_again(recruiter: Client, employer: Employer, found: dict[str, Listing]) -> None:
    ids = [str(found[title].pk) for title in ("Open one", "Read one")]
    said = recruiter.post(f"{LISTINGS}mark/", {"do": "hide", "ids": ids}, headers={"accept": "application/json"})
    assert said.json()["message"] == "2 listings are hidden."
    assert shown(recruiter) == {"Adopted one"}
    recruiter.post(f"{LISTINGS}mark/", {"unhide": ids[0]})

    assert shown(recruiter) == {"Adopted one", "Open one"}
    assert stored(employer, lambda: AuditLog.objects.filter(action="listing.hidden").count()) == 2


@pytest.mark.parametrize("given", [{"do": "hide"}, {"do": "burn", "ids": ["{0}"]}, {"do": "hide", "ids": ["x"]}])
def test_senseless_mark_changes_nothing(recruiter: Client, found: dict[str, Listing], given: dict[str, Any]) -> None:
    sent = given | {"ids": [one.format(found["Open one"].pk) for one in given.get("ids", [])]}
    answer = recruiter.post(f"{LISTINGS}mark/", sent, headers={"accept": "application/json"})

    assert answer.status_code in {404, 422}
    assert "Open one" in shown(recruiter)


def test_listing_is_adopted_once_and_leads_to_its_draft(
    recruiter: Client, employer: Employer, found: dict[str, Listing]
) -> None:
    address = f"{LISTINGS}{found['Open one'].pk}/adopt/"
    first, second = recruiter.post(address), recruiter.post(address)

    job = stored(employer, lambda: Job.objects.get(title="Open one"))
    assert first.headers["Location"] == second.headers["Location"] == f"/admin/jobs/job/{job.pk}/change/"
    assert (job.status, job.company) == ("draft", "Initech")


def test_several_are_adopted_and_those_that_are_jobs_left(
    recruiter: Client, employer: Employer, found: dict[str, Listing]
) -> None:
    ids = [str(found[title].pk) for title in ("Open one", "Read one", "Adopted one")]
    said = recruiter.post(f"{LISTINGS}mark/", {"do": "adopt", "ids": ids}, headers={"accept": "application/json"})

    assert said.json()["message"] == "2 drafts are among your jobs now. 1 was there before."
    assert stored(employer, Job.objects.count) == 3


def test_viewer_sees_no_button(employer: Employer, found: dict[str, Listing]) -> None:
    viewer = signed_in("viewer", employer)
    pages = [LISTINGS, f"{LISTINGS}{found['Open one'].pk}/", "/admin/job-boards/"]
    pages.append(f"/admin/job-boards/{found['Open one'].board_id}/")

    for address in pages:
        page = viewer.get(address).content.decode()
        assert "Open one" in page or "Wind jobs" in page
        assert not [word for word in ("Adopt", "Scan now", "Switch", ">Hide", "Delete") if f"{word}<" in page]
    assert viewer.post(f"{LISTINGS}mark/", {"do": "hide", "ids": "x"}).status_code == 403


def test_platform_admin_reads_and_changes_nothing(employer: Employer, found: dict[str, Listing]) -> None:
    platform, board_id = signed_in("platform", None), found["Open one"].board_id
    for address in (LISTINGS, "/admin/job-boards/", f"/admin/job-boards/{board_id}/", "/admin/settings/"):
        assert platform.get(address).status_code == 200

    assert platform.post(f"/admin/job-boards/{board_id}/scan/").status_code == 403
    assert platform.get("/admin/job-boards/add/").status_code == 403


@pytest.mark.parametrize("query", [{}, {"show": "new"}, {"show": "hidden"}, {"show": "gone"}, {"q": "nothing"}])
def test_empty_list_says_what_to_do(recruiter: Client, query: dict[str, str]) -> None:
    page = recruiter.get(LISTINGS, query).content.decode()

    assert "Add a job board" in page
