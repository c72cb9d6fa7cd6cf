from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from employers.models import Employer
from tests.portal.conftest import Publish


def test_robots_may_read_jobs_but_no_magic_links(client: Client) -> None:
    robots = client.get("/robots.txt").content.decode()

    assert "Disallow: /status/" in robots
    assert "Disallow: /admin/" in robots
    assert "Disallow: /jobs/\n" not in robots


def test_search_engines_may_see_how_one_applies_and_list_the_job(
    client: Client, employer: Employer, publish: Publish
) -> None:
    job = publish(employer)
    page = client.get(f"/jobs/{job.pk}/apply/")

    assert "noindex" not in page.content.decode() + page.get("X-Robots-Tag", "")
    assert f'<link rel="canonical" href="{settings.PUBLIC_URL}/jobs/{job.pk}/data-engineer">' in page.content.decode()
    assert "/apply/\n" not in client.get("/robots.txt").content.decode()


def test_favicon_is_our_own(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"


def test_csp_allows_nothing_inline(client: Client, employer: Employer, publish: Publish) -> None:
    job = publish(employer)

    for address in ("/", "/e/acme/", f"/jobs/{job.pk}/data-engineer", f"/jobs/{job.pk}/apply/"):
        response = client.get(address)
        assert "unsafe" not in response["Content-Security-Policy"]
        assert "style=" not in response.content.decode()


@pytest.mark.parametrize("address", ["/nothing-here", "/jobs/not-a-uuid/", "/status/forged-token/", "/applied/x/"])
def test_missing_pages_look_like_the_others(client: Client, db: None, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "site-header" in response.content.decode()


def test_forged_form_gets_an_explanation(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"email": "ada@example.com"})

    assert response.status_code == 403
    assert "The form had expired" in response.content.decode()
