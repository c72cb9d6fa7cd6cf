"""Signing in with an account elsewhere: the pages there and back, with a real provider on this machine."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from employers import services
from employers.models import User
from employers.tokens import email_verification_token
from hiretrack.portal.accounts import ways
from tests.factories.employers import PASSWORD, CandidateFactory
from tests.factories.two_factor import with_phone
from tests.openid_provider import OpenIDProvider
from tests.portal.filling import text_of

pytestmark = pytest.mark.django_db
DOOR, JOIN, HOME, SETTINGS = "/account/sign-in/", "/account/sign-up/", "/account/matches/", "/account/settings/"
START, ADD, GO = (
    "/account/sign-in/with/acme/",
    "/account/settings/connected/acme/add/",
    "/account/settings/connected/acme/go/",
)
MAIL = "ada@example.com"


def address_in(page: Any) -> str:
    """Where the page on the way leads."""
    found = re.search(r'http-equiv="refresh" content="0; ?url=([^"]+)"', page.content.decode())
    assert found, text_of(page)
    return html.unescape(found[1])


def back_from(elsewhere: OpenIDProvider, page: Any) -> str:
    """The address here that the provider sends the browser to."""
    parts = urlsplit(elsewhere.visit(address_in(page)))
    return f"{parts.path}?{parts.query}"


def come(client: Client, elsewhere: OpenIDProvider, then: str = "") -> Any:
    start = f"{START}?next={then}" if then else START
    return client.get(back_from(elsewhere, client.post(start)))


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


# --- The doors


@pytest.mark.parametrize("door", [DOOR, JOIN])
def test_doors_offer_each_provider(client: Client, elsewhere: OpenIDProvider, settings: Any, door: str) -> None:
    settings.SIGN_IN_PROVIDERS = [elsewhere.settings(), elsewhere.settings("google", name="Google")]

    page = text_of(client.get(door))

    assert page.index("Continue with Acme") < page.index("Continue with Google")
    assert elsewhere.asked == []


def test_doors_without_providers_offer_none(client: Client) -> None:
    for door in (DOOR, JOIN):
        assert "Continue with" not in text_of(client.get(door))


def test_page_on_the_way_keeps_and_tells_nothing(client: Client, elsewhere: OpenIDProvider, settings: Any) -> None:
    settings.PUBLIC_URL = "https://jobs.example"

    page = client.post(START)

    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "no-referrer")
    sent = parse_qs(urlsplit(address_in(page)).query)
    assert sent["redirect_uri"] == [f"https://jobs.example{START}back/"]


def test_unknown_provider_is_not_there(client: Client, elsewhere: OpenIDProvider) -> None:
    assert client.post("/account/sign-in/with/evil/").status_code == 404
    assert client.get("/account/sign-in/with/evil/back/").status_code == 404


def test_leaving_needs_the_form_s_cookie(elsewhere: OpenIDProvider) -> None:
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403
    assert Client().get(START).status_code == 405


# --- Coming back


def test_new_candidate_is_let_in(client: Client, elsewhere: OpenIDProvider) -> None:
    answer = come(client, elsewhere, "/account/saved/")

    assert answer["Location"] == "/account/saved/"
    assert is_in(client)
    assert User.objects.get().email == MAIL


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_coming_back_leads_to_this_site_only(client: Client, elsewhere: OpenIDProvider, wanted: str) -> None:
    assert come(client, elsewhere, wanted)["Location"] == HOME


def test_coming_in_gives_the_session_a_new_key(client: Client, elsewhere: OpenIDProvider) -> None:
    address = back_from(elsewhere, client.post(START))
    before = client.cookies["sessionid"].value

    client.get(address)

    assert client.cookies["sessionid"].value != before
    assert ways.WAYS not in client.session or not client.session[ways.WAYS]


def test_code_is_asked_for_after_the_provider(client: Client, elsewhere: OpenIDProvider) -> None:
    phone = with_phone(CandidateFactory(email=MAIL))

    assert come(client, elsewhere, "/account/saved/")["Location"] == "/account/sign-in/code/"
    assert not is_in(client)
    assert client.post("/account/sign-in/code/", {"code": phone.code()})["Location"] == "/account/saved/"


def test_way_back_is_this_browser_s_and_counts_once(client: Client, elsewhere: OpenIDProvider) -> None:
    """Otherwise somebody could sign a victim's browser in to an account of their own (login CSRF)."""
    address = back_from(elsewhere, client.post(START))

    stranger = Client()
    assert stranger.get(address).status_code == 422
    assert not is_in(stranger)
    assert client.get(address).status_code == 302
    assert "Please start again" in text_of(client.get(address))


def test_way_back_ends_after_a_quarter_of_an_hour(client: Client, elsewhere: OpenIDProvider) -> None:
    address = back_from(elsewhere, client.post(START))

    with time_machine.travel(timezone.now().timestamp() + ways.WAY_S + 1):
        assert client.get(address).status_code == 422


def test_way_of_one_provider_does_not_end_at_another(client: Client, elsewhere: OpenIDProvider, settings: Any) -> None:
    settings.SIGN_IN_PROVIDERS = [elsewhere.settings(), elsewhere.settings("evil")]
    address = back_from(elsewhere, client.post(START)).replace("/acme/", "/evil/")

    assert client.get(address).status_code == 422
    assert not User.objects.exists()


