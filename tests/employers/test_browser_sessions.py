"""Browser sessions one by one: what is kept of each, when it is noted that one was seen, and how one ends."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from employers import services
from employers.browsers import told_by
from employers.errors import TokenRefused
from employers.models import BrowserSession, User
from employers.queries import browser_sign_ins, token_sign_ins
from employers.tasks import clear_sessions
from employers.tokens import issue_pair, refresh_pair
from hiretrack.errors import NotFound
from hiretrack.tenancy import new_id
from tests.factories.employers import PASSWORD, CandidateFactory

pytestmark = pytest.mark.django_db
HOME = "/account/settings/"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"
AGENTS = {
    PHONE: "Firefox on Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0"
    " Mobile/15E148 Safari/604.1": "Safari on iPhone",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
    " Edg/131.0.0.0": "Edge on Windows",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36": (
        "Chrome on Linux"
    ),
    "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0"
    " Chrome/125.0.0.0 Mobile Safari/537.36": "Samsung Internet on Android",
    "curl/8.9": "A browser",
    "": "A browser",
}


@pytest.fixture
def ada(db: None) -> User:
    user: User = CandidateFactory(email="ada@example.com")
    return user


def entered(user: User, agent: str = PHONE) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/account/sign-in/", {"email": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def row_of(client: Client) -> BrowserSession:
    return BrowserSession.objects.get(pk=client.cookies[settings.SESSION_COOKIE_NAME].value)


def seen(client: Client, ago: dt.timedelta) -> dt.datetime:
    at = timezone.now() - ago
    BrowserSession.objects.filter(pk=row_of(client).pk).update(seen_at=at)
    return at


@pytest.mark.parametrize(("agent", "name"), AGENTS.items(), ids=lambda text: text[-24:])
def test_browser_is_told_in_plain_words(agent: str, name: str) -> None:
    browser, system = told_by(agent)

    assert str(BrowserSession(browser=browser, system=system)) == name


def test_sign_in_is_listed_with_its_browser_and_nothing_that_opens_it(ada: User) -> None:
    row = row_of(entered(ada))

    assert [str(one) for one in browser_sign_ins(ada)] == ["Firefox on Android"]
    assert (row.user_id, row.browser, row.system) == (ada.pk, "firefox", "android")
    assert abs(timezone.now() - row.began_at) < dt.timedelta(minutes=1)
    kept = f"{row.get_decoded()}{vars(row)}"
    assert "Mozilla" not in kept
    assert "127.0.0.1" not in kept


def test_visitors_are_nobodys_sessions() -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["seen"] = True
    store.save()

    row = BrowserSession.objects.get(pk=store.session_key)
    assert (row.user_id, row.sign_in, row.began_at) == (None, None, None)


def test_new_password_keeps_the_sign_in_under_its_name_with_a_new_key(ada: User) -> None:
    me, elsewhere = entered(ada), entered(ada)
    before = row_of(me)
    new = "an entirely new one"
    me.post(f"{HOME}password/", {"current": PASSWORD, "password": new, "again": new})

    after = row_of(me)
    assert (after.sign_in, after.began_at, after.browser) == (before.sign_in, before.began_at, "firefox")
    assert after.pk != before.pk
    assert [row.sign_in for row in browser_sign_ins(User.objects.get(pk=ada.pk))] == [before.sign_in]
    assert not is_in(elsewhere)


def test_one_browser_ends_with_its_next_request(ada: User) -> None:
    me, elsewhere = entered(ada), entered(ada)
    services.sign_out_browser(user=ada, sign_in=row_of(elsewhere).sign_in)

    assert is_in(me)
    assert not is_in(elsewhere)
    assert len(browser_sign_ins(ada)) == 1


def test_nobody_ends_another_persons_browser(ada: User) -> None:
    mallory, me = CandidateFactory(), entered(ada)

    for sign_in in (row_of(me).sign_in, new_id()):
        with pytest.raises(NotFound):
            services.sign_out_browser(user=mallory, sign_in=sign_in)
    assert is_in(me)


def test_one_program_ends_and_the_others_go_on(ada: User) -> None:
    gone, stays = issue_pair(ada), issue_pair(ada)
    family = token_sign_ins(ada)[1]["family"]
    with pytest.raises(NotFound):
        services.sign_out_program(user=CandidateFactory(), family=family)
    services.sign_out_program(user=ada, family=family)

    assert isinstance(refresh_pair(gone.refresh), TokenRefused)
    assert not isinstance(refresh_pair(stays.refresh), TokenRefused)
    with pytest.raises(NotFound):
        services.sign_out_program(user=ada, family=family)


def test_signing_out_everywhere_empties_the_list_but_for_this_browser(ada: User) -> None:
    me, elsewhere = entered(ada), entered(ada)
    me.post(f"{HOME}sign-out-everywhere/")

    rows = browser_sign_ins(User.objects.get(pk=ada.pk))
    assert [row.pk for row in rows] == [row_of(me).pk]
    assert not is_in(elsewhere)


def test_being_seen_is_noted_once_an_hour_and_lengthens_nothing(ada: User) -> None:
    me = entered(ada)
    ends, lately = row_of(me).expire_date, seen(me, dt.timedelta(minutes=50))
    assert is_in(me)
    assert row_of(me).seen_at == lately

    long_ago = seen(me, dt.timedelta(hours=2))
    assert is_in(me)
    assert row_of(me).seen_at > long_ago + dt.timedelta(hours=1)
    assert row_of(me).expire_date == ends


def test_sign_in_ends_after_its_time_whatever_is_saved_meanwhile(ada: User) -> None:
    me = entered(ada)
    ends = row_of(me).expire_date
    session = me.session
    with time_machine.travel(timezone.now() + dt.timedelta(hours=6)):
        session["changed"] = True
        session.save()

    assert row_of(me).expire_date == ends


def test_ended_sessions_are_cleared(ada: User) -> None:
    me, late = entered(ada), entered(ada)
    BrowserSession.objects.filter(pk=row_of(late).pk).update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    Session.objects.create(session_key="former", expire_date=timezone.now() - dt.timedelta(hours=1))
    assert len(browser_sign_ins(ada)) == 1
    clear_sessions()

    assert [row.pk for row in BrowserSession.objects.all()] == [row_of(me).pk]
    assert not Session.objects.exists()


def test_living_browser_is_found_among_many_ended_ones(ada: User) -> None:
    me = entered(ada)
    seen(me, dt.timedelta(minutes=30))
    ended = row_of(me)
    for n in range(25):
        ended.pk, ended.sign_in, ended.seen_at = f"{n:032}", new_id(), timezone.now()
        ended.session_data = ""
        ended.save(force_insert=True)

    assert [row.pk for row in browser_sign_ins(ada)] == [row_of(me).pk]
