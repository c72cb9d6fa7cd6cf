"""How a candidate comes to an account and into it: sign-up, password, a link from a mail, the second step."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from employers.models import Employer, User
from employers.tokens import sign_in_token
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, CandidateFactory, UserFactory
from tests.factories.two_factor import with_phone
from tests.portal.filling import ask, hidden, text_of

pytestmark = pytest.mark.django_db
JOIN, DOOR, CODE, ASK = "/account/sign-up/", "/account/sign-in/", "/account/sign-in/code/", "/account/sign-in/link/"
HOME = "/account/matches/"
ADA = {"name": "Ada Lovelace", "email": "ada@example.com", "password": "an entirely new one"}


def enter(client: Client, user: User, then: str = "") -> Any:
    address = f"{DOOR}?next={then}" if then else DOOR
    return client.post(address, {"email": user.email, "password": PASSWORD})


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def journalled(action: str) -> list[str]:
    with all_tenants(reason="test"):
        return [str(pk) for pk in AuditLog.objects.filter(action=action).values_list("entity_id", flat=True)]


# --- Sign-up


def test_candidate_registers(client: Client) -> None:
    answer = ask(client, JOIN, ADA)

    user = User.objects.get()
    assert "Check your e-mail" in text_of(answer)
    assert (user.email, user.name, user.roles) == ("ada@example.com", "Ada Lovelace", ["applicant"])
    assert journalled("user.registered") == [str(user.pk)]
    assert not is_in(client)


def test_known_address_is_answered_alike(client: Client, ada: User) -> None:
    known = ask(client, JOIN, ADA)
    new = ask(client, JOIN, ADA | {"email": "bob@example.com"})

    assert text_of(known) == text_of(new).replace("bob@example.com", "ada@example.com")
    assert User.objects.get(pk=ada.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short"}, "too short"),
        ({"password": "ada@example.com"}, "too similar"),
        ({"name": ""}, "Please give your name."),
        ({"email": "ada at home"}, "Enter a valid email address."),
    ],
    ids=["short", "similar", "nameless", "address"],
)
def test_mistakes_are_told_beside_their_fields(client: Client, wrong: dict[str, str], said: str) -> None:
    answer = ask(client, JOIN, ADA | wrong)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not User.objects.exists()
    assert ADA["password"] not in answer.content.decode()


def test_german_is_on_last_name_terms_in_words_of_others(client: Client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"

    assert "Geben Sie eine gültige E-Mail-Adresse an." in text_of(ask(client, JOIN, ADA | {"email": "ada at home"}))


# --- Password


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [("/account/matches/?x=1", "/account/matches/?x=1"), ("https://evil.example/", HOME), ("//evil.example", HOME)],
    ids=["here", "elsewhere", "schemeless"],
)
def test_sign_in_leads_back_to_this_site_only(client: Client, ada: User, wanted: str, led_to: str) -> None:
    assert enter(client, ada, wanted)["Location"] == led_to


def test_signed_out_pages_lead_back(client: Client) -> None:
    assert client.get(f"{HOME}?x=1")["Location"] == f"{DOOR}?next=/account/matches/%3Fx%3D1"


def test_sign_in_gives_the_session_a_new_key(client: Client, ada: User) -> None:
    client.session.save()
    client.cookies["sessionid"] = before = client.session.session_key
    enter(client, ada)

    assert client.cookies["sessionid"].value != before


def test_deactivated_candidate_stays_out(client: Client, ada: User) -> None:
    User.objects.update(is_active=False)

    assert enter(client, ada).status_code == 422


def test_signing_in_after_signing_up_tells_nothing(client: Client, ada: User) -> None:
    """Otherwise whoever registers somebody's address and then signs in learns whether there was an account."""
    new, mine = ADA | {"email": "bob@example.com"}, ADA | {"email": ada.email}
    for given in (new, mine):
        ask(client, JOIN, given)

    answers = [client.post(DOOR, {"email": given["email"], "password": ADA["password"]}) for given in (new, mine)]

    assert [one.status_code for one in answers] == [422, 422]
    assert "is not confirmed yet" in text_of(answers[0])
    assert len({text_of(one) for one in answers}) == 1
    assert not is_in(client)


def test_session_of_an_address_that_lost_its_proof_ends(client: Client, ada: User) -> None:
    enter(client, ada)
    assert is_in(client)

    User.objects.update(email_verified_at=None)

    assert not is_in(client)


# --- The second step


