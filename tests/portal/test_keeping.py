"""Kept pages: shown from Redis until a commit changes what they show, and never to the wrong person."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from employers.models import Employer
from employers.services import update_employer
from hiretrack.api.throttling import breaker
from hiretrack.portal.keeping import versions
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.services import close_job, update_job
from tests.fixtures import user_with
from tests.portal.conftest import Publish, draft
from tests.portal.filling import reads, text_of

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("/", "/e/acme/", "/jobs.rss", "/e/acme/jobs.atom", "/sitemap.xml")


@pytest.fixture(autouse=True)
def _keep(settings: Any) -> None:
    settings.KEPT_PAGES_S = 60


@pytest.fixture
def job(employer: Employer, publish: Publish) -> Job:
    return publish(employer)


def address(job: Job) -> str:
    return f"/jobs/{job.pk}/data-engineer"


def again(client: Client, page: str, response: HttpResponse, **headers: str) -> int:
    return client.get(page, headers={"If-None-Match": response["ETag"]} | headers).status_code


def close(job: Job) -> None:
    with employer_scope(job.employer_id):
        close_job(job_id=job.pk)


def test_a_kept_page_asks_the_database_nothing(client: Client, job: Job) -> None:
    for page in (*PAGES, address(job)):
        first = client.get(page)
        assert reads(client, page) == [], page
        assert client.get(page).content == first.content
        assert first["Cache-Control"] == "public, no-cache"
        assert again(client, page, first) == 304


def test_publishing_editing_and_closing_show_at_once(client: Client, employer: Employer, publish: Publish) -> None:
    assert "Data Engineer" not in text_of(client.get("/"))
    job = publish(employer)
    for page in (*PAGES[:-1], address(job)):
        assert "Data Engineer" in text_of(client.get(page))
    with employer_scope(employer.pk):
        update_job(job_id=job.pk, changes={"title": "Data Wizard"})
    for page in (*PAGES[:-1], f"/jobs/{job.pk}/data-wizard"):
        assert "Data Wizard" in text_of(client.get(page))

    close(job)

    for page in PAGES[:-1]:
        assert "Data Wizard" not in text_of(client.get(page))
    assert client.get(f"/jobs/{job.pk}/data-wizard").status_code == 410


def test_the_employers_own_change_shows_at_once(client: Client, employer: Employer, job: Job) -> None:
    pages = ("/e/acme/", address(job))
    for page in pages:
        client.get(page)

    update_employer(employer=employer, changes={"name": "Acme & Sons"})

    assert all("Acme & Sons" in text_of(client.get(page)) for page in pages)


def test_changes_elsewhere_leave_an_employers_pages_kept(
    client: Client, other_employer: Employer, job: Job, publish: Publish
) -> None:
    for page in ("/e/acme/", address(job)):
        client.get(page)

    publish(other_employer)

    assert reads(client, "/e/acme/") == reads(client, address(job)) == []


def test_drafts_leave_every_page_kept(client: Client, employer: Employer, job: Job) -> None:
    client.get("/")
    secret = draft(employer, title="Secret")
    with employer_scope(employer.pk):
        update_job(job_id=secret.pk, changes={"title": "Still secret"})

    assert reads(client, "/") == []


def test_a_page_that_changed_while_it_was_made_is_not_kept(
    client: Client, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = versions.current

    def meanwhile(keys: Any) -> Any:
        found = real(keys)
        cache.set(versions.ALL, f"{len(str(found))}.changed", timeout=None)
        return found

    monkeypatch.setattr(versions, "current", meanwhile)
    client.get("/")
    monkeypatch.undo()

    assert reads(client, "/") != []


def test_each_language_has_its_page(client: Client, job: Job) -> None:
    german = {"Accept-Language": "de"}

    pages = [client.get("/", headers=headers).content.decode() for headers in ({}, german, {}, german)]

    assert ['<html lang="de"' in page for page in pages] == [False, True, False, True]


def test_each_filter_has_its_page_and_campaigns_none(client: Client, employer: Employer, job: Job) -> None:
    client.get("/")

    assert reads(client, "/?utm_campaign=may") == []
    assert "Nothing matches" in text_of(client.get("/?q=plumber"))


def test_the_origin_is_each_visitors_own(client: Client, job: Job) -> None:
    plain, named = client.get(address(job)), client.get(address(job) + "?ref=newsletter")

    assert "/apply/?ref=" not in client.get(address(job)).content.decode()
    assert "/apply/?ref=newsletter" in named.content.decode()
    assert again(client, address(job), plain, Referer="https://news.example/") == 200


def test_pages_of_signed_in_people_are_their_own(client: Client, employer: Employer, job: Job) -> None:
    signed_in = Client()
    signed_in.force_login(user_with("recruiter", employer), "django.contrib.auth.backends.ModelBackend")

    first = signed_in.get("/")

    assert first["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first["Vary"]
    assert cache.keys("portal.page:*") == []
    assert reads(signed_in, "/") != []


def test_last_modified_is_told_once_it_is_exact(client: Client, employer: Employer, publish: Publish) -> None:
    # Far from midnight, which changes pages as well.
    noon = timezone.now().replace(hour=12) + dt.timedelta(days=1)
    with time_machine.travel(noon, tick=False):
        publish(employer)
        assert "Last-Modified" not in client.get("/")

    with time_machine.travel(noon + dt.timedelta(seconds=5)):
        moment = client.get("/")["Last-Modified"]
        assert client.get("/", headers={"If-Modified-Since": moment}).status_code == 304
        assert client.get("/jobs.xml", headers={"If-Modified-Since": moment}).status_code == 304
        assert client.get("/sitemap-jobs-1.xml", headers={"If-Modified-Since": moment}).status_code == 304
    with time_machine.travel(noon + dt.timedelta(days=1, minutes=1)):
        # Ages in days have grown.
        assert client.get("/", headers={"If-Modified-Since": moment}).status_code == 200


def test_pages_are_there_without_redis(client: Client, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "closed_again_at", time.monotonic() + 3600)

    assert "Data Engineer" in text_of(client.get("/"))
    assert reads(client, "/") != []
