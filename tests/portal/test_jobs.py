from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from employers.models import Employer
from hiretrack.tenancy import employer_scope
from jobs.services import close_job
from tests.portal.conftest import Publish, draft
from tests.portal.filling import reads, text_of


def titles(client: Client, address: str) -> list[str]:
    found = re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", client.get(address).content.decode())
    return [str(title) for title in found]


def test_list_shows_the_openings_of_every_employer(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    publish(employer, title="Data Engineer")
    publish(other_employer, title="Plumber")

    assert titles(client, "/") == ["Plumber", "Data Engineer"]


def test_careers_page_shows_its_own_openings_only(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    publish(employer, title="Data Engineer")
    publish(other_employer, title="Plumber")

    assert titles(client, "/e/acme/") == ["Data Engineer"]


def test_unpublished_jobs_are_nowhere(client: Client, employer: Employer, publish: Publish) -> None:
    hidden_job = draft(employer, title="Secret plan")
    with employer_scope(employer.pk):
        close_job(job_id=publish(employer, title="Filled").pk)

    assert titles(client, "/") == titles(client, "/e/acme/") == []
    assert client.get(f"/jobs/{hidden_job.pk}", follow=True).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('q="data engineer"', ["Senior Data Engineer"]),
        ("q=data+-engineer", ["Data Steward"]),
        ("q=steward+OR+plumber", ["Plumber", "Data Steward"]),
        ("location=munich", ["Plumber"]),
        ("department=Finance", ["Data Steward"]),
        ("employment_type=part_time", ["Plumber"]),
        ("remote=true", ["Senior Data Engineer"]),
        ("employer=globex", ["Plumber"]),
        ("q=data&location=berlin&remote=true", ["Senior Data Engineer"]),
    ],
)
def test_filters_narrow_the_list(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish, query: str, expected: list[str]
) -> None:
    publish(employer, title="Senior Data Engineer", remote=True)
    publish(employer, title="Data Steward", department="Finance")
    publish(other_employer, title="Plumber", location="Munich", employment_type="part_time")

    assert sorted(titles(client, f"/?{query}")) == sorted(expected)


def test_show_more_leads_through_all_pages_without_repeating(
    client: Client, employer: Employer, publish: Publish
) -> None:
    made = {publish(employer, title=f"Job {number:02}").title for number in range(30)}

    first = client.get("/")
    following = re.search(r'href="([^"]*cursor=[^"]*)"', first.content.decode())

    assert following
    assert "More than 25 openings" in text_of(first)
    assert {*titles(client, "/"), *titles(client, following[1].replace("&amp;", "&"))} == made


def test_a_broken_cursor_begins_at_the_front(client: Client, employer: Employer, publish: Publish) -> None:
    publish(employer)

    assert titles(client, "/?cursor=nonsense") == ["Data Engineer"]


def test_nothing_found_says_what_to_do(client: Client, employer: Employer, publish: Publish) -> None:
    publish(employer)

    page = text_of(client.get("/?q=astronaut&location=moon"))

    assert "Nothing matches all of that" in page
    assert "Show all openings" in page


def test_a_misspelt_search_says_that_it_guesses(client: Client, employer: Employer, publish: Publish) -> None:
    publish(employer, title="Physiotherapist")

    page = text_of(client.get("/?q=fysiotherapist"))

    assert "Nothing has exactly these words; similar openings" in page
    assert "Physiotherapist" in page


def test_unknown_employer_is_a_friendly_404(client: Client, db: None) -> None:
    response = client.get("/e/nobody/")

    assert response.status_code == 404
    assert "This page isn't here" in text_of(response)


def test_careers_page_wears_the_brand_and_tells_about_the_employer(client: Client, employer: Employer) -> None:
    Employer.objects.filter(pk=employer.pk).update(brand_colour="#E4572E", about_md="We make *anvils*.")

    page = client.get("/e/acme/").content.decode()

    assert "<style>:root:root{--brand:#" in page
    assert "<em>anvils</em>" in page


def test_htmx_is_told_the_clean_address(client: Client, db: None) -> None:
    response = client.get("/?q=go&location=&department=&employment_type=", headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == "/?q=go"


@pytest.mark.parametrize("spelling", ["", "/", "/wrong-title"])
def test_job_has_one_address(client: Client, employer: Employer, publish: Publish, spelling: str) -> None:
    job = publish(employer)

    response = client.get(f"/jobs/{job.pk}{spelling}")

    assert response.status_code == 301
    assert response["Location"] == f"/jobs/{job.pk}/data-engineer"


def job_page(client: Client, employer: Employer, publish: Publish, **fields: Any) -> str:
    job = publish(employer, **fields)
    return client.get(f"/jobs/{job.pk}", follow=True).content.decode()


def test_job_page_renders_markdown_and_facts(client: Client, employer: Employer, publish: Publish) -> None:
    pay = {"salary_min": 60000, "salary_max": 80000, "salary_currency": "EUR", "salary_period": "year"}

    page = job_page(client, employer, publish, **pay)

    assert "<strong>pipelines</strong>" in page
    assert "€60,000–80,000 a year" in page
    assert '<link rel="canonical"' in page


def test_job_page_carries_a_job_posting(client: Client, employer: Employer, publish: Publish) -> None:
    page = job_page(client, employer, publish)

    posting = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])

    assert posting["@type"] == "JobPosting"
    assert posting["hiringOrganization"]["name"] == "Acme"


def test_job_page_lets_no_script_through(client: Client, employer: Employer, publish: Publish) -> None:
    attack = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"

    page = job_page(client, employer, publish, title=f"Engineer {attack}", description_md=f"Great job {attack}")

    assert "<script>alert" not in page
    assert "<img" not in page


def test_closed_job_is_gone_and_shows_the_way_on(client: Client, employer: Employer, publish: Publish) -> None:
    job = publish(employer)
    with employer_scope(employer.pk):
        close_job(job_id=job.pk)

    for address in (f"/jobs/{job.pk}/data-engineer", f"/jobs/{job.pk}/apply/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "See other openings" in text_of(response)


def test_where_a_visitor_came_from_travels_to_the_form(client: Client, employer: Employer, publish: Publish) -> None:
    page = job_page(client, employer, publish)
    job = publish(employer)

    named = client.get(f"/jobs/{job.pk}/data-engineer?utm_source=newsletter").content.decode()
    linked = client.get(f"/jobs/{job.pk}/data-engineer", headers={"Referer": "https://news.example/jobs"})

    assert "/apply/?ref=" not in page
    assert "/apply/?ref=newsletter" in named
    assert "/apply/?ref=https%3A%2F%2Fnews.example%2Fjobs" in linked.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "most"), [("/", 2), ("/e/acme/", 3), ("/?q=engineer", 3)])
def test_lists_need_few_queries(
    client: Client, employer: Employer, publish: Publish, count: int, address: str, most: int
) -> None:
    for number in range(count):
        publish(employer, title=f"Engineer {number}")
    client.get(address)

    assert len(reads(client, address)) <= most


def test_job_page_needs_two_queries(client: Client, employer: Employer, publish: Publish) -> None:
    job = publish(employer)

    assert len(reads(client, f"/jobs/{job.pk}/data-engineer")) <= 2