def test_three_tabs_may_be_under_way(client: Client, elsewhere: OpenIDProvider) -> None:
    addresses = [back_from(elsewhere, client.post(START)) for _ in range(4)]

    assert [client.get(address).status_code for address in addresses] == [422, 302, 302, 302]


def test_no_at_the_provider_changes_nothing(client: Client, elsewhere: OpenIDProvider) -> None:
    state = parse_qs(urlsplit(address_in(client.post(START))).query)["state"][0]

    answer = client.get(f"{START}back/?error=access_denied&state={state}")

    assert (answer.status_code, "You stopped at Acme" in text_of(answer)) == (200, True)
    assert not User.objects.exists()


def test_answer_that_proves_nobody_says_so(client: Client, elsewhere: OpenIDProvider) -> None:
    elsewhere.bend = lambda claims: claims | {"aud": "another client"}

    answer = come(client, elsewhere)

    assert (answer.status_code, "did not confirm who you are" in text_of(answer)) == (422, True)
    assert not is_in(client)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token"])
def test_provider_that_is_away_has_a_page_and_other_doors_open(
    client: Client, elsewhere: OpenIDProvider, path: str
) -> None:
    ada = CandidateFactory()
    elsewhere.replies[path] = lambda: None

    answer = client.post(START)
    answer = client.get(back_from(elsewhere, answer)) if answer.status_code == 200 else answer

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Acme does not answer" in text_of(answer)
    assert client.post(DOOR, {"email": ada.email, "password": PASSWORD}).status_code == 302


def test_employers_people_are_told_where_their_door_is(client: Client, elsewhere: OpenIDProvider) -> None:
    User.objects.create_superuser(MAIL, PASSWORD, name="Root")

    answer = come(client, elsewhere)

    assert (answer.status_code, "back office" in text_of(answer)) == (403, True)
    assert not is_in(client)


def test_provider_without_address_is_told(client: Client, elsewhere: OpenIDProvider) -> None:
    del elsewhere.person["email"]

    answer = come(client, elsewhere)

    assert (answer.status_code, "gave us no e-mail address" in text_of(answer)) == (422, True)


def test_coming_back_is_limited_like_signing_in(client: Client, elsewhere: OpenIDProvider, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "2/minute"}

    answers = [client.get(f"{START}back/?state=x", REMOTE_ADDR="2001:db8:77::1").status_code for _ in range(3)]

    assert answers == [422, 422, 429]


# --- An address that has to be confirmed


def unverified_answers(elsewhere: OpenIDProvider, then: str = "") -> set[tuple[int, str]]:
    """To two persons, of whom one has an account here by another way."""
    elsewhere.person["email_verified"] = False
    CandidateFactory(email="known@example.com")
    pages = set()
    for subject, email in (("one", MAIL), ("two", "known@example.com")):
        elsewhere.person |= {"sub": subject, "email": email}
        answer = come(Client(), elsewhere, then)
        pages.add((answer.status_code, text_of(answer).replace(email, "…")))
    return pages


def test_unverified_address_is_answered_alike_whether_or_not_it_is_known(elsewhere: OpenIDProvider) -> None:
    pages = unverified_answers(elsewhere)

    assert len(pages) == 1
    assert "Check your e-mail" in pages.pop()[1]


def test_the_mail_s_way_on_tells_nothing_either(elsewhere: OpenIDProvider) -> None:
    assert unverified_answers(elsewhere, "/account/verify/x/") == {(302, "")}


def test_mail_s_link_lets_in_the_browser_that_was_at_the_provider(client: Client, elsewhere: OpenIDProvider) -> None:
    elsewhere.person["email_verified"] = False
    come(client, elsewhere)
    link = f"/account/verify/{email_verification_token(User.objects.get())}/"

    assert 'type="password"' not in client.get(link).content.decode()
    assert client.post(link)["Location"] == HOME
    assert is_in(client)


def test_mail_s_link_asks_another_browser_for_the_provider(client: Client, elsewhere: OpenIDProvider) -> None:
    elsewhere.person["email_verified"] = False
    come(Client(), elsewhere)
    link = f"/account/verify/{email_verification_token(User.objects.get())}/"
    assert "Continue with Acme" in text_of(client.get(link))
    assert client.post(link).status_code == 422

    assert come(client, elsewhere, link)["Location"] == link
    assert client.post(link)["Location"] == HOME


def test_mail_s_link_alone_proves_no_stranger_s_account(client: Client, elsewhere: OpenIDProvider) -> None:
    elsewhere.person |= {"email_verified": False, "email": "victim@example.com"}
    come(Client(), elsewhere)
    user = User.objects.get()
    link = f"/account/verify/{email_verification_token(user)}/"

    for sent in ({}, {"password": ""}, {"password": PASSWORD}):
        assert client.post(link, sent).status_code == 422
    assert User.objects.get().awaits_proof


def test_password_from_before_ends_and_that_is_told(client: Client, elsewhere: OpenIDProvider) -> None:
    services.register_applicant(email=MAIL, name="Mallory", password=PASSWORD)

    come(client, elsewhere)

    assert "does not count any more" in text_of(client.get(HOME))
    assert client.post(DOOR, {"email": MAIL, "password": PASSWORD}).status_code == 302  # signed in already
    assert Client().post(DOOR, {"email": MAIL, "password": PASSWORD}).status_code == 422