def test_code_is_asked_for(client: Client, ada: User) -> None:
    phone = with_phone(ada)
    assert enter(client, ada, "/account/matches/?x=1")["Location"] == CODE
    assert not is_in(client)

    assert "not right" in text_of(client.post(CODE, {"code": phone.wrong}))
    assert client.post(CODE, {"code": phone.code()})["Location"] == "/account/matches/?x=1"
    assert is_in(client)


def test_recovery_code_opens_once(client: Client, ada: User) -> None:
    phone = with_phone(ada)
    enter(client, ada)
    assert client.post(CODE, {"code": phone.recovery_codes[0]})["Location"] == HOME
    client.post("/account/sign-out/")

    enter(client, ada)
    assert client.post(CODE, {"code": phone.recovery_codes[0]}).status_code == 422


def test_code_page_needs_the_password_first(client: Client, ada: User, employer: Employer) -> None:
    assert client.get(CODE)["Location"] == DOOR
    recruiter = UserFactory(employer=employer)
    with_phone(recruiter)
    client.post("/admin/login/", {"username": recruiter.email, "password": PASSWORD})

    assert client.get(CODE)["Location"] == DOOR


def test_candidate_s_first_step_opens_nothing_in_the_back_office(client: Client, ada: User) -> None:
    phone = with_phone(ada)
    enter(client, ada)

    assert client.post("/admin/login/code/", {"code": phone.code()}).status_code in {302, 404}
    assert not is_in(client)


# --- A link from a mail


def test_link_is_asked_for_alike_by_everybody(client: Client, ada: User, employer: Employer) -> None:
    staff = UserFactory(employer=employer)
    emails = (ada.email, staff.email, "nobody@example.com")
    answers = [ask(client, ASK, {"email": email}) for email in emails]

    assert len({text_of(one).replace(email, "…") for one, email in zip(answers, emails, strict=True)}) == 1
    assert journalled("user.sign_in_link_requested") == [str(ada.pk)]


def test_unproven_address_gets_a_password_link(client: Client) -> None:
    user = CandidateFactory(email_verified_at=None)
    ask(client, ASK, {"email": user.email})

    assert journalled("user.sign_in_link_requested") == []
    assert journalled("user.password_reset_requested") == [str(user.pk)]


def test_link_s_button_signs_in_once(client: Client, ada: User) -> None:
    address = f"{ASK}{sign_in_token(ada)}/"
    assert "You are signing in as ada@example.com." in text_of(client.get(address))
    assert not is_in(client)

    assert client.post(address)["Location"] == HOME
    assert is_in(client)
    assert Client().post(address).status_code == 410


def test_link_asks_for_the_code_too(client: Client, ada: User) -> None:
    phone = with_phone(ada)
    assert client.post(f"{ASK}{sign_in_token(ada)}/")["Location"] == CODE
    assert not is_in(client)

    assert client.post(CODE, {"code": phone.code()})["Location"] == HOME


def test_old_and_forged_links_are_refused(client: Client, ada: User) -> None:
    address = f"{ASK}{sign_in_token(ada)}/"

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
        assert client.post(address).status_code == 410
    refused = client.get(f"{ASK}forged/")

    assert refused.status_code == 410
    assert f'href="{ASK}"' in refused.content.decode()
    assert not is_in(client)


def test_links_to_one_address_are_limited_from_everywhere(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "2/minute"}
    mail = {"email": f"{secrets.token_hex(8)}@example.com"}
    places = [f"2001:db8:{secrets.token_hex(2)}::1" for _ in range(3)]

    assert [ask(client, ASK, mail, REMOTE_ADDR=place).status_code for place in places] == [200, 200, 429]


@pytest.mark.parametrize("form", [JOIN, ASK, "/account/forgot/"])
def test_programs_ask_for_no_mail(client: Client, form: str) -> None:
    """No proof of work, and sent the moment it was opened; or with the bait taken."""
    quick = client.post(form, hidden(client.get(form)) | ADA)
    baited = ask(client, form, ADA | {"homepage": "https://spam.example"})

    assert [one.status_code for one in (quick, baited)] == [422, 422]
    assert "quicker than people type" in text_of(quick)
    assert ADA["email"] in quick.content.decode()
    assert not journalled("user.registered")


@pytest.mark.parametrize("address", [JOIN, DOOR, ASK])
def test_doors_are_kept_nowhere_and_need_their_cookie(client: Client, address: str) -> None:
    assert client.get(address)["Cache-Control"] == "no-store"
    assert Client(enforce_csrf_checks=True).post(address, ADA).status_code == 403
