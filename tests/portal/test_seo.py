"""What search engines and shared links are told; what else is open beside a job, and in place of a closed one."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from employers.models import Employer
from hiretrack.tenancy import employer_scope, public_scope
from jobs.models import Job
from jobs.queries import closed_job
from jobs.services import close_job
from tests.portal.conftest import Publish, draft
from tests.portal.filling import reads, text_of
from tests.portal.test_jobs import titles

SITE = settings.PUBLIC_URL


def address(job: Job) -> str:
    return f"/jobs/{job.pk}/{job.title.lower().replace(' ', '-')}"


def tags(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(content) for name, content in found}


def data(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {document["@type"]: document for document in map(json.loads, found)}


def shut(job: Job) -> Job:
    with employer_scope(job.employer_id):
        return close_job(job_id=job.pk)


def test_shared_job_shows_title_text_and_picture(client: Client, employer: Employer, publish: Publish) -> None:
    told = tags(client.get(address(publish(employer))).content.decode())

    assert told["og:title"] == "Data Engineer · Acme"
    assert told["og:description"] == "Build pipelines that other people trust."
    assert told["og:image"] == f"{SITE}/static/img/share.png"
    assert (told["og:image:width"], told["twitter:card"]) == ("1200", "summary_large_image")
    assert (told["og:type"], told["og:locale"]) == ("article", "en_US")


@pytest.mark.parametrize(("file", "is_logo"), [("logo.png", True), ("logo.svg", False)])
def test_picture_is_the_logo_unless_networks_cannot_show_it(
    client: Client, employer: Employer, file: str, is_logo: bool
) -> None:
    Employer.objects.update(logo_url=f"https://acme.example/{file}")

    told = tags(client.get("/e/acme/").content.decode())

    assert told["og:image"].endswith(file if is_logo else "/static/img/share.png")
    assert told["twitter:card"] == ("summary" if is_logo else "summary_large_image")


def test_job_page_says_where_it_stands(client: Client, employer: Employer, publish: Publish) -> None:
    job = publish(employer)

    crumbs = data(client.get(address(job)).content.decode())["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["name"], step["item"]) for step in crumbs] == [
        (1, "Jobs", f"{SITE}/"),
        (2, "Acme", f"{SITE}/e/acme/"),
        (3, "Data Engineer", f"{SITE}{address(job)}"),
    ]


def test_careers_page_says_who_the_employer_is(client: Client, employer: Employer) -> None:
    Employer.objects.update(website="https://acme.example", logo_url="https://acme.example/l.png")

    told = data(client.get("/e/acme/").content.decode())["Organization"]

    assert (told["name"], told["url"]) == ("Acme", f"{SITE}/e/acme/")
    assert (told["sameAs"], told["logo"]) == ("https://acme.example", "https://acme.example/l.png")


def test_pages_name_their_feeds(client: Client, employer: Employer, publish: Publish) -> None:
    job = publish(employer)
    alternate = r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">'

    kinds = ["application/rss+xml", "application/atom+xml"]
    for page, feed in (("/?q=a&remote=true", "/jobs.{}?q=a&amp;remote=true"), (address(job), "/e/acme/jobs.{}")):
        found = re.findall(alternate, client.get(page).content.decode())
        assert found == [(kind, feed.format(ending)) for kind, ending in zip(kinds, ("rss", "atom"), strict=True)]


def test_share_menu_works_without_scripts(client: Client, employer: Employer, publish: Publish) -> None:
    job = publish(employer, title="R&D Lead")
    page = client.get(f"/jobs/{job.pk}", follow=True).content.decode()
    canonical = f"{SITE}/jobs/{job.pk}/rd-lead".replace(":", "%3A").replace("/", "%2F")

    assert f'href="mailto:?subject=R%26D%20Lead%20%C2%B7%20Acme&amp;body={canonical}"' in page
    assert f"share-offsite/?url={canonical}" in page


def test_job_page_shows_the_employers_most_similar_openings(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    for title, department in (("Data Scientist", ""), ("Gardener", "Data"), ("Data Engineer II", "Data"), ("Cook", "")):
        publish(employer, title=title, department=department, location="Munich")
    publish(other_employer, title="Data Engineer")
    job = publish(employer, title="Data Engineer", department="Data")

    # A department weighs more than half a title.
    assert titles(client, address(job)) == ["Data Engineer II", "Gardener", "Data Scientist", "Cook"]


@pytest.mark.parametrize("others", [0, 1, 3])
def test_job_page_needs_two_queries(client: Client, employer: Employer, publish: Publish, others: int) -> None:
    for _ in range(others):
        publish(employer)

    assert len(reads(client, address(publish(employer)))) == 2


def test_closed_job_leads_to_similar_ones_of_the_employer(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    publish(employer, title="Data Analyst")
    publish(other_employer, title="Data Engineer")
    job = shut(publish(employer))

    for page in (address(job), f"/jobs/{job.pk}/apply/"):
        response = client.get(page)
        assert response.status_code == 410
        assert "Data Analyst" in text_of(response)
        assert "All jobs at Acme" in text_of(response)
        assert "Data Engineer" not in text_of(response)


def test_closed_job_of_an_employer_without_others_leads_elsewhere(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    publish(other_employer, title="Senior Data Engineer")
    publish(other_employer, title="Plumber")

    page = text_of(client.get(address(shut(publish(employer)))))

    assert "Senior Data Engineer" in page
    assert "Plumber" not in page


def test_only_of_a_closed_job_is_told_what_it_was_like(employer: Employer, publish: Publish) -> None:
    job = publish(employer)
    hidden = draft(employer)

    with public_scope():
        assert closed_job(job.pk) is None
        assert closed_job(hidden.pk) is None
    shut(job)
    with public_scope():
        like = closed_job(job.pk)
    assert like is not None
    assert (like.title, like.employer_id) == ("Data Engineer", employer.pk)


def test_function_of_closed_jobs_cannot_be_diverted(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosecdef, proconfig FROM pg_proc WHERE proname = 'job_closed_likeness'")
        assert cursor.fetchall() == [(True, ["search_path=pg_catalog, pg_temp"])]
