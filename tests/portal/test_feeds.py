"""RSS, Atom and the document of all jobs: valid, filtered as the pages are, safe with any text."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from employers.models import Employer
from hiretrack.portal.feeds import jobxml
from hiretrack.tenancy import employer_scope
from jobs.services import close_job
from tests.portal.conftest import Publish, draft
from tests.portal.filling import reads

SCHEMAS = Path(__file__).with_name("schemas")
HOSTILE = "Chef & <b>Cook</b> ]]> \x0b\ufffe “Küche” 👩‍🍳 &nbsp;"


def atom_is_valid(content: bytes) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    schema.assertValid(etree.fromstring(content))


def parsed(client: Client, address: str) -> feedparser.FeedParserDict:
    response = client.get(address)
    assert response.status_code == 200
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.fixture
def jobs(employer: Employer, other_employer: Employer, publish: Publish) -> None:
    publish(employer, title="Data Engineer", department="Data", remote=True, tags=["python", "sql"])
    publish(employer, title="Cook", department="Kitchen", employment_type="part_time", location="Munich")
    publish(other_employer, title="Plumber")


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/jobs.{}", ["Plumber (Berlin)", "Cook (Munich)", "Data Engineer (Berlin, Remote)"]),
        ("/e/acme/jobs.{}", ["Cook (Munich)", "Data Engineer (Berlin, Remote)"]),
        ("/jobs.{}?q=engineer", ["Data Engineer (Berlin, Remote)"]),
        ("/jobs.{}?employer=globex", ["Plumber (Berlin)"]),
        ("/e/acme/jobs.{}?department=Kitchen&employment_type=part_time&location=munich", ["Cook (Munich)"]),
        ("/jobs.{}?remote=true&sort=oldest&utm_source=x", ["Data Engineer (Berlin, Remote)"]),
    ],
)
def test_feeds_hold_what_the_filter_shows(
    client: Client, jobs: None, kind: str, address: str, titles: list[str]
) -> None:
    assert [entry.title for entry in parsed(client, address.format(kind)).entries] == titles


def test_atom_follows_its_grammar(client: Client, jobs: None) -> None:
    response = client.get("/e/acme/jobs.atom?q=data engineer")

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom_is_valid(response.content)
    found = feedparser.parse(response.content).feed
    assert found.id == found.links[1].href == f"{settings.PUBLIC_URL}/e/acme/jobs.atom?q=data+engineer"
    assert found.links[0].href == f"{settings.PUBLIC_URL}/e/acme/?q=data+engineer"


def test_rss_follows_the_rules_of_the_w3c_validator(client: Client, jobs: None) -> None:
    channel = etree.fromstring(client.get("/jobs.rss").content).find("channel")

    assert channel is not None
    assert {"title", "link", "description"} <= {child.tag for child in channel}
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert (own.get("rel"), own.get("href")) == ("self", f"{settings.PUBLIC_URL}/jobs.rss")
    for item in channel.findall("item"):
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo is not None


def test_entries_have_an_id_that_lasts_and_their_last_change(
    client: Client, employer: Employer, publish: Publish
) -> None:
    job = publish(employer)

    (entry,) = parsed(client, "/jobs.atom").entries

    assert entry.id == f"urn:uuid:{job.pk}"
    assert entry.link == f"{settings.PUBLIC_URL}/jobs/{job.pk}/data-engineer"
    assert dt.datetime.fromisoformat(entry.updated) == job.updated_at
    assert "<strong>pipelines</strong>" in entry.content[0].value


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_any_text_makes_a_readable_feed(client: Client, employer: Employer, publish: Publish, kind: str) -> None:
    publish(employer, title=HOSTILE, description_md=HOSTILE, tags=["a&b"])

    (entry,) = parsed(client, f"/jobs.{kind}").entries

    assert entry.title == "Chef & <b>Cook</b> ]]>  “Küche” 👩‍🍳 &nbsp; (Berlin)"


def test_an_empty_feed_is_valid_and_stays_the_same(client: Client, employer: Employer) -> None:
    first = client.get("/e/acme/jobs.atom").content

    atom_is_valid(first)
    assert first == client.get("/e/acme/jobs.atom").content


def test_what_is_not_public_is_in_no_feed(client: Client, employer: Employer, publish: Publish) -> None:
    draft(employer, title="Secret")
    with employer_scope(employer.pk):
        close_job(job_id=publish(employer, title="Filled").pk)

    for address in ("/jobs.rss", "/jobs.atom", "/e/acme/jobs.rss"):
        assert parsed(client, address).entries == []
    assert "<job>" not in body(client, "/jobs.xml")


@pytest.mark.parametrize("address", ["/e/nobody/jobs.rss", "/e/nobody/jobs.xml", "/jobs.json"])
def test_feeds_of_nobody_are_missing(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_feeds_need_few_queries(client: Client, employer: Employer, publish: Publish, count: int) -> None:
    for number in range(count):
        publish(employer, title=f"Engineer {number}")

    assert len(reads(client, "/jobs.atom")) == 1
    assert len(reads(client, "/e/acme/jobs.rss")) == 2


def body(client: Client, address: str) -> str:
    return b"".join(client.get(address)).decode()


def test_document_of_all_jobs_says_what_aggregators_read(client: Client, employer: Employer, publish: Publish) -> None:
    pay = {"salary_min": 60000, "salary_max": 80000, "salary_currency": "EUR", "salary_period": "year"}
    job = publish(employer, location="Berlin; Austin, TX; Remote", remote=True, department="Data", **pay)

    berlin, austin = etree.fromstring(body(client, "/jobs.xml").encode()).findall("job")

    told = {child.tag: child.text for child in austin}
    assert (berlin.findtext("city"), berlin.findtext("referencenumber")) == ("Berlin", str(job.pk))
    assert (told["city"], told["state"], told["country"]) == ("Austin", "TX", "US")
    assert (told["referencenumber"], told["requisitionid"]) == (f"{job.pk}-austin", str(job.pk))
    assert (told["salary"], told["jobtype"]) == ("€60,000–80,000 a year", "fulltime")
    assert (told["remotetype"], told["category"]) == ("Fully remote", "Data")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told["date"] or "")


def test_document_bears_any_text(client: Client, employer: Employer, publish: Publish) -> None:
    publish(employer, title=HOSTILE, description_md=HOSTILE)

    (job,) = etree.fromstring(body(client, "/jobs.xml").encode()).findall("job")

    assert job.findtext("title") == "Chef & <b>Cook</b> ]]>  “Küche” 👩‍🍳 &nbsp;"
    assert "Chef &amp; &lt;b&gt;" in (job.findtext("description") or "")


def test_document_is_an_employers_own_or_a_filters(client: Client, jobs: None) -> None:
    assert body(client, "/jobs.xml").count("<job>") == 3
    assert body(client, "/e/acme/jobs.xml").count("<job>") == 2
    assert body(client, "/jobs.xml?q=plumber").count("<job>") == 1


def test_document_is_read_batch_by_batch(
    client: Client, employer: Employer, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobxml, "BATCH", 2)
    made = [str(publish(employer, title=f"Job {number}").pk) for number in range(5)]

    parts = list(client.get("/jobs.xml"))

    assert [part.count(b"<job>") for part in parts] == [0, 2, 2, 1, 0]
    assert re.findall(r"<referencenumber><!\[CDATA\[(.*?)\]\]>", b"".join(parts).decode()) == made[::-1]
