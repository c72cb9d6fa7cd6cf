"""The list's filters with their numbers, its order, and how an employer's pages wear its logo."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from employers.models import Employer
from hiretrack.portal import choices
from tests.portal.conftest import Publish
from tests.portal.filling import reads, text_of
from tests.portal.test_jobs import titles


@pytest.fixture
def openings(employer: Employer, other_employer: Employer, publish: Publish) -> None:
    publish(employer, title="Cook", department="Kitchen", employment_type="part_time")
    publish(employer, title="Chef", department="kitchen", remote=True)
    publish(employer, title="Accountant", department="Finance")
    publish(other_employer, title="Baker", department="Kitchen")


def offered(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    options = re.findall(r'<option value="[^"]+"[^>]*>(.*?)</option>', page)
    return [*options, *re.findall(r"Remote \(\d+\)", page)]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["Finance (1)", "Kitchen (2)", "Full time (2)", "Part time (1)", "Remote (1)"]),
        ("?department=KITCHEN", ["Finance (1)", "Kitchen (2)", "Full time (1)", "Part time (1)", "Remote (1)"]),
        ("?employment_type=part_time", ["Kitchen (1)", "Full time (2)", "Part time (1)"]),
        ("?remote=true", ["kitchen (1)", "Full time (1)", "Remote (1)"]),
        ("?q=accountant", ["Finance (1)", "Full time (1)"]),
        ("?q=acountant", ["Finance (1)", "Full time (1)"]),
    ],
)
def test_filters_tell_how_many_openings_they_lead_to(
    client: Client, openings: None, query: str, numbers: list[str]
) -> None:
    found = [option for option in offered(client, f"/e/acme/{query}") if option != "KITCHEN"]

    assert found == numbers


def test_numbers_of_a_large_list_are_kept_for_a_while(
    client: Client, employer: Employer, openings: None, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choices, "LARGE", 2)
    before = offered(client, "/e/acme/")
    publish(employer, title="Waiter", department="Hall")

    assert offered(client, "/e/acme/") == before
    assert len(reads(client, "/e/acme/")) == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Accountant", "Chef", "Cook"]),
        ("?sort=oldest", ["Cook", "Chef", "Accountant"]),
        ("?q=cook OR chef&sort=newest", ["Chef", "Cook"]),
    ],
)
def test_list_is_sorted_as_asked(client: Client, openings: None, query: str, expected: list[str]) -> None:
    assert titles(client, f"/e/acme/{query}") == expected


def test_the_next_page_comes_by_itself_for_a_while_only(client: Client, employer: Employer, publish: Publish) -> None:
    for number in range(26):
        publish(employer, title=f"Job {number:02}")

    first, later = client.get("/").content.decode(), client.get("/?page=4").content.decode()

    assert "&amp;page=2" in first
    assert 'hx-trigger="click, intersect once"' in first
    assert "&amp;page=5" in later
    assert "intersect" not in later


@pytest.mark.parametrize(
    ("trigger", "header"), [("q", "HX-Replace-Url"), ("location", "HX-Replace-Url"), ("", "HX-Push-Url")]
)
def test_typing_leaves_no_trail_in_the_history(client: Client, db: None, trigger: str, header: str) -> None:
    response = client.get("/?q=go", headers={"HX-Request": "true", "HX-Trigger-Name": trigger})

    assert {name for name in ("HX-Replace-Url", "HX-Push-Url") if name in response} == {header}
    assert "HX-Request" in response["Vary"]


def pictures_from(response: HttpResponse) -> list[str]:
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return next(sources for name, *sources in directives if name == "img-src")


def branded(employer: Employer, logo: str) -> None:
    Employer.objects.filter(pk=employer.pk).update(logo_url=logo)


def test_logo_is_shown_and_allowed_from_its_own_place_only(
    client: Client, employer: Employer, publish: Publish
) -> None:
    branded(employer, "https://cdn.acme.example:8443/logo.png")
    job = publish(employer)

    for address in ("/e/acme/", f"/jobs/{job.pk}/data-engineer"):
        response = client.get(address)
        assert '<img class="logo" src="https://cdn.acme.example:8443/logo.png"' in response.content.decode()
        assert pictures_from(response) == ["'self'", "data:", "https://cdn.acme.example:8443"]
    assert pictures_from(client.get("/")) == ["'self'", "data:"]


@pytest.mark.parametrize(
    "logo", ["", "http://acme.example/l.png", "https://a.example;script-src */l.png", "https://a,b/l.png", "https:///l"]
)
def test_logo_that_could_not_be_shown_safely_is_left_out(client: Client, employer: Employer, logo: str) -> None:
    branded(employer, logo)

    response = client.get("/e/acme/")

    assert 'class="logo"' not in response.content.decode()
    assert pictures_from(response) == ["'self'", "data:"]
    assert "monogram-large" in response.content.decode()


def test_an_empty_list_says_so_without_an_order(client: Client, employer: Employer) -> None:
    page = client.get("/e/acme/")

    assert "No open positions right now" in text_of(page)
    assert 'class="orders"' not in page.content.decode()
