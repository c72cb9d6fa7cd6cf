"""Every way in which what public pages show is changed, through the doors that people and programs use: the page that
was kept is gone with the commit, and other employers' pages stay."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from redis.exceptions import RedisError

from employers.models import Employer, User
from hiretrack.api.throttling import breaker
from hiretrack.tenancy import employer_scope
from jobs.importing import Listing, read_listings
from jobs.models import Job
from jobs.services.importing import import_listings
from jobs.tasks import close_due
from tests.fixtures import ApiClient, user_with
from tests.jobs.test_admin import form, signed_in
from tests.office.test_jobs import page as office_page
from tests.portal.conftest import Publish, draft
from tests.portal.filling import reads, text_of
from tests.portal.signed_in import signed_in as signed_in_as

pytestmark = pytest.mark.django_db(transaction=True)
Change = Callable[[Employer, Job], Any]


def api_edits(employer: Employer, job: Job) -> None:
    _api("recruiter", employer).patch(f"/v1/jobs/{job.pk}", {"title": "Data Wizard"})


def api_closes(employer: Employer, job: Job) -> None:
    _api("recruiter", employer).post(f"/v1/jobs/{job.pk}:close")


def api_renames_employer(employer: Employer, job: Job) -> None:
    _api("employer_admin", employer).patch("/v1/employer", {"name": "Acme & Sons", "brand_colour": "#aa3300"})


def office_edits(employer: Employer, job: Job) -> None:
    signed_in("recruiter", employer).post(office_page(job), form(title="Data Wizard"))


def office_closes(employer: Employer, job: Job) -> None:
    signed_in("recruiter", employer).post(office_page(job), form(title=job.title, jobs_job_close="1"))


def time_comes(employer: Employer, job: Job) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        close_due()


def table_brings_another(employer: Employer, job: Job) -> None:
    line = {"id": "x1", "title": "Brought along", "company": "Acme", "locations": ["Berlin"], "url": "https://a.example/1",
            "description": "Work here.", "posted_at": "2026-01-01", "employment_type": "Full-time"}  # fmt: skip
    listings = [found for found in read_listings([json.dumps(line)]) if isinstance(found, Listing)]
    with employer_scope(employer.pk):
        import_listings(listings=listings, employer_name="Acme", publish=True)


def _api(role: str, employer: Employer) -> ApiClient:
    return ApiClient().as_role(role, employer)


CHANGES: list[tuple[Change, str]] = [
    (api_edits, "Data Wizard"),
    (api_closes, "-Data Engineer"),
    (api_renames_employer, "Acme & Sons"),
    (office_edits, "Data Wizard"),
    (office_closes, "-Data Engineer"),
    (time_comes, "-Data Engineer"),
    (table_brings_another, "Brought along"),
]


@pytest.fixture(autouse=True)
def _keep(settings: Any) -> None:
    settings.KEPT_PAGES_S = 60


@pytest.fixture
def job(employer: Employer, other_employer: Employer, publish: Publish) -> Job:
    publish(other_employer, title="Plumber")
    return publish(employer, closes_at=timezone.now() + dt.timedelta(days=1))


@pytest.mark.parametrize(("change", "shown"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_change_shows_with_its_commit(client: Client, employer: Employer, job: Job, change: Change, shown: str) -> None:
    pages = ["/", "/e/acme/", "/jobs.rss", "/e/acme/jobs.atom"]
    before = {page: client.get(page)["ETag"] for page in pages}
    client.get("/e/globex/")
    assert [reads(client, page) for page in (*pages, "/e/globex/")] == [[]] * 5

    change(employer, job)

    for page in pages:
        answer = client.get(page, headers={"If-None-Match": before[page]})
        assert answer.status_code == 200, page
        assert (shown.lstrip("-") in text_of(answer)) is not shown.startswith("-"), page
    assert (shown.lstrip("-") in b"".join(client.get("/jobs.xml")).decode()) is not shown.startswith("-")
    assert reads(client, "/e/globex/") == []


def test_order_of_parameters_and_unknown_ones_make_no_other_page(client: Client, job: Job) -> None:
    client.get("/?q=data&remote=true&sort=newest")

    assert reads(client, "/?sort=newest&utm_source=x&remote=1&q=data&department=") == []


def test_head_is_answered_from_the_kept_page(client: Client, job: Job) -> None:
    tag = client.get("/")["ETag"]

    answer = client.head("/")

    assert (answer.status_code, answer["ETag"], answer.content) == (200, tag, b"")
    assert client.head("/", headers={"If-None-Match": tag}).status_code == 304
    cache.delete_pattern("portal.page:*")
    assert client.head("/")["ETag"] == tag
    assert "Data Engineer" in text_of(client.get("/"))


def test_answers_say_what_they_depend_on(client: Client, job: Job) -> None:
    for _ in range(2):
        assert {"Cookie", "Accept-Language"} <= {name.strip() for name in client.get("/")["Vary"].split(",")}


def test_the_language_somebody_chose_is_not_shown_to_others(client: Client, job: Job) -> None:
    chose = Client()
    chose.cookies["django_language"] = "de"

    pages = [one.get("/").content.decode() for one in (chose, client, chose, client)]

    assert ['<html lang="de"' in page for page in pages] == [True, False, True, False]


def test_nothing_of_a_visitor_is_in_a_kept_page(client: Client, job: Job) -> None:
    ada = user_with("applicant", None)
    User.objects.filter(pk=ada.pk).update(name="Ada Kept", email="ada.kept@example.com")
    own = signed_in_as(ada)
    address = f"/jobs/{job.pk}/data-engineer"
    for page in ("/", "/e/acme/", address):
        assert own.get(page)["Cache-Control"] == "private, no-cache"
        shown = client.get(page)
        assert shown["Cache-Control"] == "public, no-cache"
        assert b"csrfmiddlewaretoken" not in shown.content
        assert b"Ada Kept" not in shown.content
        assert b"ada.kept" not in shown.content
        assert not shown.cookies


def test_pages_go_on_when_redis_fails_in_the_middle(client: Client, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/")
    monkeypatch.setattr(breaker, "is_open", lambda: False)
    monkeypatch.setattr("hiretrack.portal.keeping.pages.cache", _Away())

    assert "Data Engineer" in text_of(client.get("/"))
    assert client.get("/jobs.xml").status_code == 200


class _Away:
    def get(self, *_args: Any) -> Any:
        raise RedisError

    set = get


def test_drafts_of_others_forget_nothing(client: Client, employer: Employer, job: Job) -> None:
    client.get("/")
    secret = draft(employer, title="Secret")
    _api("recruiter", employer).patch(f"/v1/jobs/{secret.pk}", {"title": "Still secret"})

    assert reads(client, "/") == []
