from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from employers.models import Employer
from hiretrack.portal.feeds import sitemaps
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.services import close_job
from tests.portal.conftest import Publish, draft

SCHEMAS = Path(__file__).with_name("schemas")
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SITE = settings.PUBLIC_URL
LONG_AGO = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def entries(client: Client, address: str, *, schema: str = "sitemap.xsd") -> dict[str, str]:
    """Each address of a sitemap that is valid by its schema, with its date."""
    response = client.get(address)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    document = etree.fromstring(b"".join(response))
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(document)
    return {
        entry.findtext("s:loc", namespaces=SPACE).removeprefix(SITE): entry.findtext("s:lastmod", namespaces=SPACE)
        for entry in document
    }


def index(client: Client) -> dict[str, str]:
    return entries(client, "/sitemap.xml", schema="siteindex.xsd")


def changed(job: Job, moment: dt.datetime) -> None:
    with employer_scope(job.employer_id):
        Job.objects.filter(pk=job.pk).update(updated_at=moment)


def test_robots_names_the_sitemap(client: Client) -> None:
    assert f"\nSitemap: {SITE}/sitemap.xml\n" in client.get("/robots.txt").content.decode()


def test_sitemap_holds_each_public_page_once(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    job = publish(employer, title="Köchin & Koch")
    draft(employer)
    with employer_scope(other_employer.pk):
        close_job(job_id=publish(other_employer).pk)

    assert list(entries(client, "/sitemap-employers-1.xml")) == ["/", "/e/acme/"]
    assert list(entries(client, "/sitemap-jobs-1.xml")) == [f"/jobs/{job.pk}/kochin-koch"]


def test_dates_are_those_of_the_last_change(client: Client, employer: Employer, publish: Publish) -> None:
    old, new = publish(employer), publish(employer)
    Employer.objects.update(updated_at=LONG_AGO)
    changed(old, LONG_AGO)
    changed(new, LONG_AGO + dt.timedelta(days=2))

    newest = "2026-01-03T12:00:00+00:00"
    assert index(client) == {"/sitemap-employers-1.xml": newest, "/sitemap-jobs-1.xml": newest}
    assert list(entries(client, "/sitemap-jobs-1.xml").values()) == ["2026-01-01T12:00:00+00:00", newest]
    assert entries(client, "/sitemap-employers-1.xml")["/e/acme/"] == newest


def test_parts_hold_no_more_than_allowed(
    client: Client, employer: Employer, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART", 3)
    monkeypatch.setattr(sitemaps, "BATCH", 2)
    made = {f"/jobs/{publish(employer, title=f'Job {number}').pk}/job-{number}" for number in range(7)}

    parts = [list(entries(client, f"/sitemap-jobs-{number}.xml")) for number in (1, 2, 3)]

    assert [name for name in index(client) if "jobs" in name] == [f"/sitemap-jobs-{n}.xml" for n in (1, 2, 3)]
    assert [len(part) for part in parts] == [3, 3, 1]
    assert {*parts[0], *parts[1], *parts[2]} == made


@pytest.mark.parametrize("address", ["jobs-1", "jobs-0", "jobs-2", "jobs-99999999999999", "employers-2", "people-1"])
def test_parts_that_are_not_there_are_missing(client: Client, db: None, address: str) -> None:
    assert client.get(f"/sitemap-{address}.xml").status_code == 404


def test_sitemap_of_nothing_is_valid(client: Client, db: None) -> None:
    assert index(client) == {"/sitemap-employers-1.xml": None}
    assert list(entries(client, "/sitemap-employers-1.xml")) == ["/"]
