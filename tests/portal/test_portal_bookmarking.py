"""Openings of other sites put into the tracker: the bookmark, and the form that it opens."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.test import Client

from applicants.models import TrackedApplication
from employers.models import User
from hiretrack.tenancy import person_scope
from tests.factories.employers import CandidateFactory
from tests.portal.filling import text_of
from tests.portal.test_portal_tracker import ADD, body, own

pytestmark = pytest.mark.django_db
PAGE = "/account/tracker/elsewhere/"
JOB = "https://jobs.example/1"


@pytest.fixture
def ada(db: None) -> User:
    user: User = CandidateFactory()
    return user


def initial(client: Client, **given: str) -> dict[str, Any]:
    return dict(client.get(ADD, given).context["form"].initial)


def test_bookmark_leads_here_and_is_a_url_as_html_wants_it(me: Client) -> None:
    page = me.get(PAGE).content.decode()
    link = unescape(re.findall(r'href="(javascript:[^"]*)"', page)[0])

    assert "open('http://testserver/account/tracker/add/'+" in unquote(link)
    assert re.fullmatch(r"javascript:(?:[\w!$&'()*+,\-./:;=?@~]|%[0-9A-F]{2})+", link, re.ASCII)
    assert len(link) < 2000
    assert link in unescape(re.findall(r"<textarea[^>]*>([^<]*)", page)[0])


def test_strangers_come_back_to_the_filled_form_after_signing_in(client: Client) -> None:
    address = f"{ADD}?applied_via=extension&title=R%26D&url={quote(JOB, safe='')}"

    assert client.get(address)["Location"] == f"/account/sign-in/?next={quote(address)}"


def test_opening_the_form_saves_nothing(me: Client, ada: User) -> None:
    page = me.get(ADD, {"applied_via": "extension", "title": "Welder", "url": JOB, "notes": "Needs a helmet"})

    assert "Taken from the page that you came from" in text_of(page)
    assert "Needs a helmet" in page.content.decode()
    assert own(ada) == []


def test_confirming_it_tracks_it_as_from_the_extension(me: Client, ada: User) -> None:
    me.post(ADD, body(applied_via="extension"))
    me.post(ADD, body())

    assert [row.applied_via for row in own(ada)] == ["extension", "manual"]


def test_form_of_another_site_is_refused(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    assert client.post(ADD, body(applied_via="extension")).status_code == 403
    assert own(ada) == []


def test_what_is_tracked_already_is_told_before_and_after(me: Client, ada: User) -> None:
    me.post(ADD, body(url=JOB))
    assert "You track this address already: Engineer, Babbage." in text_of(me.get(ADD, {"url": JOB}))

    answer = me.post(ADD, body(url=JOB, applied_via="extension"))
    assert (answer.status_code, f"/account/tracker/{own(ada)[0].pk}/" in answer.content.decode()) == (422, True)
    assert len(own(ada)) == 1


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (JOB, JOB),
        (f"{JOB}#apply", JOB),
        (f"{JOB}#/openings/7", f"{JOB}#/openings/7"),
        (f"{JOB}?{'x' * 600}", JOB),
        (f"{JOB}/{'x' * 600}", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("https://[", None),
        ("https://", None),
        ("jobs.example/1", None),
        ("java\nscript:alert(1)", None),
    ],
)
def test_only_web_addresses_are_taken_over(me: Client, url: str, kept: str | None) -> None:
    assert initial(me, url=url).get("url") == kept


def test_what_is_told_is_cut_to_what_the_form_takes(me: Client) -> None:
    given = initial(me, title=f" a\x00\n{'b' * 400}", notes="n" * 9000, applied_via="hacked", status="hacked")

    assert given["title"] == f"a {'b' * 198}"
    assert len(given["notes"]) == 5000
    assert "applied_via" not in given
    assert given["status"] == "applied"


def test_what_is_told_is_shown_as_text(me: Client) -> None:
    told = '"><script>alert(1)</script>'
    page = me.get(ADD, dict.fromkeys(("title", "company", "location", "notes"), told)).content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") == 4


def test_unknown_way_is_refused(me: Client, ada: User) -> None:
    assert me.post(ADD, body(applied_via="hacked")).status_code == 422
    with person_scope(ada.pk):
        assert not TrackedApplication.objects.exists()
