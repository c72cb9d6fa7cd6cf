"""Where a candidate is signed in, on the account's page: each browser and program, and the way out of it."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from employers.models import BrowserSession, RefreshToken, User
from employers.tokens import issue_pair
from tests.factories.employers import PASSWORD, CandidateFactory
from tests.portal.filling import text_of
from tests.portal.signed_in import constant

pytestmark = pytest.mark.django_db
HOME = "/account/settings/"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"
LAPTOP = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15"


def entered(user: User, agent: str = PHONE) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/account/sign-in/", {"email": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def me(ada: User) -> Client:
    return entered(ada)


def key_of(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def ends(client: Client) -> list[str]:
    """The addresses of the buttons that end one, in the page's order."""
    return re.findall(rf'action="({HOME}(?:browsers|programs)/[^"]+)"', client.get(HOME).content.decode())


def test_every_browser_is_told_in_plain_words_this_one_first(me: Client, ada: User) -> None:
    laptop = entered(ada, LAPTOP)
    BrowserSession.objects.filter(pk=key_of(laptop)).update(seen_at=timezone.now() - dt.timedelta(hours=3))
    text = text_of(me.get(HOME))

    assert "Firefox on Android This browser" in text
    assert text.index("Firefox on Android") < text.index("Safari on Mac")
    assert re.search(r"last seen about 3.hours ago", text)


def test_page_shows_no_key(me: Client, ada: User) -> None:
    elsewhere = entered(ada)
    page = me.get(HOME).content.decode() + me.get("/account/settings/data/").content.decode()

    assert key_of(me) not in page
    assert key_of(elsewhere) not in page


def test_one_browser_is_signed_out(me: Client, ada: User) -> None:
    laptop, third = entered(ada, LAPTOP), entered(ada)
    row = BrowserSession.objects.get(pk=key_of(laptop))
    answer = me.post(f"{HOME}browsers/{row.sign_in}/sign-out/", follow=True)

    assert "That browser is signed out." in text_of(answer)
    assert [client.get(HOME).status_code for client in (laptop, third, me)] == [302, 200, 200]
    assert "Safari on Mac" not in text_of(answer)


def test_one_program_is_signed_out(me: Client, ada: User) -> None:
    issue_pair(ada)
    issue_pair(ada)
    gone, stays = ends(me)
    me.post(gone)

    assert ends(me) == [stays]


def test_this_browser_has_the_ordinary_way_out(me: Client) -> None:
    assert ends(me) == []
    me.post("/account/sign-out/")

    assert me.get(HOME).status_code == 302
    assert BrowserSession.objects.exclude(user=None).count() == 0


def test_nobody_ends_what_is_anothers(me: Client, ada: User) -> None:
    issue_pair(ada)
    mallory = entered(CandidateFactory(email="mallory@example.com"))
    row = BrowserSession.objects.get(pk=key_of(me))
    mallory.post(f"{HOME}browsers/{row.sign_in}/sign-out/")
    mallory.post(ends(me)[0])

    assert me.get(HOME).status_code == 200
    assert RefreshToken.objects.get(user=ada).revoked_at is None


def test_opening_the_address_of_a_button_changes_nothing(me: Client, ada: User) -> None:
    elsewhere = entered(ada)

    assert me.get(ends(me)[0]).status_code == 405
    assert elsewhere.get(HOME).status_code == 200


def test_browsers_are_in_the_download_and_go_with_the_account(me: Client, ada: User) -> None:
    document = json.loads(me.get("/account/settings/data/").content)
    assert [(one["browser"], one["system"]) for one in document["browsers"]] == [("firefox", "android")]
    assert "session_key" not in document["browsers"][0]

    me.post("/account/settings/erase/", {"password": PASSWORD, "sure": "on"})
    assert not BrowserSession.objects.filter(user__isnull=False).exists()


def test_list_costs_the_same_however_long(me: Client, ada: User) -> None:
    constant(me, HOME, lambda: entered(ada))
