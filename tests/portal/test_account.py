"""The pages behind the links in account mails."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from employers.models import Employer, User
from employers.tokens import email_verification_token, invitation_token, password_reset_token
from hiretrack.audit.models import AuditLog
from hiretrack.tenancy import all_tenants
from tests.factories.employers import PASSWORD, CandidateFactory, UserFactory
from tests.portal.filling import ask, text_of

pytestmark = pytest.mark.django_db
NEW = "an entirely new one"
FORGOT = "/account/forgot/"


@pytest.fixture
def ada(employer: Employer) -> User:
    return UserFactory(employer=employer, email="ada@example.com", email_verified_at=None)


def verify_page(user: User) -> str:
    return f"/account/verify/{email_verification_token(user)}/"


def password_page(user: User) -> str:
    return f"/account/password/{password_reset_token(user)}/"


def choose(client: Client, address: str, password: str, again: str | None = None) -> HttpResponse:
    return client.post(address, {"password": password, "again": password if again is None else again})


def asked_for(action: str) -> list[str]:
    """Whom the journal names for `action`."""
    with all_tenants(reason="the test looks at every employer"):
        return [str(pk) for pk in AuditLog.objects.filter(action=action).values_list("entity_id", flat=True)]


def test_opening_the_link_confirms_nothing(client: Client, ada: User) -> None:
    page = client.get(verify_page(ada))

    assert "ada@example.com" in text_of(page)
    assert User.objects.get().email_verified_at is None


def confirm(client: Client, address: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(address, {"password": password})


def test_password_confirms_the_address(client: Client, ada: User) -> None:
    answer = confirm(client, verify_page(ada))

    assert "E-mail confirmed" in text_of(answer)
    assert 'href="/admin/login/"' in answer.content.decode()
    assert User.objects.get().email_verified_at


def test_candidates_are_let_in_at_once(client: Client) -> None:
    candidate = CandidateFactory(email="grace@example.com", email_verified_at=None)

    answer = confirm(client, verify_page(candidate))

    assert answer["Location"] == "/account/matches/"
    assert "grace@example.com is confirmed" in text_of(client.get("/account/matches/"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_used_verification_says_what_to_do(client: Client, ada: User, method: str) -> None:
    address = verify_page(ada)
    confirm(client, address)

    answer = getattr(client, method)(address)

    assert answer.status_code == 410
    assert "If you have pressed the button before" in text_of(answer)
    assert f'href="{FORGOT}"' in answer.content.decode()


def test_expired_verification_is_refused(client: Client, ada: User) -> None:
    address = verify_page(ada)

    with time_machine.travel(timezone.now() + dt.timedelta(days=3, minutes=1)):
        assert confirm(client, address).status_code == 410

    assert User.objects.get().email_verified_at is None


def test_new_password_is_set_and_proves_the_address(client: Client, ada: User) -> None:
    address = password_page(ada)
    assert "at least 10 characters" in text_of(client.get(address))

    answer = choose(client, address, NEW)

    assert "Password saved" in text_of(answer)
    user = User.objects.get()
    assert user.check_password(NEW)
    assert user.email_verified_at


@pytest.mark.parametrize(
    ("password", "again", "reason"),
    [
        ("short", "short", "too short"),
        ("ada@example.com", "ada@example.com", "too similar"),
        (NEW, "another one entirely", "not the same"),
        ("", "", "Please choose a password."),
        ("x" * 257, "x" * 257, "at most 256 characters"),
    ],
)
def test_unusable_password_keeps_the_form(client: Client, ada: User, password: str, again: str, reason: str) -> None:
    address = password_page(ada)

    answer = choose(client, address, password, again)

    assert answer.status_code == 422
    assert reason in text_of(answer)
    assert 'name="password"' in answer.content.decode()
    assert User.objects.get().check_password(PASSWORD)
    assert choose(client, address, NEW).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_used_reset_says_what_to_do(client: Client, ada: User, method: str) -> None:
    address = password_page(ada)
    choose(client, address, NEW)

    answer = client.get(address) if method == "get" else choose(client, address, "yet another one")

    assert answer.status_code == 410
    assert "Ask for a new link" in text_of(answer)
    assert User.objects.get().check_password(NEW)


@pytest.mark.parametrize(("token", "hours"), [(password_reset_token, 1), (invitation_token, 7 * 24)])
def test_expired_password_link_is_refused(client: Client, ada: User, token: Any, hours: int) -> None:
    address = f"/account/password/{token(ada)}/"

    with time_machine.travel(timezone.now() + dt.timedelta(hours=hours, minutes=1)):
        assert client.get(address).status_code == 410
        assert choose(client, address, NEW).status_code == 410

    assert User.objects.get().check_password(PASSWORD)


def test_forged_links_are_refused(client: Client, ada: User) -> None:
    assert client.post("/account/verify/forged/").status_code == 410
    assert choose(client, "/account/password/forged/", NEW).status_code == 410
    assert choose(client, f"/account/password/{email_verification_token(ada)}/", NEW).status_code == 410


def test_invited_person_chooses_a_first_password(client: Client, employer: Employer) -> None:
    invited = User.objects.create_user("bo@example.com", None, name="Bo", employer=employer, roles=["viewer"])
    address = f"/account/password/{invitation_token(invited)}/"

    assert "Choose your password For the account of bo@example.com at Acme." in text_of(client.get(address))
    assert "Sign in at the back office" in text_of(choose(client, address, NEW))


def test_one_persons_accounts_at_two_employers_stay_apart(client: Client, ada: User, other_employer: Employer) -> None:
    namesake = UserFactory(employer=other_employer, email=ada.email)
    address = password_page(ada)
    assert "at Acme" in text_of(client.get(address))

    choose(client, address, NEW)

    assert User.objects.get(pk=ada.pk).check_password(NEW)
    assert User.objects.get(pk=namesake.pk).check_password(PASSWORD)
    assert client.get(password_page(namesake)).status_code == 200


def test_forgotten_password_is_answered_alike_for_everybody(client: Client, ada: User) -> None:
    UserFactory(email="gone@example.com", is_active=False)
    emails = (ada.email, "gone@example.com", "nobody@example.com")

    answers = [ask(client, FORGOT, {"email": email}) for email in emails]

    pages = {text_of(answer).replace(email, "…") for answer, email in zip(answers, emails, strict=True)}
    assert {answer.status_code for answer in answers} == {200}
    assert len(pages) == 1
    assert asked_for("user.password_reset_requested") == [str(ada.pk)]


def test_forgotten_password_reaches_each_account_of_the_address(
    client: Client, ada: User, other_employer: Employer
) -> None:
    namesake = UserFactory(employer=other_employer, email="Ada@Example.com")

    ask(client, FORGOT, {"email": "ada@example.com"})

    assert set(asked_for("user.password_reset_requested")) == {str(ada.pk), str(namesake.pk)}


def test_mistyped_address_keeps_the_form(client: Client) -> None:
    answer = ask(client, FORGOT, {"email": "ada at home"})

    assert answer.status_code == 422
    assert "ada at home" in answer.content.decode()


def test_forms_without_their_cookie_are_refused(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)

    for address in (verify_page(ada), password_page(ada), FORGOT):
        assert client.post(address, {"email": ada.email, "password": NEW, "again": NEW}).status_code == 403

    user = User.objects.get()
    assert user.email_verified_at is None
    assert user.check_password(PASSWORD)


def elsewhere() -> str:
    """An address that nobody was counted under before: counts outlive a test."""
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"


@pytest.mark.parametrize("address", ["/account/verify/x/", "/account/password/x/", FORGOT])
def test_sending_is_limited_like_signing_in(settings: Any, address: str) -> None:
    client = Client(REMOTE_ADDR=elsewhere())
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "2/minute"}

    answers = [client.post(address) for _ in range(3)]

    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    assert answers[2]["Retry-After"]
    assert client.get(FORGOT).status_code == 200


def test_mails_to_one_address_are_limited_from_everywhere(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "auth": "2/minute"}

    mail = {"email": f"{secrets.token_hex(8)}@example.com"}

    answers = [ask(client, FORGOT, mail, REMOTE_ADDR=elsewhere()) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_pages_are_kept_nowhere_and_tell_nobody(client: Client, ada: User) -> None:
    pages = [client.get(address) for address in (verify_page(ada), password_page(ada), FORGOT)]
    results = [confirm(client, verify_page(ada)), client.get("/account/verify/x/")]

    for page in (*pages, *results):
        assert page["Cache-Control"] == "no-store"
        assert page["X-Robots-Tag"] == "noindex"
    assert {page["Referrer-Policy"] for page in pages} == {"same-origin"}
    assert {page["Referrer-Policy"] for page in results} == {"no-referrer"}


def test_pages_speak_german(client: Client, ada: User) -> None:
    page = client.get(password_page(ada), headers={"Accept-Language": "de"})

    assert "Neues Passwort festlegen Für das Konto von ada@example.com bei Acme." in text_of(page)


def test_sign_in_page_leads_to_a_new_password(client: Client) -> None:
    assert f'href="{FORGOT}"' in client.get("/admin/login/").content.decode()
